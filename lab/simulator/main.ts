import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { randomScenario } from '../truth/randomScenario';

import { openMetricsLines } from './openMetrics';
import { readScenario, ScenarioError, type Scenario } from './scenario';
import type { SeriesStore } from './seriesStore';
import { truthOf } from './truth';
import { runWorld } from './world';

const USAGE = `npm run simulate -- SCENARIO.yaml | --seed N  --out FOLDER

Plays a scenario (lab/scenarios has some) or a random world and writes what it leaves behind:
  series.om    OpenMetrics: promtool tsdb create-blocks-from openmetrics series.om BLOCKS
  labels.json  what truly happened, in the form of the recordings' labels
  kernel.log, kubelet.log`;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } },
  });
  const [file] = positionals;
  if (values.help || !values.out || (file === undefined) === (values.seed === undefined)) {
    console.log(USAGE);
    process.exit(values.help ? 0 : 2);
  }
  const scenario = file ? scenarioOf(file) : randomScenario(Number(values.seed));
  const world = runWorld(scenario, { keepLogs: true });
  const inside = (name: string) => join(values.out ?? '.', name);
  mkdirSync(values.out, { recursive: true });
  writeSeries(inside('series.om'), world.store);
  writeFileSync(inside('labels.json'), `${JSON.stringify(truthOf(world), null, 1)}\n`);
  writeFileSync(inside('kernel.log'), world.kernelLog.map((line) => `${line}\n`).join(''));
  writeFileSync(inside('kubelet.log'), world.kubeletLog.map((line) => `${line}\n`).join(''));
  console.log(`${world.store.all().length} series, ${truthOf(world).incidents.length} incidents in ${values.out}`);
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

function writeSeries(path: string, store: SeriesStore): void {
  const file = openSync(path, 'w');
  let lines: string[] = [];
  for (const line of openMetricsLines(store.all())) {
    lines.push(line);
    if (lines.length === 5000) {
      writeSync(file, lines.join(''));
      lines = [];
    }
  }
  writeSync(file, lines.join(''));
  closeSync(file);
}

main();
