import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';

import { UNREACHABLE_HEADER } from '../../preview/prometheus/askPrometheus';

export { expect };

export const LAB = 'lab-node';
export const MODERN = 'aks-agentpool-21735204-vmss000003';

/** The dashboards' uids. */
export type DashboardUid = 'tidemark-figure-3' | 'tidemark-figure-6' | 'tidemark-node-memory';

/** The place under test, the preview or a Grafana: what differs between them stays in here. */
export interface Site {
  readonly page: Page;
  readonly openDashboard: (uid: DashboardUid, query?: Query) => Promise<void>;
  /** A page of the app: `/incidents/some-id`. */
  readonly openAppPage: (path: string, query: Query) => Promise<void>;
  readonly openNodePage: (query: Query) => Promise<void>;
  readonly openIncidents: (query: Query) => Promise<void>;
  /** From now on Prometheus does not answer. */
  readonly breakPrometheus: () => Promise<void>;
  /** From now on every request to Prometheus takes this long, in milliseconds. */
  readonly slowDownPrometheus: (delay: number) => Promise<void>;
  /** From now on every reply of Prometheus is changed by this function before the page sees it; it may ask what was asked. */
  readonly rewriteReplies: (rewrite: Rewrite) => Promise<void>;
  /** Errors on the console are expected in this test; else they fail it. */
  readonly allowConsoleErrors: () => void;
  /** Keeps a picture in test-results/. */
  readonly keepPicture: (name: string) => Promise<void>;
}

export type Query = Readonly<Record<string, string>>;

type Rewrite = (json: string, question: string) => string;

export const isGrafana = process.env.GRAFANA_URL !== undefined;

/**
 * Against a Grafana the pages of one worker share a context, and so the browser's cache: a Grafana's own code is megabytes, which a new
 * context would load and compile anew for each test. The project's session logs them in; a page of @grafana/plugin-e2e would turn the
 * cache off, since it puts itself between the page and Grafana.
 */
export const test = base.extend<{ site: Site; ownContext: boolean }, { shared: BrowserContext | undefined }>({
  /** Of a test that sets the clock: it is the context's, and stands still for all pages after it. */
  ownContext: [false, { option: true }],
  shared: [
    async ({ browser }, use, { project }) => {
      const { storageState, viewport, timezoneId, baseURL } = project.use;
      const shared = isGrafana ? await browser.newContext({ storageState, viewport, timezoneId, baseURL }) : undefined;
      shared?.setDefaultTimeout(45_000);
      await use(shared);
      await shared?.close();
    },
    { scope: 'worker' },
  ],
  page: async ({ page, shared, ownContext }, use) => {
    if (shared === undefined || ownContext) {
      await use(page);
      return;
    }
    const own = await shared.newPage();
    await use(own);
    await own.close();
  },
  site: async ({ page }, use, info) => {
    const errors: string[] = [];
    let errorsAllowed = false;
    page.on(
      'console',
      (message) => message.type() === 'error' && !isGrafanas(message.text()) && errors.push(message.text())
    );
    page.on('pageerror', (error) => errors.push(String(error)));
    await use({
      page,
      openDashboard: (uid, query = {}) => open(page, `/d/${uid}`, query),
      openAppPage: (path, query) => open(page, `/a/tidemark-nodememory-app${path}`, query),
      openNodePage: (query) => open(page, '/a/tidemark-nodememory-app/node', query),
      openIncidents: (query) => open(page, '/a/tidemark-nodememory-app/incidents', query),
      breakPrometheus: () => breakPrometheus(page),
      slowDownPrometheus: (delay) => slowDownPrometheus(page, delay),
      rewriteReplies: (rewrite) => rewriteReplies(page, rewrite),
      allowConsoleErrors: () => {
        errorsAllowed = true;
      },
      keepPicture: async (name) => {
        const path = `test-results/pictures/${name}.png`;
        await page.screenshot({ path, fullPage: true });
        await info.attach(name, { path, contentType: 'image/png' });
      },
    });
    expect(errorsAllowed ? [] : errors, 'errors on the console').toEqual([]);
  },
});

/**
 * Grafana asks for its own annotations by one id a dashboard, and logs as an error that a newer question replaced one on its way. It
 * also logs when it could not read its own feature flags, and does without them.
 */
const isGrafanas = (text: string): boolean => isGrafana && GRAFANAS_OWN.some((beginning) => text.startsWith(beginning));

const GRAFANAS_OWN = ['runRequest.catchError {type: cancelled,', 'Failed to initialize OpenFeature provider'];

async function open(page: Page, path: string, query: Query): Promise<void> {
  const site = process.env.TIDEMARK_SITE ?? '';
  await page.goto(`${site}${path}?${new URLSearchParams(query)}`);
}

/** The preview asks Prometheus under /prom, a Grafana through its query API. */
const QUERIES = isGrafana ? '**/api/ds/query**' : '**/prom/api/v1/**';
const REFUSED = 'dial tcp 127.0.0.1:9090: connect: connection refused';

async function breakPrometheus(page: Page): Promise<void> {
  await page.route(QUERIES, (route) => {
    if (!isGrafana) {
      return route.fulfill({ status: 200, headers: { [UNREACHABLE_HEADER]: '1' }, body: REFUSED });
    }
    const { queries } = route.request().postDataJSON() as { queries: Array<{ refId: string }> };
    const results = Object.fromEntries(
      queries.map(({ refId }) => [refId, { error: REFUSED, errorSource: 'downstream', status: 502, frames: [] }])
    );
    return route.fulfill({ status: 400, json: { results } });
  });
  if (isGrafana) {
    await page.route('**/api/datasources/uid/*/resources/**', (route) =>
      route.fulfill({ status: 502, json: { message: REFUSED } })
    );
  }
}

async function slowDownPrometheus(page: Page, delay: number): Promise<void> {
  await page.route(QUERIES, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, delay));
    // The page may have been left meanwhile.
    await route.continue().catch(() => undefined);
  });
}

async function rewriteReplies(page: Page, rewrite: Rewrite): Promise<void> {
  await page.route(QUERIES, async (route) => {
    const reply = await route.fetch();
    const question = decodeURIComponent((route.request().postData() ?? '').replaceAll('+', ' '));
    await route.fulfill({ response: reply, body: rewrite(await reply.text(), question) });
  });
}
