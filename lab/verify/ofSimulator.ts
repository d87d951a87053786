import { judge } from '../truth/judge';
import { reviewWorld } from '../truth/reviewWorld';
import type { Scenario } from '../simulator/scenario';
import { truthOf } from '../simulator/truth';
import { runWorld } from '../simulator/world';

import type { Cell } from './row';

interface Simulated {
  readonly happens: readonly string[];
  readonly cell: Cell;
}

/** Plays the scenario and holds the review against what happened: all of it, and nothing else. */
export async function ofSimulator(scenario: Scenario): Promise<Simulated> {
  const world = runWorld(scenario);
  const { incidents: truths } = truthOf(world);
  const incidents = await reviewWorld(world);
  const { verdicts, found, invented } = judge(world, incidents);
  const said = incidents.map(({ verdict, confidence }) => ({ verdict, confidence }));
  const isRight =
    verdicts.every(({ right }) => right) &&
    found.every(({ outcome }) => outcome === 'right') &&
    invented.length === 0 &&
    truths.every(({ verdict, accept = [] }) => said.some((one) => [verdict, ...accept].includes(one.verdict)));
  return {
    happens: [...new Set(truths.map(({ verdict }) => verdict))],
    cell: { kind: 'told', isRight, said },
  };
}
