import { expectDrawn, findPlot } from './canvas';
import { expect, LAB, test } from './site';

const FIGURE_3 = { 'var-node': LAB, from: '2026-11-21T21:05:00.000Z', to: '2026-11-21T21:19:00.000Z' };

test('the node page shows the chart, the budget to the byte and the eviction', async ({ site }) => {
  const { page } = site;
  await site.openNodePage(FIGURE_3);
  await expectDrawn(page);
  const budget = page.getByRole('table', { name: 'Memory budget' });
  // 4675304Ki and 5573943296 B, as `kubectl describe node` and the kubepods cgroup have them.
  await expect(budget).toContainText(/4,?787,?511,?296|4675304Ki/);
  await expect(budget).toContainText(/5,?573,?943,?296|5443304Ki/);
  await expect(page.getByRole('table', { name: 'Events', exact: true })).toContainText('alloc-mem-leak');
  await site.keepPicture('node-page');
});

test('the view switch is kept in the URL', async ({ site }) => {
  const { page } = site;
  await site.openNodePage(FIGURE_3);
  await expectDrawn(page);
  await page.getByRole('radio', { name: 'Both' }).check({ force: true });
  await expect(page).toHaveURL(/view=both/);
});

test('every view is drawn anew from any other, also while data come and the window changes its size', async ({
  site,
}) => {
  const { page } = site;
  await site.openNodePage({ ...FIGURE_3, view: 'both' });
  await expectDrawn(page);
  const widths = [1200, 1400];
  for (const view of ['Pods', 'Node', 'Both', 'Node', 'Pods', 'Both']) {
    await page.getByTestId(/RefreshPicker run button/).click();
    await page.getByRole('radio', { name: view, exact: true }).check({ force: true });
    await page.setViewportSize({ width: widths.reverse()[0]!, height: 900 });
    await expectDrawn(page);
    await expect(page.getByTestId(/VizLegend series/)).toHaveCount(SERIES[view]!);
  }
  await findPlot(page)
    .locator('.u-over')
    .hover({ position: { x: 300, y: 120 } });
  await expect(page.locator('dl').first()).toContainText('MiB');
});

/** Curves and lines of each view at the article's node. */
const SERIES: Readonly<Record<string, number>> = { Pods: 7, Node: 6, Both: 8 };

test('pointing at the plot shows the values of that time', async ({ site }) => {
  const { page } = site;
  await site.openNodePage(FIGURE_3);
  await expectDrawn(page);
  await findPlot(page)
    .locator('.u-over')
    .hover({ position: { x: 300, y: 120 } });
  await expect(page.locator('dl').first()).toContainText('MiB');
  await site.keepPicture('tooltip');
});

test('the eviction’s marker tells who, where and why', async ({ site }) => {
  const { page } = site;
  await site.openNodePage(FIGURE_3);
  await expectDrawn(page);
  await page.getByRole('button', { name: /^Evicted alloc-mem-leak/ }).hover();
  const tooltip = page.getByRole('tooltip');
  await expect(tooltip).toContainText('alloc-mem-leak');
  await expect(tooltip).toContainText('alloc-tests');
  await site.keepPicture('event-tooltip');
});

test('a marker of six events tells them in little room, and each in full on a click', async ({ site }) => {
  const { page } = site;
  await site.openNodePage({ 'var-node': LAB, from: '2026-11-21T21:20:00.000Z', to: '2026-11-21T21:45:00.000Z' });
  await expectDrawn(page);
  await page.getByRole('button', { name: /OOM-killed 5 pods/ }).hover();
  const tooltip = page.getByRole('tooltip');
  await expect(tooltip.getByRole('group')).toHaveCount(6);
  await expect(tooltip.getByText(/5 processes in all, in these 30 s/)).toHaveCount(1);
  expect((await tooltip.boundingBox())!.height).toBeLessThan(340);
  const picker = await page.getByTestId('data-testid TimePicker Open Button').boundingBox();
  expect((await tooltip.boundingBox())!.y).toBeGreaterThan(picker!.y + picker!.height);
  const last = tooltip.getByRole('group').last();
  await last.locator('summary').click();
  await expect(last.getByText('Seen in').first()).toBeVisible();
  await site.keepPicture('event-tooltip-of-six');
});

test('a click in the legend leaves one curve; the next brings all back', async ({ site }) => {
  const { page } = site;
  await site.openNodePage(FIGURE_3);
  await expectDrawn(page);
  const items = page.getByTestId(/VizLegend series/);
  const count = await items.count();
  expect(count).toBeGreaterThan(2);
  const muted = () =>
    items.locator('button').evaluateAll((all) => new Set(all.map((one) => getComputedStyle(one).color)).size);
  expect(await muted()).toBe(1);
  await items.first().locator('button').click();
  await expect.poll(muted).toBe(2);
  await items.first().locator('button').click();
  await expect.poll(muted).toBe(1);
});

test('dragging over the plot zooms and writes the range to the URL', async ({ site }) => {
  const { page } = site;
  await site.openNodePage(FIGURE_3);
  await expectDrawn(page);
  const box = (await findPlot(page).locator('.u-over').boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.3, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 8 });
  await page.mouse.up();
  await expect(page).not.toHaveURL(/21:05:00/);
  const from = new URL(page.url()).searchParams.get('from') ?? '';
  expect(Date.parse(from)).toBeGreaterThan(Date.parse(FIGURE_3.from));
  await page.goBack();
  await expect(page).toHaveURL(/21(:|%3A)05(:|%3A)00/);
});
