import type { Scenario } from '../simulator/scenario';
import { truthOf, type TruthIncident } from '../simulator/truth';
import { runWorld, type World } from '../simulator/world';

import { placeReplay, type Placed } from './place';

export interface LiveWorld {
  readonly world: World;
  readonly placed: Placed;
  readonly past: number;
  readonly incidents: readonly TruthIncident[];
}

interface LiveOptions {
  readonly now: number;
  readonly speed: number;
  /** As the past; absent for up to shortly before the first incident. */
  readonly past?: number;
}

/** Real time that passes before the first incident. */
const BEFORE_FIRST = 60_000;

/** The scenario, played to its end at a start of its own: the simulator's times are the clock's. */
export function liveWorld(scenario: Scenario, { now, speed, past }: LiveOptions): LiveWorld {
  const chosen = past ?? pastBeforeFirst(scenario, speed);
  const placed = placeReplay({ now, duration: scenario.duration, past: chosen, speed });
  const world = runWorld({ ...scenario, start: new Date(Math.round(placed.start)).toISOString() });
  return { world, placed, past: chosen, incidents: truthOf(world).incidents };
}

/** Where nothing happens, all of it is watched. */
function pastBeforeFirst(scenario: Scenario, speed: number): number {
  const world = runWorld(scenario);
  const first = Math.min(...truthOf(world).incidents.map(({ startMs }) => startMs - world.from));
  return Number.isFinite(first) ? Math.max(0, first - BEFORE_FIRST * speed) : 0;
}
