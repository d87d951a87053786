import { DELAY, tolerances } from './delays';
import type { ContainerEnd, CounterTrack, Interval, Rise } from './eventsObserved';
import type { DurationMs } from '../units';

/** One kill: a rise of a counter, the container end it explains, or both. */
export interface Kill extends Interval {
  readonly rise?: Rise;
  readonly end?: ContainerEnd;
  /** Why the container is taken for the one the counter counted. */
  readonly match: 'reason-and-counter' | 'time-and-counter' | 'reason-alone' | 'counter-alone';
  /** Other ends that the same count could have counted as well: while there are any, it proves none of them. */
  readonly rivals?: readonly ContainerEnd[];
}

export interface Kills {
  readonly kills: readonly Kill[];
  /** Ends that no kill explains. */
  readonly rest: readonly ContainerEnd[];
}

/** Tells whether what is known of a container's memory speaks against a kill; nothing known is no objection. */
export type Objects = (end: ContainerEnd, rise: Rise) => boolean;

/**
 * Brings the node's kill counter and the containers' ends together.
 *
 * OOMKilled alone is not proof: containerd keeps the flag from a child's death, and sets it on cgroup v1 for every container
 * below the cgroup that ran out. Nor is 137 with Error proof of innocence: the runtime's OOM event may be late or lost. So the
 * counter decides where it was read, and who is killed is whoever ended when it rose.
 */
export function detectOomKills(input: {
  readonly ends: readonly ContainerEnd[];
  readonly rises: readonly Rise[];
  readonly track: CounterTrack;
  readonly objects?: Objects;
  /** How often the counter is read. */
  readonly interval?: DurationMs;
  /** That the pod says that it was evicted. */
  readonly saysEvicted?: (end: ContainerEnd) => boolean;
}): Kills {
  const { rises, track, objects = () => false, interval = 30_000, saysEvicted = () => false } = input;
  const killLike = input.ends.filter((end) => isKillLike(end) && !isEviction(end, saysEvicted));
  const pairs = pairUp(killLike, rises, { objects, narrow: tolerances(interval).narrow, track });
  const paired = new Set(pairs.map(({ end }) => end));
  const counted = pairs.map((pair) => ({ ...asKill(pair), rivals: rivalsOf(pair, killLike) }));
  const alone = input.ends.filter((end) => !paired.has(end) && provesItself(end, track)).map(asLoneKill);
  const explained = new Set(pairs.map(({ rise }) => rise));
  const unnamed = rises.filter((rise) => !explained.has(rise)).map(asUnnamedKill);
  const killed = new Set([...paired, ...alone.map(({ end }) => end)]);
  return {
    kills: [...counted, ...alone, ...unnamed].sort((a, b) => a.earliest - b.earliest),
    rest: input.ends.filter((end) => !killed.has(end)),
  };
}

interface Pair {
  readonly end: ContainerEnd;
  readonly rise: Rise;
}

const SIGKILL = 137;
const REPORTED_LATE = DELAY.runtimeReport;
/** Beyond this the clocks would have to differ by more than half a minute. */
const FARTHEST = DELAY.clockSkew + DELAY.runtimeReport / 2;

/** Ends that fit the pair's count by their time as well. */
function rivalsOf({ end, rise }: Pair, ends: readonly ContainerEnd[]): ContainerEnd[] {
  return ends.filter((other) => other !== end && couldBeCounted(other, rise));
}

/** By its time a count could have counted this end. */
export function couldBeCounted(end: ContainerEnd, rise: Rise): boolean {
  return isKillLike(end) && cost(end, rise) <= FARTHEST && !isOfAnotherTime(end, rise);
}

/**
 * Ended by SIGKILL, or flagged OOMKilled, or nothing known to the contrary. Who fell by another signal or finished was not
 * killed, flagged or not: cgroup v1 flags bystanders, and containerd keeps a child's flag.
 */
function isKillLike(end: ContainerEnd): boolean {
  const { exitCode, reason } = end;
  if (exitCode !== undefined && exitCode !== SIGKILL) {
    return mayFollowChild(end);
  }
  const unlike = ['Completed', 'Unknown', 'ContainerStatusUnknown'].includes(reason ?? '');
  return !unlike && (exitCode === SIGKILL || isFlagged(end) || !endedByDeletion(end));
}

/** The kubelet evicts none that has ended: what did not start again in a pod that says Evicted ended by that, unless flagged. */
function isEviction(end: ContainerEnd, saysEvicted: (end: ContainerEnd) => boolean): boolean {
  return !end.restarted && !isFlagged(end) && saysEvicted(end);
}

/** Flagged, and ended with a code of its own: a process may give up because the kernel killed its child. */
export function mayFollowChild({ exitCode = 0, reason }: Pick<ContainerEnd, 'exitCode' | 'reason'>): boolean {
  return reason === 'OOMKilled' && exitCode > 0 && exitCode < 128;
}

/** The pod was gone soon after and the container was not started again: its deletion explains the end well enough. */
export function endedByDeletion({ restarted, podGoneAt, latest }: ContainerEnd): boolean {
  return !restarted && podGoneAt !== undefined && podGoneAt - latest <= 120_000;
}

function pairUp(
  ends: readonly ContainerEnd[],
  rises: readonly Rise[],
  { objects, narrow, track }: { readonly objects: Objects; readonly narrow: DurationMs; readonly track: CounterTrack }
): Pair[] {
  // What may have ended at any time of a long silence fits many a count by chance.
  const isPlaced = (end: ContainerEnd) => end.exact || end.latest - end.earliest <= narrow;
  const fitting: Option[] = ends
    .flatMap((end) => rises.map((rise) => ({ end, rise, cost: cost(end, rise) })))
    .filter(({ end, rise, cost: paid }) => paid <= FARTHEST && !isOfAnotherTime(end, rise) && !objects(end, rise));
  const ofRise = groupBy(fitting, ({ rise }) => rise);
  // Each count is of one kill at least: what nothing else fits as well goes before what another end explains too.
  const isOnlyOne = ({ rise, end, cost: paid }: Option) =>
    (ofRise.get(rise) ?? []).every((other) => other.end === end || other.cost > paid);
  const only = new Set(fitting.filter(isOnlyOne));
  const options = fitting.sort(
    (a, b) =>
      Number(isFlagged(b.end)) - Number(isFlagged(a.end)) ||
      a.cost - b.cost ||
      Number(only.has(b)) - Number(only.has(a)) ||
      Number(b.end.exitCode === SIGKILL) - Number(a.end.exitCode === SIGKILL) ||
      share(b.end, b.rise, 0) - share(a.end, a.rise, 0)
  );
  const room = new Map(rises.map((rise) => [rise, rise.by]));
  const taken = new Set<ContainerEnd>();
  const pairs: Pair[] = [];
  const rivalsLeft = ({ end, rise }: Pair) =>
    (ofRise.get(rise) ?? []).map((other) => other.end).filter((other) => other !== end && !taken.has(other));
  const take = ({ end, rise, cost: paid }: Option) => {
    const first = room.get(rise) === rise.by;
    // Someone was killed, so the nearest 137 counts; a further one, or an end without exit code, must fit by its time.
    // What may have ended after the last reading may be of a count that nobody has read yet.
    const fitsTime = end.exact ? paid <= REPORTED_LATE / 2 : share(end, rise) >= 0.5 && wasReadAfter(end, track);
    const likeliest = end.exitCode === SIGKILL || isClearlyBest({ end, rise }, rivalsLeft({ end, rise }));
    // On a coarse grid too much ends in one rise: what fits the time by chance is no proof there.
    const fits =
      isFlagged(end) || (isPlaced(end) && rise.latest - rise.earliest <= narrow && ((first && likeliest) || fitsTime));
    if (!taken.has(end) && (room.get(rise) ?? 0) > 0 && fits) {
      taken.add(end);
      room.set(rise, (room.get(rise) ?? 0) - 1);
      pairs.push({ end, rise });
    }
  };
  // Each count is of one kill at least: where two fit an end as well, the one that nobody explains yet.
  const isFree = ({ rise }: Pair) => room.get(rise) === rise.by;
  const ofEnd = groupBy(options, ({ end }) => end);
  const waiting = new Set<ContainerEnd>();
  const placed = options.filter(({ end }) => isPlaced(end));
  const later = placed.filter((option) => {
    const hasOther = (ofEnd.get(option.end) ?? []).some((other) => other.cost === option.cost && isFree(other));
    const waits = !isFree(option) && (waiting.has(option.end) || hasOther);
    if (waits) {
      waiting.add(option.end);
    } else {
      take(option);
    }
    return waits;
  });
  later.forEach(take);
  // What may have ended anywhere is the one that was counted only where a single count is left that it fits.
  ofEnd.forEach((own, end) => {
    const [only, ...others] = isPlaced(end) ? [] : own.filter(isFree);
    if (only && others.length === 0) {
      take(only);
    }
  });
  return pairs;
}

interface Option extends Pair {
  readonly cost: DurationMs;
}

function groupBy<K>(options: readonly Option[], keyOf: (option: Option) => K): Map<K, readonly Option[]> {
  const groups = new Map<K, Option[]>();
  for (const option of options) {
    const key = keyOf(option);
    const group = groups.get(key);
    if (group) {
      group.push(option);
    } else {
      groups.set(key, [option]);
    }
  }
  return groups;
}

/** A good part of the time in which it may have ended lies within the rise, and nothing else has half as much there. */
function isClearlyBest({ end, rise }: Pair, others: readonly ContainerEnd[]): boolean {
  const own = share(end, rise, 0);
  return own > GOOD_PART && others.every((other) => share(other, rise, 0) < own / 2);
}

const GOOD_PART = 0.3;

function isFlagged({ reason }: ContainerEnd): boolean {
  return reason === 'OOMKilled';
}

/** What was counted before the pod was there, or while its container lived on, was another's. */
function isOfAnotherTime(end: ContainerEnd, rise: Rise): boolean {
  return (end.podNotBefore ?? -Infinity) > rise.latest || outlived(end, rise);
}

/** A container of a deleted pod that was still sampled after the rise: its flag is a child's. */
function outlived(end: ContainerEnd, rise: Rise): boolean {
  return endedByDeletion(end) && end.aliveAt !== undefined && end.aliveAt > rise.latest + DELAY.housekeeping;
}

/** How ill the times fit, in milliseconds: an end may be reported after the kill, hardly before it. */
function cost(end: Interval, rise: Interval): number {
  if (end.earliest > rise.latest) {
    return end.earliest - rise.latest;
  }
  return end.latest < rise.earliest ? 2 * (rise.earliest - end.latest) : 0;
}

/** How much of the time in which the container may have ended lies within the rise and a delay: all of an exact time, or nothing. */
function share(end: Interval, rise: Interval, late: DurationMs = REPORTED_LATE / 2): number {
  const common = Math.min(end.latest, rise.latest + late) - Math.max(end.earliest, rise.earliest);
  if (end.latest === end.earliest) {
    return common >= 0 ? 1 : 0;
  }
  return Math.max(0, common) / Math.max(1, end.latest - end.earliest);
}

/** OOMKilled with exit 137 while nobody read the node's counter: likely, and all there is. */
function provesItself(end: ContainerEnd, track: CounterTrack): boolean {
  return isFlagged(end) && isKillLike(end) && !wasWatched(end, track);
}

/** The counter was read before and after, close enough that a rise would show. */
export function wasWatched(when: Interval, track: CounterTrack): boolean {
  return track.samples.some(({ at }) => at <= when.earliest) && wasReadAfter(when, track);
}

function wasReadAfter({ latest }: Interval, { samples }: CounterTrack): boolean {
  return samples.some(({ at }) => at >= latest);
}

function asKill({ end, rise }: Pair): Kill {
  const match = isFlagged(end) ? 'reason-and-counter' : 'time-and-counter';
  return { rise, end, match, ...(end.exact ? { earliest: end.earliest, latest: end.latest } : narrower(end, rise)) };
}

function narrower(end: Interval, rise: Interval): Interval {
  const earliest = Math.max(end.earliest, rise.earliest);
  const latest = Math.min(end.latest, rise.latest);
  return earliest <= latest ? { earliest, latest } : { earliest: rise.earliest, latest: rise.latest };
}

function asLoneKill(end: ContainerEnd): Kill {
  return { end, match: 'reason-alone', earliest: end.earliest, latest: end.latest };
}

function asUnnamedKill(rise: Rise): Kill {
  return { rise, match: 'counter-alone', earliest: rise.earliest, latest: rise.latest };
}
