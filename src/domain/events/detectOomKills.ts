import { couldBeCounted } from './countedThen';
import { tolerances } from './delays';
import type { ContainerEnd, CounterTrack, Interval, Rise } from './eventsObserved';
import { isFlagged, isKillLike } from './killLike';
import { isPlaced, pairKills, wasReadAfter, type Objects, type Pair } from './pairKills';
import { touches } from './touches';
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
  const { narrow } = tolerances(interval);
  const pairs = pairKills(killLike, rises, { objects, narrow, track });
  const paired = new Set(pairs.map(({ end }) => end));
  const fitsOther = ({ end, rise }: Pair) => {
    const others = rises.filter((other) => other !== rise && touches(end, other));
    return others.some((other) => isPlaced(end, narrow) || couldHaveCounted(other, rise, pairs));
  };
  const counted = pairs.map((pair) => ({
    ...asKill(pair, !wasReadOn(pair.end, track) || fitsOther(pair)),
    rivals: rivalsOf(pair, killLike),
  }));
  const alone = input.ends.filter((end) => !paired.has(end) && provesItself(end, track)).map(asLoneKill);
  const explained = new Set(pairs.map(({ rise }) => rise));
  const unnamed = rises.filter((rise) => !explained.has(rise)).map(asUnnamedKill);
  const killed = new Set([...paired, ...alone.map(({ end }) => end)]);
  return {
    kills: [...counted, ...alone, ...unnamed].sort((a, b) => a.earliest - b.earliest),
    rest: input.ends.filter((end) => !killed.has(end)),
  };
}

/** Ends that fit the pair's count by their time as well. */
function rivalsOf({ end, rise }: Pair, ends: readonly ContainerEnd[]): ContainerEnd[] {
  return ends.filter((other) => other !== end && couldBeCounted(other, rise));
}

/** The kubelet evicts none that has ended: what did not start again in a pod that says Evicted ended by that, unless flagged. */
function isEviction(end: ContainerEnd, saysEvicted: (end: ContainerEnd) => boolean): boolean {
  return !end.restarted && !isFlagged(end) && saysEvicted(end);
}

/** OOMKilled with exit 137 while nobody read the node's counter: likely, and all there is. */
function provesItself(end: ContainerEnd, track: CounterTrack): boolean {
  return isFlagged(end) && isKillLike(end) && !wasWatched(end, track);
}

/** The counter was read before and after, close enough that a rise would show. */
export function wasWatched(when: Interval, track: CounterTrack): boolean {
  return track.samples.some(({ at }) => at <= when.earliest) && wasReadAfter(when, track);
}

/** Where another count lies within its end as well, or one may that nobody has read yet, its own does not tell when. */
function asKill({ end, rise }: Pair, isOpen: boolean): Kill {
  const match = isFlagged(end) ? 'reason-and-counter' : 'time-and-counter';
  const when = end.exact || isOpen ? { earliest: end.earliest, latest: end.latest } : narrower(end, rise);
  return { rise, end, match, ...when };
}

/** It was read after, and had not begun anew: a boot takes with it what it counted last. */
function wasReadOn({ latest }: Interval, { samples }: CounterTrack): boolean {
  const next = samples.findIndex(({ at }) => at >= latest);
  const after = samples[next]?.value;
  return after !== undefined && after >= (samples[next - 1]?.value ?? 0);
}

/** Of a long silence in which it may have ended: one that nothing explains, or that an end explains which fits this count as well. */
function couldHaveCounted(other: Rise, rise: Rise, pairs: readonly Pair[]): boolean {
  const explained = pairs.filter((pair) => pair.rise === other);
  return explained.length === 0 || explained.some((pair) => touches(pair.end, rise));
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
