import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Locator, Page } from '@playwright/test';

import { expectDrawn } from './canvas';
import { expect, LAB, test } from './site';

const RECORDING_1 = { 'var-node': LAB, from: '2026-11-21T21:00:00.000Z', to: '2026-11-21T22:30:00.000Z' };
const KERNEL_LOG = readFileSync(join(__dirname, '../fixtures/logs/recording-1-kernel-oom.log'), 'utf8');

/** Newest first, as the recording's labels have them. */
const MEMORY_INCIDENTS = [
  'OOM4 · kubepods limit',
  'OOM4 · kubepods limit',
  'child killed',
  'OOM5 · runtime ceiling',
  'OOM1 · container limit',
  'OOM3 · node evicted',
  'OOM2 · pods evicted',
];

const findRows = (page: Page): Locator => page.getByRole('table', { name: 'Incidents' }).locator('tbody tr');
const findIncident = (page: Page): Locator => page.getByTestId('tidemark-incident');
const section = (page: Page, name: string | RegExp): Locator => page.getByRole('region', { name });

/** Follows the list's link to the newest incident with this verdict. */
async function openFirst(page: Page, verdict: string): Promise<void> {
  await findRows(page).filter({ hasText: verdict }).first().getByRole('link').click();
  await expect(findIncident(page)).toBeVisible();
}

test('the list shows the recording’s seven memory incidents with their verdicts', async ({ site }) => {
  const { page } = site;
  await site.openIncidents(RECORDING_1);
  await expect(findRows(page)).toHaveCount(MEMORY_INCIDENTS.length);
  await expect(findRows(page)).toContainText(MEMORY_INCIDENTS);
  await expect(findRows(page).nth(5)).toContainText('the kubelet evicted node-exporter (likely) three times');
  await site.keepPicture('incidents');
});

test('the filters are in the URL, and a link brings them back', async ({ site }) => {
  const { page } = site;
  await site.openIncidents(RECORDING_1);
  await page.getByRole('combobox', { name: 'Verdict' }).click();
  await page.getByRole('option', { name: 'OOM4 · kubepods limit' }).click();
  await expect(findRows(page)).toHaveCount(2);
  await expect(page).toHaveURL(/verdict=oom4-kubepods-limit/);
  await page.reload();
  await expect(findRows(page)).toHaveCount(2);
  await site.openIncidents({ ...RECORDING_1, namespace: 'oom-tests', memory: 'all' });
  await expect(findRows(page).filter({ hasText: 'oom-tests/oom1' })).toHaveCount(1);
  await expect(findRows(page).filter({ hasText: 'alloc-tests' })).toHaveCount(0);
});

test('what is no memory incident is listed on request only', async ({ site }) => {
  const { page } = site;
  await site.openIncidents(RECORDING_1);
  await expect(findRows(page)).toHaveCount(MEMORY_INCIDENTS.length);
  await page.getByRole('switch', { name: /Memory only/ }).click({ force: true });
  await expect(page).toHaveURL(/memory=all/);
  await expect.poll(() => findRows(page).count()).toBeGreaterThan(MEMORY_INCIDENTS.length);
});

for (const theme of ['dark', 'light'] as const) {
  test(`OOM3 in the ${theme} theme says what happened, who did it, why we say so and what would have helped`, async ({
    site,
  }) => {
    const { page } = site;
    await site.openIncidents({ ...RECORDING_1, theme });
    await openFirst(page, 'OOM3');
    await expectDrawn(page);
    await expect(section(page, 'What happened')).toContainText('monitoring/node-exporter-q6knv');
    const paid = section(page, 'Who caused it, who paid');
    await expect(paid.getByRole('row', { name: /outside the pods/ })).toContainText('culprit');
    await expect(paid.getByRole('row', { name: /paid for another/ })).toHaveCount(3);
    await expect(section(page, 'Why we say so')).toContainText('kubelet_evictions rose under memory.available');
    await expect(section(page, 'What would have prevented it')).toContainText(
      /outside the pods it reached \d+ MiB; 1638 MiB is reserved/
    );
    await expect(section(page, /^Order of eviction/).getByRole('row', { name: /^1 monitoring/ })).toBeVisible();
    await site.keepPicture(`incident-oom3-${theme}`);
  });
}

test('a permanent link shows the same incident after a reload', async ({ site }) => {
  const { page } = site;
  await site.openIncidents(RECORDING_1);
  await openFirst(page, 'OOM2');
  const evidence = section(page, 'Why we say so').getByRole('listitem');
  const headline = findIncident(page).getByRole('heading', { level: 2 }).first();
  await expect(evidence.first()).toBeVisible();
  const seen = { headline: await headline.textContent(), evidence: await evidence.allTextContents() };
  expect(seen.evidence.length).toBeGreaterThan(0);
  await page.reload();
  await expect(headline).toHaveText(seen.headline ?? '');
  await expect(evidence).toHaveText(seen.evidence);
});

test('a link that was cut off is said so', async ({ site }) => {
  const { page } = site;
  await site.openIncidents(RECORDING_1);
  await openFirst(page, 'OOM2');
  await page.goto(page.url().replace(/\?.*/, ''));
  await expect(page.getByText('This link is not whole')).toBeVisible();
});

test('Markdown comes with the chart as a picture, JSON as the terminal prints it', async ({ site }) => {
  const { page } = site;
  await site.openIncidents(RECORDING_1);
  await openFirst(page, 'OOM3');
  await expectDrawn(page);
  const files = new Map<string, string>();
  page.on('download', (download) => {
    void download.path().then((path) => files.set(download.suggestedFilename(), readFileSync(path, 'utf8')));
  });
  const fileOf = (ending: string) => [...files].find(([name]) => name.endsWith(ending))?.[1] ?? '';
  await page.getByRole('button', { name: 'Export Markdown' }).click();
  await expect.poll(() => files.size).toBe(2);
  expect(fileOf('.md')).toMatch(/^# Something outside the pods took the node’s memory/);
  expect(fileOf('.md')).toContain('## What would have prevented it');
  expect(fileOf('.svg')).toMatch(/^<svg /);
  await page.getByRole('button', { name: 'Export JSON' }).click();
  await expect.poll(() => files.size).toBe(3);
  expect(JSON.parse(fileOf('.json'))).toMatchObject({
    node: LAB,
    verdict: 'oom3-node-evicted',
    culprit: { kind: 'outside-pods' },
  });
});

test('a kernel log pasted into OOM4’s incident is its proof, and can be taken away', async ({ site }) => {
  const { page } = site;
  await site.openIncidents(RECORDING_1);
  await openFirst(page, 'OOM4');
  const why = section(page, 'Why we say so');
  const proofs = why.getByRole('listitem').filter({ hasText: 'kernel log, lines' });
  await expect(proofs).toHaveCount(0);
  await why.getByRole('button', { name: 'Add a log' }).click();
  await why.getByRole('textbox', { name: 'Log lines' }).fill(KERNEL_LOG);
  await why.getByRole('button', { name: 'Read these lines' }).click();
  await expect(proofs).toHaveCount(5);
  await expect(proofs.last()).toContainText('The kubepods limit, which all pods share, ran out (/kubepods)');
  await expect(proofs.last()).toContainText('of alloc-tests/prefork');
  const header = findIncident(page).locator('header').first();
  await expect(header).toContainText('certain');
  await expect(header).toContainText('OOM4 · kubepods limit');
  await site.keepPicture('incident-oom4-log');
  await why.getByRole('button', { name: 'Remove the log' }).click();
  await expect(proofs).toHaveCount(0);
});

test('minutes in which nothing happened are called quiet', async ({ site }) => {
  const { page } = site;
  await site.openIncidents({ ...RECORDING_1, from: '2026-11-21T21:05:00.000Z', to: '2026-11-21T21:09:00.000Z' });
  await expect(page.getByText('No eviction, no OOM kill and no other end of a container was found.')).toBeVisible();
});

test('a range in which nothing was recorded is not called quiet', async ({ site }) => {
  const { page } = site;
  await site.openIncidents({ from: '2026-11-19T00:00:00.000Z', to: '2026-11-19T01:00:00.000Z' });
  await expect(page.getByText('No node was recorded in this time range')).toBeVisible();
  await expect(page.getByText(/^No eviction, no OOM kill/)).toHaveCount(0);
  await site.keepPicture('incidents-nothing-recorded');
});
