import type { Page } from '@playwright/test';

import { expect, isGrafana, LAB, test } from './site';

const FIGURE_3 = { 'var-node': LAB, from: '2026-11-21T21:05:00.000Z', to: '2026-11-21T21:19:00.000Z' };

test('the page tells of each kind of series by which job it comes, and how the node is collected', async ({ site }) => {
  const { page } = site;
  await site.openAppPage('/signals', FIGURE_3);
  const table = page.getByRole('table', { name: 'Series of this node' });
  await expect(table.getByRole('row', { name: /node_vmstat_oom_kill/ })).toContainText('node-exporter');
  await expect(page.getByRole('region', { name: 'How it is collected' })).toContainText('Prometheus’ rules');
  await expect(page.getByRole('region', { name: 'How it is collected' })).toContainText('kubelet-cadvisor every 30 s');
  // Kubernetes 1.20 has no such counter, and three others were not recorded.
  await expect(page.getByRole('region', { name: /^4 of \d+ kinds of series are missing/ })).toContainText(
    'container_oom_events_total'
  );
  await site.keepPicture('signals');
});

for (const width of [1280, 390]) {
  test(`what a collection drops stands with its setting, at ${width} px without scrolling sideways`, async ({
    site,
  }) => {
    test.skip(isGrafana, 'the replies are those of the Prometheus API');
    const { page } = site;
    await page.setViewportSize({ width, height: 900 });
    await dropCgroups(page);
    await site.openAppPage('/signals', { ...FIGURE_3, installation: 'kube-prometheus-stack' });
    const missing = page.getByRole('region', { name: /kinds of series are missing/ });
    await expect(missing.getByLabel(/^Setting for .*kubepods/).first()).toContainText('cAdvisorMetricRelabelings');
    await expect(missing).toContainText(/of kubepods/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await site.keepPicture(`signals-missing-${width}`);
  });
}

test('a Prometheus that is down is said so', async ({ site }) => {
  site.allowConsoleErrors();
  const { page } = site;
  await site.breakPrometheus();
  await site.openAppPage('/signals', FIGURE_3);
  await expect(page.getByText(/connection refused/).first()).toBeVisible();
});

/** As kube-prometheus-stack drops them: no cgroup without a pod, and no container_spec_*. */
async function dropCgroups(page: Page): Promise<void> {
  const dropped = /id="\/"|id=~"|container_spec_memory_limit_bytes\{/;
  await page.route('**/prom/api/v1/query**', async (route) => {
    const asked = decodeURIComponent((route.request().postData() ?? route.request().url()).replace(/\+/g, ' '));
    const isSignal = /count_over_time|"tidemark", "count"/.test(asked);
    if (isSignal && dropped.test(asked)) {
      await route.fulfill({ json: { status: 'success', data: { resultType: 'vector', result: [] } } });
    } else {
      await route.continue();
    }
  });
}
