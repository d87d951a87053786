import { expect, LAB, MODERN, test } from './site';

/** Fifty questions in one request: a busy machine takes its time. */
test.describe.configure({ timeout: 90_000 });
const ANSWERED = { timeout: 60_000 };

test('the numbers of the leaking node stand side by side, and each difference is told', async ({ site }) => {
  const { page } = site;
  await site.openAppPage('/numbers', {
    'var-node': LAB,
    from: '2026-11-21T21:00:00.000Z',
    to: '2026-11-21T21:10:00.000Z',
    pod: 'alloc-tests/alloc-mem-leak',
  });
  const node = page.getByRole('table', { name: 'Numbers of the node' });
  await expect(node.getByRole('row', { name: /^Working set of the root cgroup/ })).toContainText('3242 MiB', ANSWERED);
  await expect(page.getByText(/^Usage holds 395 MiB more: file cache/)).toBeVisible();
  await expect(page.getByText(/The pause container holds 548 KiB/)).toBeVisible();
  await expect(page.getByRole('table', { name: 'Container alloc-mem-leak' })).toContainText('2204 MiB');
  await page.getByRole('slider', { name: 'The moment compared' }).focus();
  await page.keyboard.press('Home');
  await expect(page).toHaveURL(/at=2026-11-21T21(:|%3A)0\d/);
  await site.keepPicture('numbers');
});

test('on cgroup v2 the root’s missing kernel memory is told', async ({ site }) => {
  const { page } = site;
  await site.openAppPage('/numbers', {
    'var-node': MODERN,
    from: '2026-11-22T02:20:00.000Z',
    to: '2026-11-22T02:40:00.000Z',
  });
  await expect(
    page.getByText(/has no usage of its own on cgroup v2 and counts anonymous and file pages alone: 140 MiB/)
  ).toBeVisible(ANSWERED);
});
