import { expectDrawn } from './canvas';
import { expect, LAB, test } from './site';

const FIGURE_3 = { 'var-node': LAB, from: '2026-11-21T21:05:00.000Z', to: '2026-11-21T21:19:00.000Z' };

test('a tried eviction-hard of 1000Mi lowers allocatable to the article’s 4315 MiB, leaves the limit, and stays in the URL', async ({
  site,
}) => {
  const { page } = site;
  await site.openAppPage('/reserve', FIGURE_3);
  await expectDrawn(page);
  const lines = page.getByRole('table', { name: 'Lines as they are and as tried' });
  await expect(lines).toContainText('4565 MiB');
  await page.getByLabel('Eviction-hard').fill('1000Mi');
  await expect(lines.getByRole('row', { name: /^Allocatable/ })).toContainText(/4315 MiB.*−250 MiB/);
  await expect(lines.getByRole('row', { name: /^kubepods limit/ })).toContainText(/5315 MiB.*unchanged/);
  await expect(page).toHaveURL(/evictionHard=1000Mi/);
  await expect(page.getByLabel('Settings to copy')).toContainText('memory.available: "1000Mi"');
  await site.keepPicture('reserve');
});

test('a pasted kubelet configuration fills the fields; one that cannot be used says why', async ({ site }) => {
  const { page } = site;
  await site.openAppPage('/reserve', FIGURE_3);
  await page.getByText('Or paste a kubelet configuration').click();
  const pasted = page.getByLabel('Kubelet configuration', { exact: true });
  await pasted.fill('kind: KubeletConfiguration\nkubeReserved: {memory: 1638}');
  await page.getByRole('button', { name: 'Try these settings' }).click();
  await expect(page.getByText(/kubeReserved\.memory: "1638" is not a text/)).toBeVisible();
  await pasted.fill('kind: KubeletConfiguration\nkubeReserved: {memory: 2Gi}\nevictionHard: {memory.available: 500Mi}');
  await page.getByRole('button', { name: 'Try these settings' }).click();
  await expect(page.getByLabel('Reserved', { exact: false }).first()).toHaveValue('2Gi');
  await expect(page.getByLabel('Eviction-hard')).toHaveValue('500Mi');
});

test('what cannot be read is quoted, and the node’s own lines stay', async ({ site }) => {
  const { page } = site;
  await site.openAppPage('/reserve', { ...FIGURE_3, evictionHard: '750MB' });
  await expect(page.getByText(/Eviction-hard: .*"750MB"/)).toBeVisible();
  await expect(page.getByRole('table', { name: 'Lines as they are and as tried' })).toContainText('4565 MiB');
});

test('dragging a boundary by pointer and by keyboard moves the lines, and what would have happened follows', async ({
  site,
}) => {
  const { page } = site;
  await site.openAppPage('/reserve', FIGURE_3);
  await expectDrawn(page);
  const handle = page.getByRole('slider', { name: 'Where the eviction band begins' });
  await expect(handle).toHaveAttribute('aria-valuetext', '750 MiB');
  await handle.focus();
  await page.keyboard.press('PageUp');
  await expect(page.getByLabel('Eviction-hard')).toHaveValue('850Mi');
  const box = await handle.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 10, (box?.y ?? 0) + 20);
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) - 40, (box?.y ?? 0) + 20, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByLabel('Eviction-hard')).not.toHaveValue('850Mi');
  await page.getByLabel('Eviction-hard').fill('1000Mi');
  const replayed = page.getByRole('table', { name: 'Incidents under the tried settings' });
  await expect(replayed).toContainText(/would have happened \d+ s earlier/, { timeout: 30_000 });
  await expect(page.getByText(/^The pods request \d+ MiB/)).toBeVisible();
  await site.keepPicture('reserve-replay');
});
