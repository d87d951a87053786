import { DELAY } from '../events/delays';
import { touches } from '../events/touches';

import type { Matter } from './cluster';
import type { Judged } from './judged';
import { isSamePod, type ContainerName, type ReviewData } from './reviewData';
import { sameContainerKilled } from './sources/crashLoop';
import { startAfter } from './sources/nodeStart';
import { podAtLimit } from './sources/podAtLimit';

/** Kills and crashes of one container: a back-off of up to 5 min, and the run before it fills again. */
export const CRASH_LOOP = 2 * (DELAY.crashLoopBackOff + DELAY.standstill);
/** Evictions of one shortage: the pressure condition holds for minutes and the kubelet evicts one pod a pass. */
export const EVICTIONS = DELAY.pressureTransition - DELAY.standstill;
/** The kernel's kills of one shortage. */
const KILLS = DELAY.standstill;
/** A rolling update, or a drain, goes on pod by pod. */
const REPLACEMENT = DELAY.nodeStart;

/** What a judged subject belongs to: the one rule by which incidents are grouped. */
export function matterOf(one: Judged, data: ReviewData): Matter {
  const { subject, decision } = one;
  const { verdict } = decision;
  const { end, eviction } = subject;
  switch (verdict) {
    case 'oom1-container-limit':
    case 'child-killed': {
      const own = ownOf([one], data);
      return own?.pod === undefined
        ? { key: verdict, window: KILLS }
        : { key: `${verdict}|${own.namespace}/${own.pod}`, window: CRASH_LOOP };
    }
    case 'oom4-kubepods-limit':
    case 'parent-limit':
    case 'node-exhausted':
      return { key: verdict, window: KILLS };
    case 'node-restarted': {
      const start = subject.restart ?? startAfter('node', subject, data);
      return start ? { key: `boot|${start.startedAt}` } : { key: 'boot', window: REPLACEMENT };
    }
    case 'kubelet-restarted': {
      const start = startAfter('kubelet', subject, data);
      return start ? { key: `kubelet|${start.startedAt}` } : { key: 'kubelet', window: REPLACEMENT };
    }
    case 'replaced':
      return { key: `replaced|${replacedBy(one, data)}`, window: REPLACEMENT };
    case 'oom2-allocatable-evicted':
    case 'oom3-node-evicted':
    case 'evicted-other':
      return { key: `${verdict}|${eviction?.rise?.signal ?? ''}`, window: EVICTIONS };
    case 'oom5-runtime-ceiling':
    case 'killed-not-oom':
    case 'stopped':
    case 'crashed':
    case 'unknown':
      return end && !subject.kill
        ? { key: `end|${end.namespace}/${end.pod}/${end.container}|${end.exitCode ?? end.reason}`, window: CRASH_LOOP }
        : { key: `${subject.kind}|${verdict}`, window: subject.kind === 'eviction' ? EVICTIONS : KILLS };
  }
}

function replacedBy({ subject: { end } }: Judged, { observed }: ReviewData): string {
  const isDrain = end && observed.cordoned.some((one) => touches(one, end));
  const owner = end && observed.pods.find((one) => isSamePod(one, end))?.owner;
  return isDrain ? 'drain' : `${end?.namespace}/${owner?.kind}/${owner?.name ?? end?.pod}`;
}

/** Who did it by the very nature of the verdict. */
export function ownOf(group: readonly Judged[], data: ReviewData): Partial<ContainerName> | undefined {
  const named = group.find(({ subject: { end } }) => end)?.subject.end;
  if (named) {
    return named;
  }
  const [first] = group;
  const isOwn = first && ['oom1-container-limit', 'child-killed'].includes(first.decision.verdict);
  return isOwn ? (podAtLimit(first.subject, data)?.track ?? sameContainerKilled(first.subject, data)?.end) : undefined;
}
