import { readScenarioFile } from '../simulator/readScenarioFile';
import type { Scenario } from '../simulator/scenario';
import { runWorld } from '../simulator/world';

import { judge } from './judge';
import { randomScenario } from './randomScenario';
import { reviewRange } from './reviewScenario';
import { reviewWorld } from './reviewWorld';

const MINUTES = 5 * 60_000;
const SKEWS = [-MINUTES, -60_000, 60_000, MINUTES];

/** Certain and wrong while a finish time was taken for the server's. */
const WRONG_BY_THE_NODES_CLOCK = [
  120_000_017, 120_000_047, 120_000_049, 120_000_084, 120_000_114, 120_000_213, 120_000_233,
];

const watched = (scenario: Scenario, more: Partial<Scenario['collection']>): Scenario => ({
  ...scenario,
  collection: { ...scenario.collection, ...more },
});

describe.each(['oom1', 'oom2', 'oom3', 'oom4', 'node-exhausted', 'killed-not-oom'])('%s', (name) => {
  const scenario = readScenarioFile('scenarios', name);
  const told = async (skew: number) =>
    (await reviewRange(runWorld(watched(scenario, { skew })))).map(({ verdict, confidence, victims }) => ({
      verdict,
      confidence,
      victims: victims.map(({ pod }) => pod).sort(),
    }));

  let right: Awaited<ReturnType<typeof told>>;
  beforeAll(async () => {
    right = await told(0);
  });

  test.each(SKEWS)('is told the same by a node whose clock is %d ms ahead', async (skew) => {
    expect(await told(skew)).toEqual(right);
  });
});

test.each(SKEWS)('where nobody reads a clock that is %d ms ahead, nothing certain is wrong', async (skew) => {
  for (const seed of WRONG_BY_THE_NODES_CLOCK) {
    const scenario = randomScenario(seed);
    const world = runWorld(watched(scenario, { skew, drop: [...scenario.collection.drop, 'node_time_seconds'] }));
    const { verdicts } = judge(world, await reviewWorld(world));
    const wrong = verdicts.filter(({ right, confidence }) => !right && confidence === 'certain');
    expect({ seed, wrong }).toEqual({ seed, wrong: [] });
  }
});
