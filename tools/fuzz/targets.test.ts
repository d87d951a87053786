import { SHORT_SEEDS } from './seeds';
import { TARGETS } from './targets';

/** Of each seed. `npm run fuzz` throws several hundred times as many. */
const RUNS = 3000;
/** Code that has not been run often yet is slow; the long run asks for a tenth. */
const SLOWEST_MS = 500;

const all = SHORT_SEEDS.flatMap((seed) => TARGETS.map((target) => ({ ...target, seed })));

test.each(all)('$name bears what seed $seed brings', ({ run, share, seed }) => {
  const { failure, runs } = run({ seed, numRuns: Math.ceil(RUNS * share), slowestMs: SLOWEST_MS });
  expect(failure).toBeUndefined();
  expect(runs).toBeGreaterThan(0);
});
