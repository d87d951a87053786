import type { Scenario } from '../simulator/scenario';
import { runWorld } from '../simulator/world';

import { judge } from './judge';
import { randomScenario } from './randomScenario';
import { reviewWorld } from './reviewWorld';
import { count, emptyTally, type Tally } from './tally';

export interface Seeds {
  readonly first: number;
  readonly worlds: number;
  readonly onWorld?: (done: number) => void;
}

/** Plays, reviews and judges one random world after the other. */
export async function runWorlds({ first, worlds, onWorld = () => {} }: Seeds): Promise<Tally> {
  const tally = emptyTally();
  for (let seed = first; seed < first + worlds; seed += 1) {
    await runSeed(tally, seed);
    onWorld(seed - first + 1);
  }
  return tally;
}

export async function runSeed(tally: Tally, seed: number): Promise<void> {
  const scenario = randomScenario(seed);
  try {
    const world = runWorld(scenario);
    const judged = judge(world, await reviewWorld(world));
    count(tally, { seed, scenario: scenario.name, isComplete: isComplete(scenario), judged });
  } catch (error) {
    tally.worlds += 1;
    tally.failures.push({
      seed,
      scenario: scenario.name,
      what: 'error',
      text: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}

/** Nothing is lost, late, skewed or left out, and the scrape is 30 s. */
function isComplete({ collection, node }: Scenario): boolean {
  const { interval = 30_000, loss, faults, skew, replicas, drop } = collection;
  return (
    interval <= 30_000 &&
    loss === 0 &&
    faults.length === 0 &&
    skew === 0 &&
    replicas === 1 &&
    drop.length === 0 &&
    node.kubeStateMetrics !== '2.6'
  );
}
