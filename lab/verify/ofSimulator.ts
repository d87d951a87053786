import { judge } from '../truth/judge';
import { reviewWorld } from '../truth/reviewWorld';
import type { Scenario } from '../simulator/scenario';
import { truthOf, type TruthIncident } from '../simulator/truth';
import { runWorld } from '../simulator/world';

import type { Cell, Said } from './row';

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
    truths.every((truth) => isTold(truth, said));
  return {
    happens: [...new Set(truths.map(({ verdict }) => verdict))],
    cell: { kind: 'told', isRight, said },
  };
}

/** Of what is not about memory it may be said that nobody can tell: without an exit code, for one. */
function isTold({ verdict, accept = [], memory }: TruthIncident, said: readonly Said[]): boolean {
  const right = [verdict, ...accept, ...(memory ? [] : ['unknown'])];
  return said.some((one) => right.includes(one.verdict));
}
