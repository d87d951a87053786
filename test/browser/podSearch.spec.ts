import type { Page } from '@playwright/test';

import { expect, LAB, test } from './site';

const RECORDING_1 = { 'var-node': LAB, from: '2026-11-21T21:00:00.000Z', to: '2026-11-21T22:30:00.000Z' };

async function ask(page: Page, pod: string) {
  const box = page.getByRole('textbox', { name: 'Why did my pod die?' });
  await box.fill(pod);
  await box.press('Enter');
  return page.getByRole('region', { name: `What became of ${pod}` });
}

test('a pod that memory ended leads to its incident, although it is gone', async ({ site }) => {
  const { page } = site;
  await site.openIncidents(RECORDING_1);
  const answer = await ask(page, 'alloc-tests/alloc-mem-leak');
  await expect(answer).toContainText(/alloc-tests\/alloc-mem-leak was evicted at 2026-11-21 21:1\d:\d\d UTC/);
  await site.keepPicture('pod-search');
  await expect(page).toHaveURL(/pod=alloc-tests(%2F|\/)alloc-mem-leak/);
  await answer.getByRole('list', { name: 'Its incidents' }).getByRole('link').first().click();
  await expect(page.getByTestId('tidemark-incident').locator('header h2').first()).toContainText('alloc-mem-leak');
});

test('a workload’s last terminations are decoded', async ({ site }) => {
  const { page } = site;
  await site.openIncidents({ ...RECORDING_1, pod: 'oom-tests/oom1' });
  const answer = page.getByRole('region', { name: 'What became of oom-tests/oom1' });
  await expect(answer.getByRole('list', { name: 'Its last terminations' }).getByRole('listitem').first()).toContainText(
    /exit code 137: SIGKILL/
  );
  await site.keepPicture('pod-search-terminations');
});

test('a pod that nothing of memory ended is told so, and one that never was is not called well', async ({ site }) => {
  const { page } = site;
  await site.openIncidents({ ...RECORDING_1, from: '2026-11-21T21:00:00.000Z', to: '2026-11-21T21:09:00.000Z' });
  await expect(await ask(page, 'apps/db')).toContainText(/Nothing of memory ended apps\/db between/);
  await expect(await ask(page, 'apps/nobody')).toContainText('No pod and no workload apps/nobody was seen');
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(page.getByRole('region', { name: /What became of/ })).toHaveCount(0);
});
