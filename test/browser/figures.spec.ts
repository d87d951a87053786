import { countHues, expectDrawn } from './canvas';
import { expect, MODERN, test } from './site';

for (const theme of ['dark', 'light'] as const) {
  test(`Figure 3 in the ${theme} theme opens on the recorded eviction`, async ({ site }) => {
    const { page } = site;
    await site.openDashboard('tidemark-figure-3', { theme });
    await expect(page.getByText(/kubelet evicted alloc-mem-leak/).first()).toBeVisible();
    await expect(page.getByRole('button', { name: /^Evicted alloc-mem-leak/ })).toBeVisible();
    await expectDrawn(page);
    const hues = await countHues(page);
    expect(hues.blue, 'the pods’ curve').toBeGreaterThan(300);
    expect(hues.red, 'allocatable and the eviction band').toBeGreaterThan(300);
    await site.keepPicture(`figure-3-${theme}`);
  });

  test(`Figure 6 in the ${theme} theme shows node available below eviction-hard`, async ({ site }) => {
    const { page } = site;
    await site.openDashboard('tidemark-figure-6', { theme });
    await expect(page.getByRole('button', { name: /^Evicted node-exporter/ }).first()).toBeVisible();
    await expectDrawn(page);
    const hues = await countHues(page);
    expect(hues.green, 'node available').toBeGreaterThan(300);
    expect(hues.red, 'the node’s eviction band').toBeGreaterThan(100);
    await site.keepPicture(`figure-6-${theme}`);
  });
}

test('a link switches Figure 3 to the modern node and its time', async ({ site }) => {
  const { page } = site;
  await site.openDashboard('tidemark-figure-3');
  await expectDrawn(page);
  await page.getByRole('link', { name: /Modern node/ }).click();
  await expect(page).toHaveURL(new RegExp(`var-node=${MODERN}`));
  await expect(page.getByText(/evicted mem-leak/).first()).toBeVisible();
  await site.keepPicture('figure-3-modern');
});

for (const figure of ['tidemark-figure-3', 'tidemark-figure-6'] as const) {
  test(`all of ${figure} is on a laptop's screen, to its footnote`, async ({ site }) => {
    const { page } = site;
    await page.setViewportSize({ width: 1400, height: 900 });
    await site.openDashboard(figure);
    await expectDrawn(page);
    const panel = await page.getByTestId('data-testid Panel header Node memory').boundingBox();
    expect(panel!.y + panel!.height).toBeLessThanOrEqual(900);
  });
}
