import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from '@playwright/test';
import { build } from 'esbuild';

import { forGrafana } from '../../../tools/buildPreview';
import { getChromium } from '../../../tools/chromium';
import { inCache, inProject } from '../../../tools/project';
import { recordedWhole } from '../../fallbacks/wholes';
import { evaluateNodeMemory, nodeMemoryQueries } from '../../../src/prometheus/nodeMemory';
import { samplesPort } from '../../promql/samplesPort';

/** One way to draw the same data. */
export interface DrawCost {
  /** From data to the painted frame, in milliseconds. */
  readonly median: number;
  readonly p95: number;
  /** Of the heap after a garbage collection. */
  readonly at50KiB: number;
  readonly at500KiB: number;
  readonly growthKiB: number;
}

export interface ChartCost {
  readonly refreshes: number;
  readonly points: number;
  readonly tidemark: DrawCost;
  readonly uplot: DrawCost;
  /** Median beside median. */
  readonly ratio: number;
}

interface PageResult {
  readonly milliseconds: readonly number[];
  readonly heap: readonly number[];
}

const REFRESHES = 500;
const POINTS = 720;

/** Draws a recorded node again and again in a headless Chromium: by the panel, and by bare uPlot with the same fields. */
export async function measureChart(): Promise<ChartCost> {
  const out = inCache('bench-chart');
  await build(
    forGrafana({ entryPoints: [inProject('lab', 'bench', 'chart', 'page.tsx')], outdir: out, splitting: false })
  );
  const server = createServer((request, reply) => {
    const isScript = request.url?.startsWith('/page.js');
    reply.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    reply.end(isScript ? readFileSync(join(out, 'page.js')) : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
  const browser = await chromium.launch({
    executablePath: getChromium(),
    args: [
      '--enable-precise-memory-info',
      '--js-flags=--expose-gc',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  try {
    const memory = await recordedMemory();
    const draw = async (how: 'tidemark' | 'uplot'): Promise<DrawCost> => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 600 } });
      page.on('pageerror', (error) => console.error(`${how}: ${error.message}`));
      await page.goto(url);
      await page.waitForFunction(() => 'draw' in window);
      const result = await page.evaluate(
        ([of, model, refreshes]) =>
          (window as unknown as { draw: (...args: unknown[]) => Promise<PageResult> }).draw(of, model, refreshes),
        [how, memory, REFRESHES] as const
      );
      await page.close();
      return costOf(result);
    };
    const [uplot, tidemark] = [await draw('uplot'), await draw('tidemark')];
    return { refreshes: REFRESHES, points: POINTS, tidemark, uplot, ratio: tidemark.median / uplot.median };
  } finally {
    await browser.close();
    server.close();
  }
}

const PAGE = '<!doctype html><meta charset="utf-8"><div id="root"></div><script type="module" src="/page.js"></script>';

/** Figure 3 to 6 and what followed, in as many points as six hours at 30 s are. */
async function recordedMemory() {
  const { source, scope } = recordedWhole({ recording: 'recording-1', collection: 'article' });
  const step = Math.floor((scope.to - scope.from) / POINTS / 1000) * 1000;
  const asked = { ...scope, step, to: scope.from + (POINTS - 1) * step };
  const { from, to } = asked;
  return evaluateNodeMemory(asked, await samplesPort(source)({ queries: nodeMemoryQueries(asked), from, to, step }));
}

function costOf({ milliseconds, heap }: PageResult): DrawCost {
  // The first ones fill caches.
  const sorted = [...milliseconds.slice(50)].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  const kib = (bytes: number | undefined) => Math.round((bytes ?? NaN) / 1024);
  const [first, last] = [kib(heap[0]), kib(heap.at(-1))];
  return { median: at(0.5), p95: at(0.95), at50KiB: first, at500KiB: last, growthKiB: last - first };
}
