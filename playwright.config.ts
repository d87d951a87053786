import { dirname } from 'node:path';

import { defineConfig, type Project } from '@playwright/test';

const grafana = process.env.GRAFANA_URL;

/** A real Grafana needs somebody logged in: @grafana/plugin-e2e's own first step keeps the session in a file. */
const SESSION = 'playwright/.auth/admin.json';
const grafanaProjects: Project[] = [
  {
    name: 'log in',
    testDir: `${dirname(require.resolve('@grafana/plugin-e2e'))}/auth`,
    testMatch: [/.*\.js/],
  },
  { name: 'grafana', use: { storageState: SESSION }, dependencies: ['log in'] },
];

/** The browser tests, written once: against the preview, or against the Grafana at GRAFANA_URL. */
export default defineConfig({
  testDir: './test/browser',
  outputDir: './test-results/browser',
  globalSetup: './test/browser/startSite.ts',
  workers: 2,
  fullyParallel: true,
  // Each test has a browser without a cache, and loads all of a Grafana's own code anew before anything of ours.
  timeout: 120_000,
  // They end what hangs; how fast a page is, a test that is about it measures.
  expect: { timeout: grafana === undefined ? 30_000 : 45_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    baseURL: grafana,
    viewport: { width: 1400, height: 900 },
    timezoneId: 'UTC',
    actionTimeout: grafana === undefined ? 30_000 : 45_000,
    screenshot: 'only-on-failure',
    // With a trace a test takes 1.7 times as long: `npm run test:browser -- --trace retain-on-failure` where one is wanted.
    trace: 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      // Chromium's sandbox refuses to run as root, as in most containers.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  projects: grafana === undefined ? [{ name: 'preview' }] : grafanaProjects,
});
