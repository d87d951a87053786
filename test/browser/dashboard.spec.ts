import { expectDrawn } from './canvas';
import { expect, LAB, test } from './site';

const RANGE = { 'var-node': LAB, from: '2026-11-21T21:05:00.000Z', to: '2026-11-21T21:45:00.000Z' };

test('a switch of the dashboard’s annotations reaches our panel', async ({ site }) => {
  const { page } = site;
  await site.openDashboard('tidemark-node-memory', RANGE);
  await expectDrawn(page);
  // In the dashboard's order: evictions, OOM kills, other ends, memory pressure. Grafana names them beside, not inside.
  const switches = page.locator('input[id^="data-layer-"]');
  const evictions = page.getByRole('button', { name: /^Evicted/ });
  const kills = page.getByRole('button', { name: /^OOM-killed/ });
  await expect(evictions).not.toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Ended/ })).toHaveCount(0);
  await switches.nth(0).click({ force: true });
  await expect(evictions).toHaveCount(0);
  await expect(kills).not.toHaveCount(0);
  await switches.nth(2).click({ force: true });
  await expect(page.getByRole('button', { name: /^Ended/ })).not.toHaveCount(0);
  await site.keepPicture('dashboard-switches');
});

test('the cluster’s picker says that there is none', async ({ site }) => {
  const { page } = site;
  await site.openDashboard('tidemark-node-memory', RANGE);
  await expectDrawn(page);
  await expect(page.getByText('none', { exact: true })).toBeVisible();
});
