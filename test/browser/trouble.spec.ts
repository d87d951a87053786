import { expectDrawn } from './canvas';
import { expect, LAB, test } from './site';

const FIGURE_3 = { 'var-node': LAB, from: '2026-11-21T21:05:00.000Z', to: '2026-11-21T21:19:00.000Z' };

test('a Prometheus that is down is said so, with the reason', async ({ site }) => {
  site.allowConsoleErrors();
  await site.breakPrometheus();
  await site.openDashboard('tidemark-figure-3');
  await expect(site.page.getByText(/connection refused/).first()).toBeVisible();
  await site.keepPicture('prometheus-down');
});

test('a node that Prometheus does not know is said so', async ({ site }) => {
  const { page } = site;
  await site.openDashboard('tidemark-figure-3', { 'var-node': 'no-such-node' });
  await expect(page.getByText(/no-such-node/).first()).toBeVisible();
  await expect(
    page
      .getByRole('status')
      .filter({ hasText: /no |unknown|not /i })
      .first()
  ).toBeVisible();
  await site.keepPicture('unknown-node');
});

test('a label with markup in it is shown as text and loads nothing', async ({ site }) => {
  const { page } = site;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('dialog', (dialog) => asked.push(`dialog ${dialog.message()}`));
  const markup = '<img src=/hostile.png onerror=alert(1)>';
  await site.rewriteReplies((json) => json.replaceAll('alloc-mem-leak', JSON.stringify(markup).slice(1, -1)));
  await site.openNodePage(FIGURE_3);
  await expectDrawn(page);
  await expect(page.getByRole('table', { name: 'Events', exact: true })).toContainText('<img src=/hostile.png');
  await page
    .getByRole('button', { name: /^Evicted </ })
    .first()
    .hover();
  await expect(page.getByRole('tooltip')).toContainText('<img src=/hostile.png');
  expect(await page.locator('img[src*="hostile"]').count()).toBe(0);
  expect(asked.filter((url) => url.includes('hostile') || url.startsWith('dialog'))).toEqual([]);
});
