import { BOUNDS } from '../../src/domain/signals/bounds';
import { FALLBACKS } from '../../src/domain/signals/fallbacks';

import { measureFallback } from './measure';
import { KERNEL_COUNTED, simulatedWhole } from './wholes';

/** Of the seeds on which the bounds were measured; `npm run fallbacks` measures all, and the integration tests the recordings. */
const SEEDS = [3, 7, 11];

describe.each(SEEDS)('on the simulated node of seed %d', (seed) => {
  const whole = simulatedWhole(seed);
  const of = whole.name.endsWith(KERNEL_COUNTED) ? 'simulated, kernel memory counted' : 'simulated';

  test.each(
    FALLBACKS.flatMap((chain) => chain.fallbacks.map((fallback) => [chain.name, fallback.by, chain, fallback] as const))
  )('%s from %s stays within its bound', async (_, by, chain, fallback) => {
    const distance = await measureFallback(whole, chain, fallback);
    const bound = BOUNDS.bounds.find((one) => one.value === chain.value && one.by === by && one.of === of);
    expect(distance?.errors.length).toBeGreaterThan(20);
    expect(Math.round(distance?.bound ?? Infinity)).toBeLessThanOrEqual(bound?.bound ?? -1);
  });
});
