import { expect, type Locator, type Page } from '@playwright/test';

/** Our chart on the page. */
export const findPlot = (page: Page): Locator => page.locator('.uplot').first();

type Rgb = readonly [red: number, green: number, blue: number];

/** The article's colours, as far apart as they must be told. */
export const HUES = {
  red: ([red, green, blue]: Rgb) => red > 140 && green < 110 && blue < 120,
  green: ([red, green, blue]: Rgb) => green > 120 && red < 150 && blue < 150 && green > red + 25,
  yellow: ([red, green, blue]: Rgb) => red > 150 && green > 120 && blue < 110 && red < green + 120,
  blue: ([red, green, blue]: Rgb) => blue > 150 && red < 140 && blue > green + 15,
} as const satisfies Record<string, (rgb: Rgb) => boolean>;

/** How many pixels of the plot's canvas have each of the hues. */
export async function countHues(page: Page): Promise<Record<keyof typeof HUES, number>> {
  const pixels = await readPixels(page);
  const count = (is: (rgb: Rgb) => boolean) => pixels.filter((rgb) => is(rgb)).length;
  return { red: count(HUES.red), green: count(HUES.green), yellow: count(HUES.yellow), blue: count(HUES.blue) };
}

/** Opaque pixels only: nothing drawn is transparent. */
async function readPixels(page: Page): Promise<readonly Rgb[]> {
  const flat = await page
    .locator('.uplot canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const opaque: number[] = [];
      for (let index = 0; index < data.length; index += 4) {
        if (data[index + 3]! > 200) {
          opaque.push(data[index]!, data[index + 1]!, data[index + 2]!);
        }
      }
      return opaque;
    });
  return Array.from({ length: flat.length / 3 }, (_, index) => [
    flat[3 * index]!,
    flat[3 * index + 1]!,
    flat[3 * index + 2]!,
  ]);
}

/** Waits until something is drawn. */
export async function expectDrawn(page: Page): Promise<void> {
  await expect(findPlot(page)).toBeVisible();
  await expect.poll(async () => (await readPixels(page)).length, { timeout: 15_000 }).toBeGreaterThan(500);
}
