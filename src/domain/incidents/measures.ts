import type { Incident, Verdict } from './types';

/** A change that would have prevented an incident; its numbers stand in the incident's own prevention. */
export const MEASURES = [
  'limit-culprit',
  'own-limit',
  'requests',
  'outside-pods',
  'eviction-hard',
  'parent-limit',
  'runtime-ceiling',
] as const;
export type Measure = (typeof MEASURES)[number];

/** For tables and headlines. */
export const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  'limit-culprit': 'a memory limit on the pod that grew',
  'own-limit': 'a higher limit for the container, or its leak mended',
  requests: 'requests that match what is used',
  'outside-pods': 'a larger reserve, or a cap on what runs outside the pods',
  'eviction-hard': 'a larger eviction-hard',
  'parent-limit': 'a higher limit of the parent cgroup, or limits below it',
  'runtime-ceiling': 'a runtime ceiling that fits the container’s limit',
};

/** What would have prevented it, by the rule that the incident's own prevention follows, the most direct first. */
export function measuresFor({ verdict, culprit: { kind } }: Pick<Incident, 'verdict' | 'culprit'>): readonly Measure[] {
  return kind === 'pod' ? OF_POD[verdict] : kind === 'outside-pods' ? OF_OUTSIDE[verdict] : OF_UNKNOWN[verdict];
}

type Measures = Readonly<Record<Verdict, readonly Measure[]>>;

/** Where nobody knows who grew, only what helps whoever it was. */
const OF_UNKNOWN: Measures = {
  'oom1-container-limit': ['own-limit'],
  'child-killed': ['own-limit'],
  'oom2-allocatable-evicted': ['requests'],
  'oom3-node-evicted': ['eviction-hard'],
  'node-exhausted': ['eviction-hard'],
  'oom4-kubepods-limit': ['eviction-hard'],
  'parent-limit': ['parent-limit'],
  'oom5-runtime-ceiling': ['runtime-ceiling'],
  'killed-not-oom': [],
  stopped: [],
  crashed: [],
  replaced: [],
  'node-restarted': [],
  'kubelet-restarted': [],
  'evicted-other': [],
  unknown: [],
};

const OF_POD: Measures = {
  ...OF_UNKNOWN,
  'oom2-allocatable-evicted': ['limit-culprit', 'requests'],
  'oom3-node-evicted': ['limit-culprit', 'eviction-hard'],
  'node-exhausted': ['limit-culprit', 'eviction-hard'],
  'oom4-kubepods-limit': ['limit-culprit', 'eviction-hard'],
};

/** No pod's limit holds what grew outside them, and a higher eviction-hard evicts the same pods. */
const OF_OUTSIDE: Measures = {
  ...OF_UNKNOWN,
  'oom3-node-evicted': ['outside-pods'],
  'node-exhausted': ['outside-pods'],
};
