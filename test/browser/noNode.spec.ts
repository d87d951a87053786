import { expectDrawn } from './canvas';
import { expect, test } from './site';

/** Two days after the recordings: the last hour holds nothing. */
const LATER = new Date('2026-11-24T12:00:00.000Z');

test.use({ ownContext: true });
test.beforeEach(({ site }) => site.page.clock.setFixedTime(LATER));

test('the node page says once that no node was recorded, and one click shows when there was one', async ({ site }) => {
  const { page } = site;
  await site.openNodePage({});
  await expect(page.getByText('No node was recorded in this time range')).toHaveCount(1);
  await expect(page.getByText(/A node was last seen at 2026-11-2\d/)).toBeVisible();
  await expect(page.getByText('Choose a node')).toHaveCount(0);
  await expect(page.getByTestId('data-testid Alert error')).toHaveCount(0);
  await expect(page.getByRole('region')).toHaveCount(0);
  await site.keepPicture('node-page-no-node');
  await page.getByRole('button', { name: 'Show the hour before that' }).click();
  await expectDrawn(page);
  await expect(page.getByRole('region', { name: 'Memory budget' })).toBeVisible();
});

test('so does the incidents page', async ({ site }) => {
  const { page } = site;
  await site.openIncidents({ from: 'now-1h', to: 'now' });
  await expect(page.getByText('No node was recorded in this time range')).toHaveCount(1);
  await expect(page.getByText(/^No eviction/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Show the hour before that' }).click();
  await expect(page.getByText('No node was recorded in this time range')).toHaveCount(0);
});
