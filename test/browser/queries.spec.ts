import type { Page, Request } from '@playwright/test';

import { expectDrawn } from './canvas';
import { expect, LAB, test } from './site';

const FIGURE_3 = { 'var-node': LAB, from: '2026-11-21T21:05:00.000Z', to: '2026-11-21T21:19:00.000Z' };
const AROUND = { 'var-node': LAB, from: '2026-11-21T21:00:00.000Z', to: '2026-11-21T21:30:00.000Z' };

test('the node page asks Prometheus nothing twice', async ({ site }) => {
  const asked = listenForQueries(site.page);
  await site.openNodePage(FIGURE_3);
  await expectDrawn(site.page);
  await expect(site.page.getByRole('region', { name: 'Memory budget' })).toBeVisible();
  // One of them asks for the ids of the kubepods cgroups, without which a large cluster’s server takes seconds for the others.
  expectOnce(asked, 9);
});

test('an incident page asks Prometheus nothing twice, and looks its node up once', async ({ site }) => {
  const { page } = site;
  await site.openIncidents(AROUND);
  const link = await page.locator('a[href*="oom2"]').first().getAttribute('href');
  await page.goto('about:blank');
  const asked = listenForQueries(page);
  await page.goto(new URL(link ?? '', process.env.TIDEMARK_SITE).href);
  await expectDrawn(page);
  await expect(page.getByRole('heading', { name: 'Who paid' })).toBeVisible();
  expect(asked.filter((query) => query.includes('internal_ip'))).toHaveLength(1);
  // By looks and then closely, by selectors alone, it takes more queries, half the samples and a fraction of the time:
  // 23 or 26 of them, by which of the chart and the review asks first for what both read. A second look at anything is above that.
  expectOnce(asked, 28);
});

test('a Prometheus that is down is said once in a panel', async ({ site }) => {
  const { page } = site;
  site.allowConsoleErrors();
  await site.openNodePage(FIGURE_3);
  await expectDrawn(page);
  await page.waitForLoadState('networkidle');
  await site.breakPrometheus();
  // What the page was told a moment ago is not asked again.
  await page.waitForTimeout(2_500);
  const chart = page.locator('[data-viz-panel-key]').first();
  // While anything is still asked, the same button cancels it.
  await expect(async () => {
    await page.getByTestId('data-testid RefreshPicker run button').click();
    await expect(chart.getByText(/connection refused/)).toHaveCount(1, { timeout: 5_000 });
  }).toPass();
  const [text = ''] = await chart.getByText(/connection refused/).allInnerTexts();
  expect(text.match(/connection refused/g)).toHaveLength(1);
  await site.keepPicture('prometheus-goes-down');
});

test('a refresh reads nothing of the past again but the last minutes', async ({ site }) => {
  const { page } = site;
  const [from, to] = [Date.parse('2026-11-21T20:00:00Z'), Date.parse('2026-11-21T21:19:00Z')];
  await site.openNodePage({ 'var-node': LAB, from: String(from), to: String(to) });
  await expectDrawn(page);
  await page.waitForLoadState('networkidle');
  // What the page was told a moment ago is not asked again.
  await page.waitForTimeout(2_500);
  const starts: number[] = [];
  page.on('request', (request) => starts.push(...rangesOf(request)));
  await expect(async () => {
    await page.getByTestId('data-testid RefreshPicker run button').click();
    await expect.poll(() => starts.length, { timeout: 5_000 }).toBeGreaterThan(0);
  }).toPass();
  await page.waitForTimeout(1_500);
  expect(Math.min(...starts)).toBeGreaterThanOrEqual(to - LATE);
});

/** Samples may come late: so long before the end a refresh reads again, with the stretch around what happened there. */
const LATE = 25 * 60_000;

/** When the range queries of a request begin. */
function rangesOf(request: Request): readonly number[] {
  if (request.url().includes('/prom/api/v1/query_range')) {
    return [1000 * Number(new URLSearchParams(request.postData() ?? new URL(request.url()).search).get('start'))];
  }
  if (request.url().includes('/api/ds/query')) {
    const { queries, from } = request.postDataJSON() as { queries: ReadonlyArray<{ range?: boolean }>; from: string };
    return queries.some(({ range }) => range) ? [Number(from)] : [];
  }
  return [];
}

/** Every PromQL query by its content: the preview asks one by one, Grafana several with one request. */
function listenForQueries(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/\/prom\/api\/v1\/query/.test(request.url())) {
      asked.push(`${request.url()} ${decodeURIComponent(request.postData() ?? '')}`);
    }
    if (request.url().includes('/api/ds/query')) {
      const { queries, from, to } = request.postDataJSON() as { queries: object[]; from: string; to: string };
      asked.push(...queries.map(({ refId: _, ...query }: { refId?: string }) => JSON.stringify([query, from, to])));
    }
  });
  return asked;
}

function expectOnce(asked: readonly string[], most: number): void {
  expect(asked.filter((query, index) => asked.indexOf(query) !== index)).toEqual([]);
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.length).toBeLessThanOrEqual(most);
}
