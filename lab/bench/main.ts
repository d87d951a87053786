import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';

import { runOrComplain } from '../../tools/complaint';
import { inProject } from '../../tools/project';
import { startPrometheus } from '../../tools/prometheus';
import { prometheusVersion } from '../../tools/prometheusVersion';
import { stopEverything } from '../../tools/stopAtExit';
import { startVictoriaMetrics } from '../../tools/victoriaMetrics';

import { measureChart } from './chart/measureChart';
import { fill, type Fleet } from './fill';
import { measureServer, type Measured } from './measureServer';
import { performancePage, type Bench } from './report';
import { DAY, incidentsOf, incidentsWords, ORDINARY, SIZE_USAGE, sizesIn, type Size } from './sizes';
import { simulateTemplate, type Incidents, type Template } from './template';

const USAGE = `npm run bench -- [--prometheus SIZE,…] [--victoria SIZE,…] [--no-chart] [--add] [--dry]

Fills servers with simulated nodes, asks what the pages ask and what kubernetes-mixin asks, times the chart beside bare uPlot, and writes
docs/performance.json and docs/performance.md: a few minutes with the sizes it has unless told otherwise. --add adds to what the last
run wrote; --dry only prints. Another Prometheus is measured where it is the first "prometheus" on PATH.

${SIZE_USAGE}`;

const PODS = 30;
const HOUR = 3_600_000;
/** The nodes were there before the ranges that are asked about begin, and before what a review looks at around them. */
const BEFORE = (HOUR * 3) / 4;

async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      prometheus: { type: 'string', default: '10x0.25,100x0.25,10x24' },
      victoria: { type: 'string', default: '10x0.25' },
      'no-chart': { type: 'boolean', default: false },
      add: { type: 'boolean', default: false },
      dry: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const runs = [
    ...sizesIn(values.prometheus).map((size) => ({ server: 'Prometheus' as const, ...size })),
    ...sizesIn(values.victoria).map((size) => ({ server: 'VictoriaMetrics' as const, ...size })),
  ];
  const known = values.add ? knownBench() : undefined;
  const chart = values['no-chart'] ? known?.chart : await measureChart();
  const servers: Measured[] = [...(known?.servers ?? [])];
  const filled: string[] = [...(known?.filled ?? [])];
  const write = () =>
    keep(
      {
        measured: new Date().toISOString().slice(0, 10),
        machine: `${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GiB`,
        filled,
        servers,
        ...(chart && { chart }),
      },
      values.dry
    );
  // After each server, so that a run that is broken off has told what it knew.
  for (const [i, run] of runs.entries()) {
    const done = await runServer(run, runs.slice(i + 1));
    servers.push(...done.measured);
    filled.push(done.filled);
    write();
  }
  write();
  await stopEverything();
}

const knownBench = (): Bench => JSON.parse(readFileSync(inProject('docs', 'performance.json'), 'utf8')) as Bench;

function keep(result: Bench, isDry: boolean): void {
  if (isDry) {
    console.log(performancePage(result));
    return;
  }
  writeFileSync(inProject('docs', 'performance.json'), `${JSON.stringify(result, null, 1)}\n`);
  writeFileSync(inProject('docs', 'performance.md'), performancePage(result));
}

interface Run extends Size {
  readonly server: 'Prometheus' | 'VictoriaMetrics';
}

const simulated = new Map<string, Template>();

const SEEDS: Readonly<Record<Incidents, number>> = { none: 1, hourly: 2, two: 3, kill: 4, eviction: 5 };

/** Of fleets that hold as long a time each has the same nodes, whatever else is measured: the longer a node runs, the more pods it has seen. */
function templateOf(incidents: Incidents, filled: number): Template {
  const hours = Math.ceil(filled) + 1;
  const key = `${incidents} ${hours}`;
  if (!simulated.has(key)) {
    console.log(`simulating ${hours} h …`);
  }
  const template = simulated.get(key) ?? simulateTemplate({ hours, pods: PODS, incidents, seed: SEEDS[incidents] });
  simulated.set(key, template);
  return template;
}

async function runServer(run: Run, later: readonly Run[]) {
  const { server, nodes, hours } = run;
  const { url, stop } =
    server === 'Prometheus'
      ? await startPrometheus({ args: ['--web.enable-remote-write-receiver', '--query.timeout=5m'] })
      : await startVictoriaMetrics();
  const started = Date.now();
  const { fleet, samples, series } = await fillServer(url, run);
  // A page has no such garbage to go through.
  if (later.every((one) => one.hours !== hours)) {
    simulated.clear();
  }
  const name = await nameOf(server, url);
  const text = `${name}: ${nodes} nodes (${fleet.busy} with ${incidentsWords(run)}${fleet.whole < nodes ? `, ${fleet.whole} with all their series` : ''}) × ${PODS} pods × ${hours} h and 45 min before: ${series.toLocaleString('en')} series, ${samples.toLocaleString('en')} samples, filled in ${Math.round((Date.now() - started) / 1000)} s`;
  console.log(text);
  if (server === 'VictoriaMetrics') {
    await fetch(`${url}/internal/force_flush`);
  }
  const measured = await measureServer(name, url, fleet, hours);
  await stop();
  const [load = 0] = loadavg();
  return { measured, filled: `${text}; load of the machine when measured ${load.toFixed(0)}` };
}

async function fillServer(url: string, { server, nodes, hours, busy, each, whole }: Run) {
  const calm = templateOf('none', hours);
  const fleet: Fleet = { nodes, busy, whole, from: calm.to - hours * HOUR - BEFORE, to: calm.to };
  const filled = await fill({
    url,
    calm,
    busy: incidentsOf({ hours, each }).map((incidents) => templateOf(incidents, hours)),
    // A short time would be no ordinary one.
    ...(hours >= ORDINARY && hours < DAY && { ordinary: templateOf('two', hours) }),
    fleet,
    onProgress: (done) => process.stderr.write(`\r${server} ${nodes}x${hours}: ${Math.round(100 * done)} %   `),
  });
  process.stderr.write('\n');
  return { fleet, ...filled };
}

/** With its version, as it tells it: what a query costs differs from one to the next. */
async function nameOf(server: Run['server'], url: string): Promise<string> {
  const version = await prometheusVersion(url);
  return server === 'Prometheus' && version ? `${server} ${version}` : server;
}

void runOrComplain(bench);
