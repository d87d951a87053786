import type { Locator, Page } from '@playwright/test';

import { expectDrawn } from './canvas';
import { expect, LAB, test, type Site } from './site';

const RECORDING_1 = { 'var-node': LAB, from: '2026-11-21T21:00:00.000Z', to: '2026-11-21T22:30:00.000Z' };
const incidents = (page: Page): Locator => page.getByRole('table', { name: 'Incidents' });

test.beforeEach(({ site }) => site.page.setViewportSize({ width: 390, height: 844 }));

async function openKubepodsKill({ page, openIncidents }: Site): Promise<void> {
  await openIncidents(RECORDING_1);
  await incidents(page).locator('tbody tr').first().getByRole('link').click();
  await expect(page.getByRole('region', { name: 'Who caused it, who paid' })).toBeVisible();
}

const PLACES: ReadonlyArray<readonly [string, (site: Site) => Promise<void>]> = [
  ['node page', ({ openNodePage }) => openNodePage(RECORDING_1)],
  ['incidents page', ({ openIncidents }) => openIncidents(RECORDING_1)],
  ['incident’s page', openKubepodsKill],
];

/** What reaches beyond the right edge, though not what scrolls or is cut off in a place of its own. */
const beyondTheEdge = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const cutsOff = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).overflowX !== 'visible' || cutsOff(element.parentElement));
    return [...document.querySelectorAll('main *, [data-testid="tidemark-incident"] *')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .filter((element) => !element.closest('table')?.querySelector('caption') && !cutsOff(element.parentElement))
      .map((element) => `${element.tagName} ${element.textContent?.slice(0, 40)}`);
  });

for (const [place, openPlace] of PLACES) {
  test(`a phone shows the ${place} without scrolling sideways`, async ({ site }) => {
    const { page } = site;
    await openPlace(site);
    await expect(page.getByRole('table').first()).toBeVisible();
    expect(await beyondTheEdge(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
}

test('on a phone the filters are folded: what is asked for comes first, and they are one click away', async ({
  site,
}) => {
  const { page } = site;
  await site.openIncidents(RECORDING_1);
  const first = incidents(page).locator('tbody tr').first();
  await expect(first).toBeVisible();
  const title = await page.getByRole('heading', { level: 1 }).boundingBox();
  const row = await first.boundingBox();
  // Below the search for a pod, which comes first, and still on the first screen.
  expect(row!.y - title!.y).toBeLessThan(450);
  expect(row!.y).toBeLessThan(page.viewportSize()!.height);
  await expect(page.getByRole('combobox', { name: 'Verdict' })).toBeHidden();
  await site.keepPicture('incidents-phone');
  await page.getByRole('button', { name: 'Filters' }).click();
  await expect(page.getByRole('combobox', { name: 'Verdict' })).toBeVisible();
  await site.keepPicture('incidents-phone-filters');
});

test('on a phone times stand on a line each, and no two pods are shortened to one name', async ({ site }) => {
  const { page } = site;
  await openKubepodsKill(site);
  await expectDrawn(page);
  // Of what is drawn anew meanwhile the old elements have no place any more.
  const lines = () => page.locator('time').evaluateAll((times) => times.map((time) => time.getClientRects().length));
  await expect.poll(async () => (await lines()).filter((count) => count !== 1)).toEqual([]);
  const paid = page.getByRole('table', { name: 'Who caused it, who paid' });
  const names = await paid.locator('tbody td:first-child').evaluateAll((cells) =>
    cells.map((cell) => {
      const { scrollWidth, clientWidth, innerText } = cell as HTMLElement;
      return {
        text: innerText,
        isWhole: scrollWidth <= clientWidth && getComputedStyle(cell).textOverflow !== 'ellipsis',
      };
    })
  );
  expect(names.filter(({ isWhole }) => !isWhole)).toEqual([]);
  expect(new Set(names.map(({ text }) => text)).size).toBe(names.length);
  await site.keepPicture('incident-phone');
});

test('at 1400 px the roles of who paid are whole', async ({ site }) => {
  const { page } = site;
  await page.setViewportSize({ width: 1400, height: 900 });
  await openKubepodsKill(site);
  const paid = page.getByRole('table', { name: 'Who caused it, who paid' });
  const frame = (await page.getByRole('region', { name: 'Who caused it, who paid' }).boundingBox())!;
  const roles = await paid.locator('tbody td:last-child span').all();
  expect(roles.length).toBeGreaterThan(2);
  for (const role of roles) {
    const box = (await role.boundingBox())!;
    expect(box.x + box.width).toBeLessThanOrEqual(frame.x + frame.width);
  }
});
