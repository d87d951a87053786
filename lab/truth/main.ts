import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';

import { KEPT_SEEDS } from './keptSeeds';
import { runRecordings } from './runRecordings';
import { runSeed, runWorlds } from './runWorlds';
import { runWithout } from './runWithout';
import { showSeed } from './showSeed';
import { demandsOf, tableOf } from './table';
import { emptyTally, merge, type Failure, type Tally } from './tally';

const USAGE = `npm run truth -- [--worlds N] [--seed FIRST] [--jobs N] [--failures FILE] [--only SEED,SEED …|kept] [--show SEED] [--recordings] [--without FAMILY,FAMILY …|all]

Plays random nodes, reviews each from its series alone, and holds what was said against what happened.
Exit code 1 when a demand is not met. --failures writes what failed as JSON lines, with the seeds to run again by --only; --show tells one world in full.
--recordings reviews both recordings instead, thinned, without each family, and with each job silent around each incident.
--without reviews worlds with everything collected, and again without each family; of "all" it writes src/domain/signals/worth.json.`;

interface Options {
  readonly worlds: number;
  readonly first: number;
  readonly jobs: number;
  readonly only: readonly number[];
  readonly show?: number;
  readonly recordings: boolean;
  readonly failures?: string;
  readonly without?: string;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options.show !== undefined) {
    console.log(await showSeed(options.show));
    return 0;
  }
  if (options.without !== undefined) {
    return runWithout({ which: options.without, worlds: options.worlds, first: options.first });
  }
  if (options.recordings) {
    return tellRecordings(options);
  }
  const started = Date.now();
  const tally = options.only.length > 0 ? await runOnly(options.only) : await runAll(options);
  const seconds = (Date.now() - started) / 1000;
  console.log(`${tableOf(tally)}\n`);
  const demands = demandsOf(tally);
  demands.forEach(({ demand, met }) => console.log(`${met ? 'ok ' : 'NOT'} ${demand}`));
  tellFailures(tally.failures, options);
  console.log(
    `${tally.worlds} worlds in ${seconds.toFixed(0)} s, ${((1000 * seconds) / tally.worlds).toFixed(0)} ms each`
  );
  return demands.every(({ met }) => met) ? 0 : 1;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      worlds: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      jobs: { type: 'string', default: String(Math.max(1, cpus().length - 1)) },
      only: { type: 'string' },
      show: { type: 'string' },
      recordings: { type: 'boolean', default: false },
      failures: { type: 'string' },
      without: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const whole = (name: 'worlds' | 'seed' | 'jobs') => {
    const number = Number(values[name]);
    if (!Number.isInteger(number) || number < 1) {
      throw new Error(`--${name} "${values[name]}" is not a number from 1 up\n\n${USAGE}`);
    }
    return number;
  };
  return {
    worlds: whole('worlds'),
    first: whole('seed'),
    jobs: whole('jobs'),
    only: values.only === 'kept' ? KEPT_SEEDS : values.only ? values.only.split(',').map(Number) : [],
    recordings: values.recordings,
    ...(values.show && { show: Number(values.show) }),
    ...(values.failures && { failures: values.failures }),
    ...(values.without && { without: values.without }),
  };
}

async function runOnly(seeds: readonly number[]): Promise<Tally> {
  const tally = emptyTally();
  for (const seed of seeds) {
    await runSeed(tally, seed);
  }
  return tally;
}

async function tellRecordings({ failures: file }: Options): Promise<number> {
  const { reviews, right, weaker, lost, wrong, notes } = await runRecordings((done, all) =>
    process.stderr.write(`\r${done} of about ${all} reviews   `)
  );
  console.log(
    `\n${reviews} reviews: ${right} labels told rightly, ${weaker} otherwise and not certain, ${lost} not told`
  );
  console.log(
    wrong.length === 0
      ? 'ok  nothing certain is wrong and nothing is invented'
      : `NOT ${wrong.length} certain and wrong, or invented`
  );
  if (file) {
    writeFileSync(file, [...wrong, ...notes].map((line) => `${line}\n`).join(''));
  }
  [...new Set(wrong)].slice(0, 60).forEach((text) => console.log(`  ${text}`));
  return wrong.length === 0 ? 0 : 1;
}

/** Each job takes lots of seeds, so that all are busy to the end. */
async function runAll({ worlds, first, jobs }: Options): Promise<Tally> {
  const tally = emptyTally();
  const lots = lotsOf(first, worlds);
  const started = Date.now();
  const show = () => {
    const rate = tally.worlds / ((Date.now() - started) / 1000);
    const left = Math.round((worlds - tally.worlds) / Math.max(rate, 0.01));
    process.stderr.write(
      `\r${tally.worlds} of ${worlds} worlds, ${tally.failures.filter(({ what }) => what === 'certain-wrong').length} certain and wrong, ${left} s left   `
    );
  };
  if (jobs === 1) {
    for (const lot of lots) {
      merge(tally, await runWorlds(lot));
      show();
    }
  } else {
    await Promise.all(Array.from({ length: jobs }, () => work(lots, (part) => (merge(tally, part), show()))));
  }
  process.stderr.write('\n');
  return tally;
}

interface Lot {
  readonly first: number;
  readonly worlds: number;
}

function lotsOf(first: number, worlds: number): Lot[] {
  const size = 20;
  return Array.from({ length: Math.ceil(worlds / size) }, (_, i) => ({
    first: first + i * size,
    worlds: Math.min(size, worlds - i * size),
  }));
}

function work(lots: Lot[], onPart: (part: Tally) => void): Promise<void> {
  const child = fork(process.argv[1] ?? '', [], { env: { ...process.env, TIDEMARK_TRUTH_JOB: '1' } });
  return new Promise((resolve, reject) => {
    const next = () => {
      const lot = lots.shift();
      if (lot) {
        child.send(lot);
        return;
      }
      child.disconnect();
      resolve();
    };
    child.on('message', (part) => {
      onPart(part as Tally);
      next();
    });
    child.on('error', reject);
    child.on('exit', (code) => (code ? reject(new Error(`a job ended with code ${code}`)) : undefined));
    next();
  });
}

function tellFailures(failures: readonly Failure[], { failures: file }: Options): void {
  if (file) {
    writeFileSync(file, failures.map((failure) => `${JSON.stringify(failure)}\n`).join(''));
  }
  failures
    .filter(({ what }) => what === 'certain-wrong' || what === 'invented' || what === 'error')
    .slice(0, 25)
    .forEach(({ seed, scenario, what, text }) => console.log(`  seed ${seed} (${scenario}): ${what}: ${text}`));
}

if (process.env.TIDEMARK_TRUTH_JOB) {
  process.on('message', (lot) => void runWorlds(lot as Lot).then((tally) => process.send?.(tally)));
} else {
  void main().then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(2);
    }
  );
}
