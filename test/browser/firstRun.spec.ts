import type { Page } from '@playwright/test';

import { expectDrawn } from './canvas';
import { expect, isGrafana, LAB, test } from './site';

const FIGURE_3 = { 'var-node': LAB, from: '2026-11-21T21:05:00.000Z', to: '2026-11-21T21:19:00.000Z' };

// A Grafana under test has its data sources by provisioning, which nobody can delete.
test.skip(isGrafana, 'needs a Grafana without a Tidemark data source');

test('without a data source, one click leads to the chart that was asked for', async ({ site }) => {
  const { page } = site;
  await site.openNodePage({ ...FIGURE_3, 'first-run': '' });
  await expect(page.getByRole('heading', { name: 'Tidemark needs a data source' })).toBeVisible();
  await expect(page.getByTestId('data-testid Alert error')).toHaveCount(0);
  await site.keepPicture('first-run-admin');
  await page.getByRole('button', { name: 'Add the Tidemark data source' }).click();
  await expectDrawn(page);
  await expect(page.getByRole('region', { name: 'Memory budget' })).toBeVisible();
});

for (const role of ['Viewer', 'Editor']) {
  test(`a ${role} is told whom to ask for what, and offered nothing that would be refused`, async ({ site }) => {
    const { page } = site;
    await site.openNodePage({ ...FIGURE_3, 'first-run': '', role });
    const advice = page.getByTestId('data-testid Alert info');
    await expect(advice).toContainText('Ask a Grafana admin for a Tidemark data source');
    await expect(advice).toContainText('the Prometheus that scrapes your cluster');
    await expect(page.getByRole('button', { name: /Add the Tidemark data source/ })).toHaveCount(0);
    await expect(page.getByTestId('data-testid Alert error')).toHaveCount(0);
    await site.keepPicture(`first-run-${role.toLowerCase()}`);
  });
}

test('a data source deleted while the page is open leads back to the first run, and out of it again', async ({
  site,
}) => {
  const { page } = site;
  await site.openNodePage(FIGURE_3);
  await expectDrawn(page);
  await follow(page, '/connections/datasources');
  await page.getByRole('button', { name: 'Delete Tidemark' }).click();
  await expect(page.getByRole('button', { name: 'Delete Tidemark' })).toHaveCount(0);
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Tidemark needs a data source' })).toBeVisible();
  await page.getByRole('button', { name: 'Add the Tidemark data source' }).click();
  await expectDrawn(page);
});

/** Goes there without loading the page anew, as a link of Grafana's menu does. */
const follow = (page: Page, path: string) =>
  page.evaluate((to) => {
    window.history.pushState({}, '', to);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, path);
