import { DELAY } from '../events/delays';
import type { DurationMs, EpochMs } from '../units';

import { isPod } from './proofMatch';
import type { Incident, Victim } from './types';

interface Seen {
  readonly namespace: string;
  readonly pod: string;
  readonly at: EpochMs;
  readonly fate: 'evicted' | 'oom-killed';
}

/** A victim that the metrics missed belongs to the incident only this close to it; further off it may be the next one's. */
const CLOSE: DurationMs = 2_000;

/**
 * The incident with what a log saw happen to its pods: exact times where the metrics had intervals, names where only a counter
 * rose, and victims that they missed. Each sighting is one end: two kills of a restarting pod never become one.
 */
export function withVictims(incident: Incident, sightings: readonly Seen[]): Incident {
  const nearestFirst = [...sightings].sort(
    (a, b) => distance(incident, a.at) - distance(incident, b.at) || a.at - b.at
  );
  const found = nearestFirst.reduce<Pinned>((pinned, seen) => pin(incident, pinned, seen), {
    victims: incident.victims,
    exact: new Set(),
  });
  return { ...incident, victims: found.victims };
}

interface Pinned {
  readonly victims: readonly Victim[];
  /** Indices of those whose end a log line stands for already. */
  readonly exact: ReadonlySet<number>;
}

function pin(incident: Incident, { victims, exact }: Pinned, seen: Seen): Pinned {
  const candidates = victims
    .map((victim, index) => ({ victim, index }))
    .filter(({ victim, index }) => !exact.has(index) && isAround(victim, seen.at));
  const match =
    candidates.find(({ victim }) => isSame(victim, seen)) ?? candidates.find(({ victim }) => isNameless(victim, seen));
  const { fate, namespace, pod, at } = seen;
  const named = { namespace, pod, fate, earliest: at, latest: at, confidence: 'certain' as const };
  if (match) {
    return {
      victims: victims.map((victim, index) => (index === match.index ? { ...victim, ...named } : victim)),
      exact: new Set([...exact, match.index]),
    };
  }
  return distance(incident, at) > CLOSE
    ? { victims, exact }
    : {
        victims: [...victims, { ...named, paidForAnother: paidForAnother(incident, seen) }],
        exact: new Set([...exact, victims.length]),
      };
}

const distance = ({ start, end }: Incident, at: EpochMs): DurationMs => Math.max(start - at, at - end, 0);

const isAround = ({ earliest, latest }: Victim, at: EpochMs) =>
  at >= earliest - DELAY.clockSkew && at <= latest + DELAY.clockSkew;

/** An end whose cause the metrics could not tell may be a kill; an eviction and a kill of one pod stay two. */
const isSame = (victim: Victim, seen: Seen) =>
  isPod(victim, seen) && (victim.fate === seen.fate || (victim.fate === 'terminated' && seen.fate === 'oom-killed'));

/** `kubelet_evictions` and `node_vmstat_oom_kill` count and name nobody. */
const isNameless = (victim: Victim, seen: Seen) => victim.pod === undefined && victim.fate === seen.fate;

/** As the review counts it: less than a tenth of the culprit's growth. Not claimed where nothing was measured. */
function paidForAnother({ culprit, growths }: Incident, { namespace, pod }: Seen): boolean {
  const own = growths.find((growth) => growth.kind === 'pod' && isPod(growth, { namespace, pod }))?.growth;
  return culprit.growth !== undefined && own !== undefined && own < 0.1 * culprit.growth;
}
