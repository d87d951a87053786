import type { Locator, Page } from '@playwright/test';

import { answerWithNodes } from './manyNodes';
import { expect, isGrafana, LAB, test, type Site } from './site';

const RECORDING_1 = { from: '2026-11-21T21:00:00.000Z', to: '2026-11-21T22:20:00.000Z' };

const rows = (page: Page): Locator => page.getByRole('list', { name: 'Nodes' }).getByRole('listitem');
const headline = (page: Page): Locator => page.getByRole('heading', { level: 2 });

test('the fleet says how far each node is from both lines, and its incidents once they are reviewed', async ({
  site,
}) => {
  const { page } = site;
  await site.openAppPage('/fleet', RECORDING_1);
  const row = rows(page).filter({ hasText: LAB });
  await expect(row).toContainText(/Pods: \d+ MiB left \(\d+ %\)/);
  await expect(row).toContainText(/Node: \d+ MiB left \(\d+ %\)/);
  await expect(row).toContainText(/limits \d+ % of the kubepods limit/);
  await expect(row.getByRole('link', { name: '7 incidents' })).toBeVisible({ timeout: 45_000 });
  await expect(headline(page)).toHaveText(/; 7 incidents in this time range, \d of them paid for by innocent pods\.$/);
  await site.keepPicture('fleet');
  await row.getByRole('link', { name: '7 incidents' }).click();
  await expect(page.getByRole('table', { name: 'Incidents' }).locator('tbody tr')).toHaveCount(7, { timeout: 45_000 });
});

test('a pod leads to the incident that ended it, and to its node at that moment', async ({ site }) => {
  const { page } = site;
  await site.openAppPage('/fleet', { ...RECORDING_1, pod: 'alloc-tests/alloc-mem-leak' });
  const answer = page.getByRole('region', { name: 'What became of alloc-tests/alloc-mem-leak' });
  await expect(answer).toContainText(/alloc-mem-leak was evicted at 2026-11-21 21:1\d/, { timeout: 45_000 });
  const node = await answer.getByRole('link', { name: LAB }).last().getAttribute('href');
  expect(Object.fromEntries(new URL(node!, 'http://site').searchParams)).toMatchObject({ 'var-node': LAB });
  await answer.getByRole('list', { name: 'Its incidents' }).getByRole('link').first().click();
  await expect(page.getByTestId('tidemark-incident')).toBeVisible();
});

test('where no node tells its pool, sections by pool say which setting brings that', async ({ site }) => {
  const { page } = site;
  await site.openAppPage('/fleet', { ...RECORDING_1, group: 'pool' });
  await expect(page.getByText(/No node tells its pool.*metric-labels-allowlist/)).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
});

test('a Prometheus that is down is said once, and while it answers slowly that it is being read', async ({ site }) => {
  const { page } = site;
  site.allowConsoleErrors();
  await site.slowDownPrometheus(2_000);
  await site.openAppPage('/fleet', RECORDING_1);
  await expect(page.getByText('Reading all nodes…')).toBeVisible();
  await site.breakPrometheus();
  await site.openAppPage('/fleet', RECORDING_1);
  await expect(page.getByText(/connection refused/)).toHaveCount(1);
  await expect(page.getByText('The nodes could not be read')).toBeVisible();
});

test('a range without a node says so', async ({ site }) => {
  await site.openAppPage('/fleet', { from: '2026-11-20T00:00:00.000Z', to: '2026-11-20T01:00:00.000Z' });
  await expect(site.page.getByText('No node was recorded in this time range')).toHaveCount(1);
  await expect(rows(site.page)).toHaveCount(0);
});

test('the week counts who pays, which culprit returns and what would have prevented most', async ({ site }) => {
  const { page } = site;
  await site.openAppPage('/week', RECORDING_1);
  await expect(headline(page)).toHaveText(/^7 memory incidents on 1 node in this time range; /, { timeout: 45_000 });
  for (const name of ['Who pays most often', 'Which culprit returns', 'What would have prevented most']) {
    await expect(page.getByRole('table', { name }).locator('tbody tr').first()).toBeVisible();
  }
  await site.keepPicture('week');
});

test('on a phone the filters are folded, and the nodes come first', async ({ site }) => {
  const { page } = site;
  await page.setViewportSize({ width: 390, height: 844 });
  await site.openAppPage('/fleet', RECORDING_1);
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Find a node' })).toBeHidden();
  await page.getByRole('button', { name: 'Filters' }).click();
  await expect(page.getByRole('textbox', { name: 'Find a node' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await site.keepPicture('fleet-phone');
});

test('5,000 nodes scroll like 500: a frame costs no more', async ({ site }, info) => {
  test.skip(isGrafana, 'the nodes are put into replies of the Prometheus API');
  test.slow();
  const { page } = site;
  const few = await frameOf(site, 500);
  const many = await frameOf(site, 5_000);
  const measured = `${few.toFixed(1)} ms of the main thread a frame for 500 nodes, ${many.toFixed(1)} ms for 5,000`;
  info.annotations.push({ type: 'measured', description: measured });
  console.log(measured);
  expect(many).toBeLessThan(1.5 * few);
  expect(await rows(page).count()).toBeLessThan(60);
  await page.getByRole('textbox', { name: 'Find a node' }).fill('00042');
  await expect(rows(page)).toHaveCount(1);
});

/** The main thread's own time for a frame of scrolling, in milliseconds: a machine that others use too does not lengthen it. */
async function frameOf({ page, openAppPage }: Site, nodes: number): Promise<number> {
  await page.unrouteAll();
  await answerWithNodes(page, nodes);
  await openAppPage('/fleet', { from: 'now-1h', to: 'now' });
  await expect(headline(page)).toContainText(`of ${nodes} nodes`, { timeout: 60_000 });
  const metrics = await page.context().newCDPSession(page);
  await metrics.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () =>
    (await metrics.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
  const before = await busy();
  await page.getByRole('list', { name: 'Nodes' }).evaluate(scrollFor, FRAMES);
  return (1000 * ((await busy()) - before)) / FRAMES;
}

const FRAMES = 120;

/** Scrolls by more than a screen each frame. */
function scrollFor(list: Element, frames: number): Promise<void> {
  return new Promise((done) => {
    let left = frames;
    const next = () => {
      list.scrollTop += 300;
      left -= 1;
      if (left > 0) {
        requestAnimationFrame(next);
      } else {
        done();
      }
    };
    requestAnimationFrame(next);
  });
}
