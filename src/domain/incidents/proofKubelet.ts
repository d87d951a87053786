import { DELAY } from '../events/delays';
import type { PodRef } from '../logs/kubeletEvictionLine';
import type { EpochMs } from '../units';

import { isPod, type LogMatch, type MatchedEviction } from './proofMatch';
import { settle } from './proofVerdict';
import { withVictims } from './proofVictims';
import type { Evidence, Incident, Verdict } from './types';
import { workloadName } from './verdictWords';

/** The incident with what the kubelet logged: which threshold was met, and which pod it evicted when. */
export function applyKubelet(incident: Incident, { evictions }: LogMatch): Incident {
  const decisions = decisionsIn(evictions);
  const thresholds = distinctThresholds(evictions);
  if (decisions.length === 0 && thresholds.length === 0) {
    return incident;
  }
  const told: Incident = {
    ...incident,
    evidence: [...incident.evidence, ...thresholds.map(thresholdEvidence), ...decisions.map(decisionEvidence)],
  };
  return byEviction(incident) ? rule(withVictims(told, decisions.map(sighting)), thresholds, decisions) : told;
}

/** Whether an eviction of that time belongs to the incident at all: not to a container that met its own limit meanwhile. */
function byEviction({ verdict, victims }: Incident): boolean {
  return SHARED.includes(verdict) || victims.some(({ fate }) => fate === 'evicted') || victims.length === 0;
}

const EVICTED: readonly Verdict[] = ['oom2-allocatable-evicted', 'oom3-node-evicted', 'evicted-other', 'unknown'];
const SHARED: readonly Verdict[] = [
  'oom2-allocatable-evicted',
  'oom3-node-evicted',
  'evicted-other',
  'oom4-kubepods-limit',
  'node-exhausted',
];

interface Decision {
  readonly pod: PodRef;
  readonly at: EpochMs;
  readonly line: number;
  readonly message?: string;
  /** The kubelet gave up waiting; it counts the eviction all the same. */
  readonly slow?: string;
}

/** Up to 1.20 the kubelet logs only that it evicted; from 1.21 that it will, and then perhaps that the kill was slow. */
function decisionsIn(evictions: readonly MatchedEviction[]): readonly Decision[] {
  return evictions.reduce<readonly Decision[]>((found, line) => {
    if (line.kind === 'threshold' || line.kind === 'ranked') {
      return found;
    }
    const index = found.findIndex(({ pod, at }) => isPod(pod, line.pod) && line.at - at < SAME_DECISION);
    const decision: Decision = found[index] ?? { pod: line.pod, at: line.at, line: line.line };
    const more =
      line.kind === 'evicting' && line.message
        ? { message: line.message }
        : line.kind === 'failed'
          ? { slow: line.reason }
          : {};
    const next = { ...decision, ...more };
    return index >= 0 ? found.map((other, position) => (position === index ? next : other)) : [...found, next];
  }, []);
}

/** The kubelet looks again when the pod's cleanup is over; a re-created pod has another name or comes later. */
const SAME_DECISION = DELAY.evictionLoop + DELAY.podCleanup;

type Threshold = Extract<MatchedEviction, { kind: 'threshold' }>;

/** Each signal once, where it was seen first: the kubelet repeats the line several times per look. */
function distinctThresholds(evictions: readonly MatchedEviction[]): readonly Threshold[] {
  const thresholds = evictions.filter((line): line is Threshold => line.kind === 'threshold');
  return thresholds.filter(({ signal }, index) => thresholds.findIndex((other) => other.signal === signal) === index);
}

const thresholdEvidence = ({ signal, available, quantity, at, line }: Threshold): Evidence => ({
  speaks: 'for',
  text: `The kubelet met the threshold of ${signal}: ${available} available${quantity ? `, ${quantity} wanted` : ''}.`,
  source: `kubelet log, line ${line}`,
  value: available,
  ...(quantity !== undefined && { threshold: quantity }),
  at,
});

const decisionEvidence = ({ pod, at, line, message, slow }: Decision): Evidence => ({
  speaks: 'for',
  text:
    `The kubelet evicted ${workloadName(pod)}${message ? `: ${message.trim()}` : ''}` +
    (slow ? ` The kill was slow (${slow}); the eviction counts all the same.` : ''),
  source: `kubelet log, line ${line}`,
  at,
});

const sighting = ({ pod: { namespace, pod }, at }: Decision) => ({ namespace, pod, at, fate: 'evicted' as const });

const OF_SIGNAL: Readonly<Record<string, Verdict>> = {
  'allocatableMemory.available': 'oom2-allocatable-evicted',
  'memory.available': 'oom3-node-evicted',
};

function rule(incident: Incident, thresholds: readonly Threshold[], decisions: readonly Decision[]): Incident {
  const [first, ...others] = thresholds;
  const raced =
    decisions.length > 0 && incident.verdict === 'oom4-kubepods-limit' ? { ...incident, race: true } : incident;
  if (first === undefined || others.length > 0 || !EVICTED.includes(incident.verdict)) {
    return raced;
  }
  return settle(raced, {
    verdict: OF_SIGNAL[first.signal] ?? 'evicted-other',
    confidence: 'certain',
    rule: `The kubelet’s own log names the signal: ${first.signal}.`,
    signal: first.signal,
    at: first.at,
  });
}
