import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

import { chromium, type Page } from '@playwright/test';

import { buildPlugin } from './buildPlugin';
import { buildPreview } from './buildPreview';
import { getChromium } from './chromium';
import { runOrComplain } from './complaint';
import { findFreePort } from './freePort';
import { progress } from './progress';
import { inProject } from './project';
import { DEMO_RECORDED, startRecordedPrometheus } from './recordings';
import { servePreview } from './servePreview';
import { stopEverything } from './stopAtExit';

interface Picture {
  readonly file: string;
  readonly path: string;
  /** What is kept of the page: one panel, or the page from its own title on. */
  readonly of: 'panel' | 'page';
  readonly height: number;
}

const APP = '/a/tidemark-nodememory-app';
const FIGURE_6 = 'var-node=lab-node&from=2026-11-21T21:17:30.000Z&to=2026-11-21T21:27:00.000Z';
const EXPERIMENTS = 'var-node=lab-node&from=2026-11-21T21:00:00.000Z&to=2026-11-21T22:30:00.000Z';
const INCIDENT = 'lab-node-20261121T2124-oom3?start=2026-11-21T21:23:41.981Z&end=2026-11-21T21:25:11.981Z';

const PICTURES: readonly Picture[] = [
  { file: 'docs/img/figure-3.png', path: '/d/tidemark-figure-3', of: 'panel', height: 1000 },
  { file: 'docs/img/figure-6.png', path: '/d/tidemark-figure-6', of: 'panel', height: 1000 },
  { file: 'src/img/screenshots/node.png', path: `${APP}/node?${FIGURE_6}&view=node`, of: 'page', height: 1300 },
  { file: 'src/img/screenshots/incidents.png', path: `${APP}/incidents?${EXPERIMENTS}`, of: 'page', height: 950 },
  {
    file: 'src/img/screenshots/incident.png',
    path: `${APP}/incidents/${INCIDENT}&${FIGURE_6}&view=node`,
    of: 'page',
    height: 1536,
  },
];

/** `npm run pictures`: the pictures of the README and of the plugin's page, taken from the preview over the recordings. */
async function takePictures(): Promise<void> {
  await buildPlugin();
  await buildPreview();
  const prometheus = await startRecordedPrometheus(DEMO_RECORDED);
  const preview = await servePreview({ port: await findFreePort(), prometheus: prometheus.url });
  const browser = await chromium.launch({
    executablePath: getChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  for (const picture of PICTURES) {
    const page = await browser.newPage({ viewport: { width: 1400, height: picture.height }, timezoneId: 'UTC' });
    await page.goto(`${preview.url}${picture.path}`);
    await take(page, picture);
    await page.close();
    progress(picture.file);
  }
  await browser.close();
  await stopEverything();
}

async function take(page: Page, { file, of, height }: Picture): Promise<void> {
  const path = inProject(...file.split('/'));
  mkdirSync(dirname(path), { recursive: true });
  await page.waitForLoadState('networkidle');
  // Fonts and the canvas settle a moment after the last reply.
  await page.waitForTimeout(2_000);
  if (of === 'panel') {
    await page.getByTestId('data-testid Panel header Node memory').screenshot({ path });
    return;
  }
  const title = await page.getByRole('heading', { level: 1 }).boundingBox();
  const y = Math.max(0, (title?.y ?? 0) - 16);
  await page.screenshot({ path, clip: { x: 0, y, width: 1400, height: height - y } });
}

void runOrComplain(takePictures);
