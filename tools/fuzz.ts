import { parseArgs } from 'node:util';

import { SEED } from './fuzz/seeds';
import type { Target } from './fuzz/target';
import { TARGETS } from './fuzz/targets';
import { watchForHang } from './fuzz/watchForHang';
import { progress } from './progress';

/** Inputs of one seed; the next lot has the next. */
const LOT = 2000;
/** So often a target that takes long says where it is. */
const TELL_EVERY_MS = 15_000;
/** What reading one input may take of the processor. */
const SLOWEST_MS = 50;
/** What the whole run may hold in memory at its end. */
const MOST_MEMORY_MB = 1500;

/**
 * `npm run fuzz [-- --runs N --seed N --path P NAME …]`: throws mutated logs, replies, frames and settings at everything that
 * reads them. Exit code 1 when something broke a promise; the seed and path printed show it again.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '1200000' },
      seed: { type: 'string', default: String(SEED) },
      path: { type: 'string' },
    },
  });
  const chosen = TARGETS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const all = chosen.reduce((sum, { share }) => sum + share, 0);
  const watch = watchForHang();
  const started = performance.now();
  let inputs = 0;
  let failures = 0;
  for (const target of chosen) {
    const runs = values.path === undefined ? Math.ceil((Number(values.runs) * target.share) / all) : 1;
    const done = fuzz(target, { runs, seed: Number(values.seed), path: values.path, alive: watch.alive });
    inputs += done.inputs;
    failures += done.failed ? 1 : 0;
  }
  await watch.stop();
  const seconds = (performance.now() - started) / 1000;
  const megabytes = process.memoryUsage().rss / 2 ** 20;
  progress(
    `${inputs} inputs in ${seconds.toFixed(0)} s (${Math.round(inputs / seconds)} a second), ${megabytes.toFixed(0)} MiB, seed ${values.seed}: ${failures === 0 ? 'nothing broke' : `${failures} of ${chosen.length} broke`}`
  );
  return failures === 0 && megabytes < MOST_MEMORY_MB ? 0 : 1;
}

interface Asked {
  readonly runs: number;
  readonly seed: number;
  readonly path?: string;
  readonly alive: (what: string) => void;
}

function fuzz(
  target: Target,
  { runs, seed, path, alive }: Asked
): { readonly inputs: number; readonly failed: boolean } {
  const started = performance.now();
  let [inputs, told] = [0, started];
  const say = () => {
    told = performance.now();
    const seconds = (told - started) / 1000;
    progress(`${target.name}: ${inputs} inputs in ${seconds.toFixed(1)} s (${Math.round(inputs / seconds)} a second)`);
  };
  for (let lot = 0; inputs < runs; lot += 1) {
    alive(`${target.name}, seed ${seed + lot}`);
    const outcome = target.run({
      slowestMs: SLOWEST_MS,
      seed: seed + lot,
      numRuns: Math.min(LOT, runs - inputs),
      ...(path !== undefined && { path }),
    });
    inputs += outcome.runs;
    if (outcome.failure !== undefined) {
      console.error(outcome.failure);
      return { inputs, failed: true };
    }
    if (performance.now() - told > TELL_EVERY_MS) {
      say();
    }
  }
  say();
  return { inputs, failed: false };
}

void main().then((code) => process.exit(code));
