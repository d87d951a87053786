import { SIGNALS } from '../../src/prometheus/signals/catalogue';
import type { Scenario } from '../simulator/scenario';
import type { SampleSource } from '../promql/select';
import { runWorld, type World } from '../simulator/world';

import { judge, type JudgedTruth } from './judge';
import { randomScenario } from './randomScenario';
import { reviewSource } from './reviewWorld';
import { lose } from './thin';

/** How a kind of incident was told, in how many cases. */
export interface Told {
  certain: number;
  likely: number;
  possible: number;
  /** Told as something else. */
  wrong: number;
  missed: number;
}

/** By verdict. */
export type ToldByVerdict = Record<string, Told>;

/** What one family of series is worth: how the same incidents are told without it. */
export interface Worth {
  /** Memory incidents with all series. */
  readonly complete: ToldByVerdict;
  /** By signal, or several joined by `+`. */
  readonly without: Record<string, ToldByVerdict>;
  /** Certain verdicts that were wrong, over all reviews. */
  certainWrong: number;
  worlds: number;
}

export const noWorth = (): Worth => ({ complete: {}, without: {}, certainWrong: 0, worlds: 0 });

/** Plays a world with a complete collection and reviews it once with everything and once without each of the families. */
export async function tellWithout(worth: Worth, seed: number, ids: readonly string[]): Promise<void> {
  const scenario = completely(randomScenario(seed));
  worth.worlds += 1;
  if (scenario.name === 'quiet') {
    return;
  }
  const world = runWorld(scenario);
  await tell(worth, world, undefined, worth.complete);
  for (const id of ids) {
    await tell(worth, world, id, (worth.without[id] ??= {}));
  }
}

/** Everything collected, nothing lost: what a family is worth shows where the others are there. */
export function completely(scenario: Scenario): Scenario {
  const { collection, node } = scenario;
  return {
    ...scenario,
    node: { ...node, kubeStateMetrics: '2.20' },
    collection: {
      ...collection,
      kind: 'article',
      interval: 30_000,
      loss: 0,
      faults: [],
      skew: 0,
      replicas: 1,
      drop: [],
    },
  };
}

async function tell(worth: Worth, world: World, id: string | undefined, into: ToldByVerdict): Promise<void> {
  const source = (id?.split('+') ?? []).reduce(
    (left: SampleSource, one) => lose(left, { kind: 'without-signal', signal: signalOf(one) }),
    world.store
  );
  const { found, verdicts } = judge(world, await reviewSource(source, world));
  worth.certainWrong += verdicts.filter(({ confidence, right }) => confidence === 'certain' && !right).length;
  for (const truth of found) {
    const told = (into[truth.verdict] ??= { certain: 0, likely: 0, possible: 0, wrong: 0, missed: 0 });
    told[howTold(truth)] += 1;
  }
}

function howTold({ outcome, confidence }: JudgedTruth): keyof Told {
  if (outcome !== 'right') {
    return outcome;
  }
  return confidence === 'certain' || confidence === 'likely' ? confidence : 'possible';
}

function signalOf(id: string) {
  const signal = SIGNALS.find((one) => one.id === id);
  if (!signal) {
    throw new Error(`no family is called ${id}: ${SIGNALS.map((one) => one.id).join(', ')}`);
  }
  return signal;
}
