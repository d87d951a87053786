import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { chromium, type Page } from '@playwright/test';
import { build } from 'esbuild';

import { forGrafana } from '../../../tools/buildPreview';
import { getChromium } from '../../../tools/chromium';
import { inCache, inProject } from '../../../tools/project';
import { recordedWhole } from '../../fallbacks/wholes';
import { evaluateNodeMemory, nodeMemoryQueries } from '../../../src/prometheus/nodeMemory';
import { samplesPort } from '../../promql/samplesPort';

import { heapKept, type HeapKept } from './heapKept';

/** One way to draw the same data. */
export interface DrawCost {
  /** From data to the painted frame, in milliseconds. */
  readonly median: number;
  readonly p95: number;
  /** Objects on the heap after a garbage collection: after the first refreshes, after as many as are timed, and after as many again. */
  readonly keptKiB: readonly [number, number, number];
  /** What V8 compiled while they were timed. */
  readonly codeGrowthKiB: number;
}

export interface ChartCost {
  readonly refreshes: number;
  readonly points: number;
  readonly tidemark: DrawCost;
  readonly uplot: DrawCost;
  /** Median beside median. */
  readonly ratio: number;
}

/** The first ones fill caches. */
const [FIRST, REFRESHES] = [50, 500];
const POINTS = 720;

interface PageApi {
  readonly start: (how: string, memory: unknown) => void;
  readonly refresh: (times: number) => Promise<readonly number[]>;
}

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
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const memory = await recordedMemory();
    const draw = async (how: 'tidemark' | 'uplot'): Promise<DrawCost> => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 600 } });
      page.on('pageerror', (error) => console.error(`${how}: ${error.message}`));
      await page.goto(url);
      await page.waitForFunction(() => 'refresh' in window);
      await page.evaluate(([of, model]) => (window as unknown as PageApi).start(of, model), [how, memory] as const);
      const refresh = (times: number) => page.evaluate((count) => (window as unknown as PageApi).refresh(count), times);
      await refresh(FIRST);
      const before = await heapOf(page);
      const milliseconds = await refresh(REFRESHES);
      const after = await heapOf(page);
      await refresh(REFRESHES);
      const later = await heapOf(page);
      await page.close();
      return costOf(milliseconds, [before, after, later]);
    };
    const [uplot, tidemark] = [await draw('uplot'), await draw('tidemark')];
    return { refreshes: REFRESHES, points: POINTS, tidemark, uplot, ratio: tidemark.median / uplot.median };
  } finally {
    await browser.close();
    server.close();
  }
}

/** With uPlot's own style, which Grafana brings along: without it the canvas lies below what should be above it. */
const STYLE = readFileSync(inProject('node_modules', 'uplot', 'dist', 'uPlot.min.css'), 'utf8');
const PAGE = `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><div id="root"></div><script type="module" src="/page.js"></script>`;

/** Figure 3 to 6 and what followed, in as many points as six hours at 30 s are. */
async function recordedMemory() {
  const { source, scope } = recordedWhole({ recording: 'recording-1', collection: 'article' });
  const step = Math.floor((scope.to - scope.from) / POINTS / 1000) * 1000;
  const asked = { ...scope, step, to: scope.from + (POINTS - 1) * step };
  const { from, to } = asked;
  return evaluateNodeMemory(asked, await samplesPort(source)({ queries: nodeMemoryQueries(asked), from, to, step }));
}

/** What a first garbage collection sets free by finalizers a second one takes. */
async function heapOf(page: Page): Promise<HeapKept> {
  const devTools = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  devTools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await devTools.send('HeapProfiler.collectGarbage');
  await devTools.send('HeapProfiler.collectGarbage');
  await devTools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await devTools.detach();
  return heapKept(JSON.parse(chunks.join('')));
}

function costOf(milliseconds: readonly number[], heaps: readonly [HeapKept, HeapKept, HeapKept]): DrawCost {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  const kib = (bytes: number) => Math.round(bytes / 1024);
  const [before, after, later] = heaps;
  return {
    median: at(0.5),
    p95: at(0.95),
    keptKiB: [kib(before.objects), kib(after.objects), kib(later.objects)],
    codeGrowthKiB: kib(after.code - before.code),
  };
}
