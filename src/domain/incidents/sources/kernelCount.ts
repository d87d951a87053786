import { couldBeCounted } from '../../events/countedThen';
import { DELAY } from '../../events/delays';
import type { ContainerEnd, Interval, Rise } from '../../events/eventsObserved';
import { isFlagged } from '../../events/killLike';
import { touches } from '../../events/touches';
import type { Subject } from '../hypotheses/hypothesis';
import { tolerancesOf, type ReviewData, type Sample } from '../reviewData';
import type { Evidence, MissingEvidence } from '../types';

/** What the kernel's count of OOM kills says of one end. */
export type CountSays =
  | {
      readonly says: 'rose';
      readonly rise: Rise;
      /** No other end fits the same count, and this one does by both clocks. */
      readonly alone: boolean;
      /** It counted at least as many as there are ends that fit it. */
      readonly enough: boolean;
    }
  | { readonly says: 'stood still'; readonly before: Sample; readonly after: Sample }
  /** It rose about then, and other ends account for it; or nobody read it. */
  | { readonly says: 'nothing'; readonly read: boolean };

export function kernelCount({ kill, end, earliest, latest }: Subject, data: ReviewData): CountSays {
  if (kill?.rise) {
    const { rise, rivals = [] } = kill;
    const isPinned = !end || isWithin(end, rise);
    return { says: 'rose', rise, alone: isPinned && rivals.length === 0, enough: isPinned && rivals.length < rise.by };
  }
  const { kills } = data.observed;
  const nearby = kills.some(({ rise }) => rise && (end ? couldBeCounted(end, rise) : false));
  const around = mayHaveEnded({ end, earliest, latest }, data.observed);
  const rose = nearby || kills.some(({ rise }) => rise && touches(rise, around));
  return rose ? { says: 'nothing', read: true } : standstill(around, data);
}

/** When no kill may have been counted, if none was its own. */
function mayHaveEnded(
  { end, earliest, latest }: Pick<Subject, 'end' | 'earliest' | 'latest'>,
  { clockUnread }: Pick<ReviewData['observed'], 'clockUnread'>
): Interval {
  const early = earliest - DELAY.clockSkew;
  const late = latest + DELAY.runtimeReport;
  if (!end || (end.exact && !clockUnread)) {
    return { earliest: early, latest: late };
  }
  // A finish time is of the node's clock: where nobody read that, it is as far back as statuses come late until it was read.
  if (end.exact) {
    const told = end.sources[0]?.at ?? latest;
    return { earliest: Math.min(early, told - DELAY.statusReport), latest: Math.max(late, told) };
  }
  // An end that is known by its status alone may lie as far back as statuses come late.
  if (end.aliveAt === undefined) {
    return { earliest: early - DELAY.statusReport, latest: late };
  }
  // One that is bound by its last sample may have lived on while the node's clock was behind and its statistics stood still; and which
  // instance it was is inferred, so that no kill may have been counted until its status told of it.
  const livedOn = latest + DELAY.clockSkew + DELAY.standstill;
  return { earliest: early, latest: Math.max(late, livedOn, end.sources[0]?.at ?? latest) };
}

/**
 * What ended after the count was read is the one that was counted only if the clocks differ, or if it was reported late; what ended
 * before the count was last read as it had been is another.
 */
function isWithin(end: ContainerEnd, rise: Rise): boolean {
  return end.earliest <= rise.latest + DELAY.runtimeReport / 2 && end.latest >= rise.earliest - DELAY.keptClocks;
}

/**
 * The kernel killed this one, whatever else it counted: no other end fits the same count, or the runtime was told as well. A killed
 * group's first victim is counted twice (kernel mm/oom_kill.c, oom_kill_process), so that a count of two may be of one.
 */
export const isSurelyCounted = (count: CountSays, { end }: Subject): count is Rose =>
  count.says === 'rose' && (count.alone || (count.enough && end !== undefined && isFlagged(end)));

type Rose = Extract<CountSays, { says: 'rose' }>;

/**
 * Kills that ended no container, such as of a child, within the longest back-off: who is started again may be killed again, and be one
 * of those that a count of several ends counts.
 */
export function killsUntoldAbout({ earliest, latest }: Interval, { observed }: ReviewData): boolean {
  const around = { earliest: earliest - DELAY.crashLoopBackOff, latest: latest + DELAY.crashLoopBackOff };
  return observed.kills.some(({ rise, end }) => rise && !end && touches(rise, around));
}

/** The count was read before and after, in one boot, and was the same: none of the kernel's kills lies between. */
function standstill({ earliest, latest }: Interval, data: ReviewData): CountSays {
  const { observed } = data;
  const { samples } = observed.oomTrack;
  const before = samples.filter(({ at }) => at <= earliest).pop();
  const after = samples.find(({ at }) => at >= latest);
  if (!before || !after || after.value !== before.value) {
    return { says: 'nothing', read: false };
  }
  const rebooted = observed.restarts.some(
    ({ of, ...start }) => of === 'node' && touches(start, { earliest: before.at, latest: after.at })
  );
  // A boot starts the count anew: over a gap that hides one, the same number need not be the same count.
  const { narrow } = tolerancesOf(data);
  const isOneBoot = observed.bootKnown === true || after.at - before.at <= latest - earliest + narrow;
  return rebooted || !isOneBoot ? { says: 'nothing', read: false } : { says: 'stood still', before, after };
}

export function roseItem({ metric, query, before, after, latest }: Rise, text = RISEN): Evidence {
  return { speaks: 'for', text, source: metric, query, value: `${before ?? 'absent'} → ${after}`, at: latest };
}

const RISEN = 'the kernel’s count of OOM kills rose about then';

export function stoodStillItem({ before, after }: Extract<CountSays, { says: 'stood still' }>): Evidence {
  return {
    speaks: 'against',
    text: 'the kernel’s count of OOM kills stood still',
    source: 'node_vmstat_oom_kill',
    value: `${before.value} → ${after.value}`,
    at: after.at,
  };
}

export const OOM_COUNTER: MissingEvidence = {
  what: 'the node’s count of OOM kills',
  setting: 'node_exporter with its vmstat collector; keep node_vmstat_oom_kill',
};

export const KERNEL_LOG: MissingEvidence = {
  what: 'the kernel’s own report',
  setting: 'paste the kernel log (dmesg) of that time: oom_memcg names the limit',
};
