import type { Incident } from '../../src/domain/incidents/types';
import { loadIncidents } from '../../src/prometheus/incidents/loadIncidents';
import type { NodeScope } from '../../src/prometheus/scope';
import { samplesPort } from '../promql/samplesPort';
import { scenario, type ScenarioInput } from '../simulator/scenario';
import { runWorld, type World } from '../simulator/world';

import { scopeOf } from './reviewWorld';

export interface ReviewedScenario {
  readonly world: World;
  /** Oldest first. */
  readonly incidents: readonly Incident[];
}

/** A scenario written in code, played and reviewed from its series alone; by default over all of its time. */
export async function reviewScenario(
  input: ScenarioInput,
  range: Partial<Pick<NodeScope, 'from' | 'to' | 'step'>> = {}
): Promise<ReviewedScenario> {
  const world = runWorld(scenario(input));
  return { world, incidents: await reviewRange(world, range) };
}

export async function reviewRange(
  world: World,
  range: Partial<Pick<NodeScope, 'from' | 'to' | 'step'>> = {}
): Promise<readonly Incident[]> {
  const { incidents } = await loadIncidents(samplesPort(world.store), { ...scopeOf(world), ...range });
  return incidents;
}
