import { expectDrawn } from './canvas';
import { expect, isGrafana, LAB, test } from './site';

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
  // The look-up of the pods' names stays true: by the other name the server would find nothing.
  await site.rewriteReplies((json, question) =>
    question.includes('last_over_time(kube_pod_info')
      ? json
      : json.replaceAll('alloc-mem-leak', JSON.stringify(markup).slice(1, -1))
  );
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

test('data that came in part are said on the incidents page, and no incident is called certain', async ({ site }) => {
  test.slow();
  test.skip(isGrafana, 'the warning is put into a reply of the Prometheus API');
  const { page } = site;
  const warning = 'partial response: store gateway timed out';
  await site.rewriteReplies((json) => JSON.stringify({ ...(JSON.parse(json) as object), warnings: [warning] }));
  await site.openIncidents({ ...FIGURE_3, 'var-node': LAB });
  const rows = page.getByRole('table', { name: 'Incidents' }).locator('tbody tr');
  await expect(rows.first()).toContainText('likely', { timeout: 30_000 });
  await expect(rows.filter({ hasText: 'certain' })).toHaveCount(0);
  await expect(page.getByText(/Only part of the data arrived.*store gateway timed out/).first()).toBeVisible();
  await rows.first().getByRole('link').click();
  await expect(page.getByTestId('tidemark-incident')).toContainText(
    'only part of the data arrived, so it is not certain',
    { timeout: 30_000 }
  );
  await site.keepPicture('incident-on-partial-data');
});
