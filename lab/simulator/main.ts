import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { randomScenario } from '../truth/randomScenario';

import { openMetricsLines } from './openMetrics';
import { readScenario, ScenarioError, type Scenario } from './scenario';
import type { SeriesStore } from './seriesStore';
import { truthOf } from './truth';
import { runWorld, type World } from './world';

const USAGE = `npm run simulate -- SCENARIO.yaml | --seed N  [--nodes N] --out FOLDER

Plays a scenario (lab/scenarios has some) or a random world and writes what it leaves behind:
  series.om    OpenMetrics: promtool tsdb create-blocks-from openmetrics series.om BLOCKS
  labels.json  what truly happened, in the form of the recordings' labels
  kernel.log, kubelet.log
--nodes plays it on so many nodes one after the other, each with a seed and name of its own: memory holds one of them.`;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      nodes: { type: 'string', default: '1' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [file] = positionals;
  if (values.help || !values.out || (file === undefined) === (values.seed === undefined)) {
    console.log(USAGE);
    process.exit(values.help ? 0 : 2);
  }
  const scenario = file ? scenarioOf(file) : randomScenario(Number(values.seed));
  const out = values.out;
  const nodes = Number(values.nodes);
  mkdirSync(out, { recursive: true });
  const series = openSync(join(out, 'series.om'), 'w');
  let count = 0;
  for (let i = 0; i < nodes; i += 1) {
    const world = runWorld(nodes === 1 ? scenario : another(scenario, i), { keepLogs: nodes === 1 });
    count += world.store.all().length;
    writeSeries(series, world.store);
    writeAbout(join(out, nodes === 1 ? '.' : world.scenario.node.name), world);
  }
  writeSync(series, '# EOF\n');
  closeSync(series);
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const spent = `${Math.round((userCPUTime + systemCPUTime) / 1e6)} s of computing, at most ${Math.round(maxRSS / 1024)} MiB resident`;
  console.log(`${count} series of ${nodes} ${nodes === 1 ? 'node' : 'nodes'} in ${out}: ${spent}`);
}

function another(scenario: Scenario, i: number): Scenario {
  const { seed, node } = scenario;
  const ip = `10.${20 + Math.floor(i / 65_536)}.${Math.floor(i / 256) % 256}.${i % 256}`;
  return { ...scenario, seed: seed + i, node: { ...node, name: `${node.name}-${i}`, ip } };
}

function writeAbout(folder: string, world: World): void {
  mkdirSync(folder, { recursive: true });
  const lines = (all: readonly string[]) => all.map((line) => `${line}\n`).join('');
  writeFileSync(join(folder, 'labels.json'), `${JSON.stringify(truthOf(world), null, 1)}\n`);
  if (world.kernelLog.length + world.kubeletLog.length > 0) {
    writeFileSync(join(folder, 'kernel.log'), lines(world.kernelLog));
    writeFileSync(join(folder, 'kubelet.log'), lines(world.kubeletLog));
  }
}

function scenarioOf(file: string): Scenario {
  try {
    return readScenario(readFileSync(file, 'utf8'));
  } catch (error) {
    const told = error instanceof ScenarioError ? error.message.split('\n').join('\n  ') : String(error);
    console.error(`${file}:\n  ${told}`);
    return process.exit(2);
  }
}

function writeSeries(file: number, store: SeriesStore): void {
  let lines: string[] = [];
  for (const line of openMetricsLines(store.all())) {
    lines.push(line);
    if (lines.length === 5000) {
      writeSync(file, lines.join(''));
      lines = [];
    }
  }
  writeSync(file, lines.join(''));
}

main();
