import type { Locator, Page } from '@playwright/test';

import { expect, isGrafana, LAB, MODERN, test, type Site } from './site';

const EVICTED = { 'var-node': MODERN, from: '2026-11-22T02:36:00.000Z', to: '2026-11-22T02:50:00.000Z' };
const RECORDING_1 = { 'var-node': LAB, from: '2026-11-21T21:00:00.000Z', to: '2026-11-21T22:30:00.000Z' };

const ORDERS = ['Order of eviction', 'Order of OOM kills'];
const table = (page: Page, name: string): Locator => page.getByRole('table', { name, exact: true });

const PLACES: ReadonlyArray<readonly [string, (site: Site) => Promise<void>, readonly string[]]> = [
  [
    'numbers page',
    ({ openAppPage }) => openAppPage('/numbers', EVICTED),
    ['Numbers of the node', 'Numbers of all pods'],
  ],
  ['node page', ({ openNodePage }) => openNodePage(EVICTED), [...ORDERS, 'Memory budget', 'Events']],
  ['incidents page', ({ openIncidents }) => openIncidents(RECORDING_1), ['Incidents']],
  [
    'incident’s page',
    async ({ page, openIncidents }) => {
      await openIncidents(RECORDING_1);
      await table(page, 'Incidents').getByRole('link').nth(1).click();
    },
    ['Who caused it, who paid', 'Order of eviction'],
  ],
];

/** Texts that are numbers with their units, and that take more than one line. */
const brokenNumbers = (rows: Locator): Promise<readonly string[]> =>
  rows.locator('td').evaluateAll((cells) =>
    cells
      .filter((cell) => /^[+-]?\d[\d.,]*( ?(Ki|MiB|GiB)(\/s)?)?$/.test(cell.textContent ?? ''))
      .filter((cell) => {
        const text = document.createRange();
        text.selectNodeContents(cell.querySelector('div') ?? cell);
        return new Set([...text.getClientRects()].map(({ bottom }) => Math.round(bottom))).size > 1;
      })
      .map((cell) => cell.textContent ?? '')
  );

/** Grafana docks its menu beside a page on a laptop's screen; the preview has none. */
const MENU = isGrafana ? 0 : 300;

/** A place this narrow stacks its table's rows: a phone, or half a laptop's screen beside Grafana's own menu. */
const STACKED = 500;

const room = (found: Locator): Promise<number> => found.evaluate((element) => element.parentElement!.clientWidth);

/** How far the table's content reaches beyond its own place. */
const overflow = (found: Locator): Promise<number> =>
  found.evaluate((element) => element.parentElement!.scrollWidth - element.parentElement!.clientWidth);

for (const [place, openPlace, tables] of PLACES) {
  for (const width of [1400, 1280, 390]) {
    test(`at ${width} px the ${place} keeps numbers on one line and cuts no column off`, async ({ site }) => {
      const { page } = site;
      await page.setViewportSize({ width: width - (width > 500 ? MENU : 0), height: 900 });
      await openPlace(site);
      for (const name of tables) {
        const found = table(page, name).first();
        await expect(found).toBeVisible({ timeout: 60_000 });
        expect(await brokenNumbers(found), name).toEqual([]);
        expect(await overflow(found), name).toBeLessThanOrEqual(1);
        await expect(found.locator('thead'), name).toBeVisible({ visible: (await room(found)) > STACKED });
      }
    });
  }
}

test('the kernel’s order names a pod once, and its container only where it has several', async ({ site }) => {
  const { page } = site;
  await site.openNodePage(EVICTED);
  const names = table(page, 'Order of OOM kills').locator('td:nth-child(2)');
  await expect(names.first()).toBeVisible();
  const texts = await names.allTextContents();
  expect(texts.filter((text) => text.includes('container'))).toEqual(
    texts.filter((text) => text.includes('storefront'))
  );
});
