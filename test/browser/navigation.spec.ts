import type { Locator, Page } from '@playwright/test';

import { expectDrawn, findPlot } from './canvas';
import { expect, LAB, MODERN, test } from './site';

const RECORDING_1 = { 'var-node': LAB, from: '2026-11-21T21:00:00.000Z', to: '2026-11-21T22:30:00.000Z' };
const FIGURE_3 = { 'var-node': LAB, from: '2026-11-21T21:05:00.000Z', to: '2026-11-21T21:19:00.000Z' };

const findRows = (page: Page): Locator => page.getByRole('table', { name: 'Incidents' }).locator('tbody tr');
const findIncident = (page: Page): Locator => page.getByTestId('tidemark-incident');
const headline = (page: Page): Locator => findIncident(page).locator('header h2').first();
const paramsOf = (page: Page) => new URL(page.url()).searchParams;

test('the breadcrumb leads back to the list as it was left', async ({ site }) => {
  const { page } = site;
  await site.openIncidents({ ...RECORDING_1, namespace: 'alloc-tests', timezone: 'utc' });
  await findRows(page).first().getByRole('link').click();
  await expect(headline(page)).toBeVisible();
  expect(paramsOf(page).get('timezone')).toBe('utc');
  await page.reload();
  await expect(headline(page)).toBeVisible();
  await page.getByLabel('Breadcrumbs').getByRole('link', { name: 'Incidents' }).click();
  await expect(findRows(page).first()).toBeVisible();
  expect(Object.fromEntries(paramsOf(page))).toMatchObject({
    ...RECORDING_1,
    namespace: 'alloc-tests',
    timezone: 'utc',
  });
});

test('the zone is named wherever times stand, and follows the link', async ({ site }) => {
  const { page } = site;
  await site.openIncidents({ ...RECORDING_1, timezone: 'Europe/Berlin' });
  await expect(page.getByText('times in CET')).toBeVisible();
  await expect(findRows(page).last().locator('td').first()).toHaveText(/^2026-11-21 22:1/);
  await findRows(page).last().getByRole('link').click();
  await expect(findIncident(page).locator('header').first()).toContainText(/22:1\d:\d\d CET/);
  await expect(page.getByText('times in CET')).toHaveCount(2);
  expect(await page.getByRole('main').textContent()).not.toMatch(/\d\d:\d\d(:\d\d)? UTC/);
});

test('a page that does not exist says so and leads on', async ({ site }) => {
  const { page } = site;
  await site.openAppPage('/unknown', FIGURE_3);
  await expect(page.getByText('Tidemark has no page “unknown”')).toBeVisible();
  await site.keepPicture('no-such-page');
  await page.getByRole('link', { name: 'Node memory', exact: true }).last().click();
  await expectDrawn(page);
  expect(Object.fromEntries(paramsOf(page))).toMatchObject(FIGURE_3);
});

test('an incident id that does not exist says so and offers what overlaps its time', async ({ site }) => {
  const { page } = site;
  const when = { start: '2026-11-21T21:11:52.000Z', end: '2026-11-21T21:12:00.000Z' };
  await site.openAppPage('/incidents/no-such-incident', { 'var-node': LAB, ...when });
  await expect(page.getByText(`On ${LAB} there is no incident “no-such-incident”`)).toBeVisible();
  await expectDrawn(page);
  await expect(page.getByRole('region', { name: 'Why we say so' })).toHaveCount(0);
  await site.keepPicture('no-such-incident');
  await page.getByRole('link', { name: /evicted alloc-mem-leak/ }).click();
  await expect(headline(page)).toContainText('alloc-mem-leak');
});

test('node page, incidents and dashboard lead to each other with node and range', async ({ site }) => {
  const { page } = site;
  const elsewhere = page.getByLabel('The same elsewhere');
  await site.openNodePage({ ...FIGURE_3, timezone: 'utc' });
  await elsewhere.getByRole('link', { name: 'Incidents' }).click();
  await expect(findRows(page)).toHaveCount(1);
  expect(Object.fromEntries(paramsOf(page))).toMatchObject({ ...FIGURE_3, timezone: 'utc' });
  await elsewhere.getByRole('link', { name: 'Node' }).click();
  await expect(page.getByRole('table', { name: 'Memory budget' })).toBeVisible();
  expect(Object.fromEntries(paramsOf(page))).toMatchObject({ ...FIGURE_3, timezone: 'utc' });
  await elsewhere.getByRole('link', { name: 'Dashboard' }).click();
  await expect(page).toHaveURL(new RegExp(`/d/tidemark-node-memory.*var-node=${LAB}`));
  expect(Object.fromEntries(paramsOf(page))).toMatchObject({ from: FIGURE_3.from, to: FIGURE_3.to });
});

test('an event on the node page leads to its incident, and the incident back to the node', async ({ site }) => {
  const { page } = site;
  await site.openNodePage(FIGURE_3);
  const events = page.getByRole('table', { name: 'Events', exact: true });
  await events.getByRole('link', { name: 'Evicted' }).first().click();
  await expect(headline(page)).toContainText('alloc-mem-leak');
  await expect(findIncident(page).locator('header').first()).toContainText('OOM2');
  await page.getByLabel('The same elsewhere').getByRole('link', { name: 'Node' }).click();
  await expect(events).toContainText('alloc-mem-leak');
});

test('a mark of the event strip leads to its incident', async ({ site }) => {
  const { page } = site;
  await site.openIncidents(RECORDING_1);
  await page
    .getByRole('group', { name: /^Events over time/ })
    .getByRole('link', { name: /^eviction, .*alloc-mem-leak/ })
    .click();
  await expect(headline(page)).toContainText('alloc-mem-leak');
});

test('an open incident can be refreshed', async ({ site }) => {
  const { page } = site;
  await site.openIncidents(RECORDING_1);
  await findRows(page).last().getByRole('link').click();
  await expect(headline(page)).toBeVisible();
  await expectDrawn(page);
  let asked = 0;
  page.on('request', (request) => {
    asked += /\/prom\/api\/v1\/query|\/api\/ds\/query/.test(request.url()) ? 1 : 0;
  });
  // What was answered within the last two seconds is not asked again.
  await expect(async () => {
    await page.getByTestId('data-testid RefreshPicker run button').click();
    expect(asked).toBeGreaterThan(0);
  }).toPass();
  await expect(headline(page)).toBeVisible();
});

test('with a slow Prometheus the sections appear as their answers come', async ({ site }) => {
  const { page } = site;
  await site.openIncidents({ 'var-node': MODERN, from: '2026-11-22T02:36:00.000Z', to: '2026-11-22T02:50:00.000Z' });
  await findRows(page).first().getByRole('link').click();
  await expect(headline(page)).toBeVisible();
  await site.slowDownPrometheus(2_000);
  await page.reload();
  // The chart waits for the app and for the node's look-up, each slow on a busy machine.
  await expect(findPlot(page)).toBeVisible({ timeout: 45_000 });
  await expectDrawn(page);
  await expect(page.getByText('Reviewing the incident…'), 'the chart is there before the review').toBeVisible();
  await expect(headline(page)).toBeVisible({ timeout: 45_000 });
});
