import type { Confidence, Culprit, Verdict, Victim } from './types';

interface Words {
  /** For a badge or a table cell. */
  readonly name: string;
  /** One sentence for who has never read the article. */
  readonly meaning: string;
}

/** What each verdict means in plain words. */
export const VERDICT_WORDS: Readonly<Record<Verdict, Words>> = {
  'oom1-container-limit': {
    name: 'OOM1 · container limit',
    meaning: 'A container reached its own memory limit, so the kernel killed it.',
  },
  'oom2-allocatable-evicted': {
    name: 'OOM2 · pods evicted',
    meaning: 'All pods together used more than allocatable, so the kubelet evicted.',
  },
  'oom3-node-evicted': {
    name: 'OOM3 · node evicted',
    meaning: 'The node’s available memory fell below eviction-hard, so the kubelet evicted.',
  },
  'oom4-kubepods-limit': {
    name: 'OOM4 · kubepods limit',
    meaning: 'All pods together reached the kubepods limit faster than the kubelet could evict, so the kernel killed.',
  },
  'oom5-runtime-ceiling': {
    name: 'OOM5 · runtime ceiling',
    meaning: 'A runtime inside the container gave up at its own memory ceiling; neither kernel nor kubelet acted.',
  },
  'node-exhausted': {
    name: 'node exhausted',
    meaning: 'The whole node ran out of memory, so the kernel killed whatever scored highest.',
  },
  'child-killed': {
    name: 'child killed',
    meaning: 'The kernel killed a process inside a container that lived on.',
  },
  'parent-limit': {
    name: 'parent limit',
    meaning: 'A cgroup above the container reached its memory limit, so the kernel killed below it.',
  },
  'killed-not-oom': { name: 'killed, no OOM', meaning: 'Something other than memory killed the container.' },
  stopped: { name: 'stopped', meaning: 'The container was told to stop.' },
  crashed: { name: 'crashed', meaning: 'The container ended by its own fault, memory aside.' },
  replaced: {
    name: 'replaced',
    meaning: 'The pod was deleted on purpose: a rolling update, a drain or a scale-down.',
  },
  'node-restarted': {
    name: 'node restarted',
    meaning: 'The node went down or started again, and everything on it with it.',
  },
  'kubelet-restarted': {
    name: 'kubelet restarted',
    meaning: 'Kubelet or runtime started again and found the containers gone.',
  },
  'evicted-other': { name: 'evicted, not memory', meaning: 'The kubelet evicted for disk or process ids.' },
  unknown: { name: 'unknown', meaning: 'What was seen tells no cause from the others.' },
};

/** What a confidence promises. */
export const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = {
  certain: 'A source names it for this very end, or every other cause is ruled out by a measurement.',
  likely: 'It fits what was seen, and nothing else fits as well.',
  possible: 'It fits what was seen; so may other causes.',
};

/** `monitoring/node-exporter-q6knv`, as far as known. */
export function workloadName({
  namespace,
  pod,
  container,
}: Partial<Pick<Victim, 'namespace' | 'pod' | 'container'>>): string {
  const path = [namespace, pod ?? container].filter((part) => part !== undefined).join('/');
  return path === '' ? 'a pod that no source named' : path;
}

/** `outside the pods`, `alloc-tests/prefork`, `unknown`. */
export function culpritName(culprit: Culprit): string {
  switch (culprit.kind) {
    case 'outside-pods':
      return 'outside the pods';
    case 'unknown':
      return 'unknown';
    case 'pod':
      return workloadName(culprit);
  }
}

/** `outside the pods (likely)`: with how sure it is that it was this one. */
export function culpritWithConfidence(culprit: Culprit): string {
  return sure(culpritName(culprit), culprit.confidence);
}

/** `shop/web (likely)`; nothing is added where nothing is known of it. */
export function sure(name: string, confidence: Confidence | undefined): string {
  return confidence === undefined ? name : `${name} (${confidence})`;
}

/** `shop/web`, or `shop/web (likely)` where a source told only that some pod was evicted. */
export const victimName = (victim: Victim): string =>
  sure(workloadName(victim), isInferred(victim) ? 'likely' : undefined);

/** It went as the kubelet counted, and neither it nor a log said that it was evicted: one that nobody saw may be meant. */
export const isInferred = ({ fate, reason, confidence = 'certain' }: Victim): boolean =>
  fate === 'evicted' && reason === undefined && confidence !== 'certain';

/** When that says that an incident may be longer than what was looked at. */
export const BEGUN_BEFORE = 'It may have begun earlier: the time that was looked at begins within it.';

const FATE: Readonly<Record<Victim['fate'], string>> = {
  evicted: 'evicted',
  'oom-killed': 'OOM-killed',
  terminated: 'ended',
};

/** `evicted, paid for another`. */
export function fateOf({ fate, paidForAnother }: Pick<Victim, 'fate' | 'paidForAnother'>): string {
  return paidForAnother ? `${FATE[fate]}, paid for another` : FATE[fate];
}
