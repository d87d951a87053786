import { isNear, misfit, MOSTLY_LATE, share } from './countedThen';
import type { ContainerEnd, CounterTrack, Interval, Rise } from './eventsObserved';
import { isFlagged, mayFollowChild, SIGKILL } from './killLike';
import { groupBy } from '../groupBy';
import type { DurationMs } from '../units';

/** A container's end and the count that counted it. */
export interface Pair {
  readonly end: ContainerEnd;
  readonly rise: Rise;
}

/** Tells whether what is known of a container's memory speaks against a kill; nothing known is no objection. */
export type Objects = (end: ContainerEnd, rise: Rise) => boolean;

interface PairingContext {
  readonly objects: Objects;
  /** A count over a longer interval is no proof of any single kill in it. */
  readonly narrow: DurationMs;
  readonly track: CounterTrack;
}

/** Each end with the count that counted it, as far as that can be told: at most as many as were counted, and each end once. */
export function pairKills(ends: readonly ContainerEnd[], rises: readonly Rise[], context: PairingContext): Pair[] {
  const options = optionsOf(ends, rises, context.objects);
  const pairing = new Pairing(options, context);
  const { ofEnd } = pairing;
  // Each count is of one kill at least: where two fit an end as well, the one that nobody explains yet.
  const waiting = new Set<ContainerEnd>();
  const placed = options.filter(({ end }) => isPlaced(end, context.narrow));
  const later = placed.filter((option) => {
    const hasOther = (ofEnd.get(option.end) ?? []).some(
      (other) => other.misfit === option.misfit && pairing.isFree(other)
    );
    const waits = !pairing.isFree(option) && (waiting.has(option.end) || hasOther);
    if (waits) {
      waiting.add(option.end);
    } else {
      pairing.take(option);
    }
    return waits;
  });
  later.forEach((option) => pairing.take(option));
  ofEnd.forEach((_, end) => pairing.makeRoom(end));
  // What may have ended anywhere is the one that was counted only where a single count is left that it fits, and nothing fits that better.
  ofEnd.forEach((own, end) => {
    const [only, ...others] = isPlaced(end, context.narrow) ? [] : own.filter((option) => pairing.isFree(option));
    if (only && others.length === 0 && pairing.isBest(only)) {
      pairing.take(only);
    }
  });
  return pairing.pairs;
}

interface Option extends Pair {
  readonly misfit: DurationMs;
}

/** What fits at all, the likeliest first. */
function optionsOf(ends: readonly ContainerEnd[], rises: readonly Rise[], objects: Objects): Option[] {
  const options = ends.flatMap((end) =>
    rises
      .filter((rise) => isNear(end, rise) && !objects(end, rise))
      .map((rise): Option => ({ end, rise, misfit: misfit(end, rise) }))
  );
  const ofRise = groupBy(options, ({ rise }) => rise);
  // Each count is of one kill at least: what nothing else fits as well goes before what another end explains too.
  const isOnlyOne = ({ rise, end, misfit: own }: Option) =>
    (ofRise.get(rise) ?? []).every((other) => other.end === end || other.misfit > own);
  const only = new Set(options.filter(isOnlyOne));
  return options.sort(
    (a, b) =>
      Number(isFlagged(b.end)) - Number(isFlagged(a.end)) ||
      a.misfit - b.misfit ||
      Number(only.has(b)) - Number(only.has(a)) ||
      Number(b.end.exitCode === SIGKILL) - Number(a.end.exitCode === SIGKILL) ||
      share(b.end, b.rise) - share(a.end, a.rise)
  );
}

/** What may have ended at any time of a long silence fits many a count by chance. */
export function isPlaced(end: ContainerEnd, narrow: DurationMs): boolean {
  return end.exact || end.latest - end.earliest <= narrow;
}

class Pairing {
  private readonly pairOf = new Map<ContainerEnd, Option>();
  /** How many of each count no end explains yet. */
  private readonly room: Map<Rise, number>;
  private readonly ofRise: ReadonlyMap<Rise, readonly Option[]>;
  readonly ofEnd: ReadonlyMap<ContainerEnd, readonly Option[]>;

  constructor(
    options: readonly Option[],
    private readonly context: PairingContext
  ) {
    this.ofEnd = groupBy(options, ({ end }) => end);
    this.room = new Map(options.map(({ rise }) => [rise, rise.by]));
    this.ofRise = groupBy(options, ({ rise }) => rise);
  }

  isFree({ rise }: Pair): boolean {
    return this.room.get(rise) === rise.by;
  }

  private hasRoom({ rise }: Pair): boolean {
    return (this.room.get(rise) ?? 0) > 0;
  }

  /** Of all that fit the same count and have none. */
  isBest(option: Option): boolean {
    return this.othersOf(option).every(({ end, rise }) => share(end, rise) <= share(option.end, rise));
  }

  take(option: Option): void {
    if (!this.pairOf.has(option.end) && this.hasRoom(option) && this.fits(option)) {
      this.give(option);
    }
  }

  /** Where all that fits an end is explained, and by one that a count with something unexplained fits as well, that one gives way. */
  makeRoom(end: ContainerEnd): void {
    if (!this.pairOf.has(end) && this.canMove(end)) {
      this.move(end, new Set());
    }
  }

  /** What was killed beyond doubt, about then: of all others another count is no better than none. */
  private canMove(end: ContainerEnd): boolean {
    return isFlagged(end) && !mayFollowChild(end) && isPlaced(end, this.context.narrow);
  }

  private move(end: ContainerEnd, tried: Set<Rise>): boolean {
    return (this.ofEnd.get(end) ?? []).some((option) => {
      const { rise } = option;
      if (option.misfit > 0 || tried.has(rise)) {
        return false;
      }
      tried.add(rise);
      const givesWay =
        this.hasRoom(option) || this.holders(rise).some((holder) => this.canMove(holder) && this.move(holder, tried));
      if (givesWay) {
        this.give(option);
      }
      return givesWay;
    });
  }

  private holders(rise: Rise): ContainerEnd[] {
    return [...this.pairOf.values()].filter((pair) => pair.rise === rise).map(({ end }) => end);
  }

  private give(option: Option): void {
    const before = this.pairOf.get(option.end)?.rise;
    if (before) {
      this.room.set(before, (this.room.get(before) ?? 0) + 1);
    }
    this.room.set(option.rise, (this.room.get(option.rise) ?? 0) - 1);
    this.pairOf.set(option.end, option);
  }

  get pairs(): Pair[] {
    return [...this.pairOf.values()].map(({ end, rise }) => ({ end, rise }));
  }

  /** On a coarse grid too much ends in one rise: what fits the time by chance is no proof there. */
  private fits(option: Option): boolean {
    const { end, rise, misfit: own } = option;
    const { narrow } = this.context;
    // Who gave up by a code of its own was hardly killed: any other that fits the count was rather.
    const others = this.othersOf(option);
    if (mayFollowChild(end) && others.length > 0) {
      return false;
    }
    // What ended a clock's difference or a late report beside the count was hardly counted where another ended within.
    const isRival = (other: Option) => other.misfit === 0 && (isFlagged(other.end) || isPlaced(other.end, narrow));
    if (own > 0 && others.some(isRival)) {
      return false;
    }
    const isNarrow = isPlaced(end, narrow) && rise.latest - rise.earliest <= narrow;
    return isFlagged(end) || (isNarrow && ((this.isFree(option) && this.isLikeliest(option)) || this.fitsTime(option)));
  }

  /** Someone was killed, so the nearest 137 counts; a further one, or an end without exit code, must fit by its time. */
  private isLikeliest(option: Option): boolean {
    return option.end.exitCode === SIGKILL || isClearlyBest(option, this.othersOf(option));
  }

  /** What else fits the same count and has none yet. */
  private othersOf({ end, rise }: Option): readonly Option[] {
    return (this.ofRise.get(rise) ?? []).filter((other) => other.end !== end && !this.pairOf.has(other.end));
  }

  /** What may have ended after the last reading may be of a count that nobody has read yet. */
  private fitsTime({ end, rise, misfit: own }: Option): boolean {
    return end.exact
      ? own <= MOSTLY_LATE
      : share(end, rise, MOSTLY_LATE) >= 0.5 && wasReadAfter(end, this.context.track);
  }
}

/** A good part of the time in which it may have ended lies within the rise, and nothing else has half as much there. */
function isClearlyBest({ end, rise }: Pair, others: readonly Pair[]): boolean {
  const own = share(end, rise);
  return own > GOOD_PART && others.every((other) => share(other.end, rise) < own / 2);
}

const GOOD_PART = 0.3;

export function wasReadAfter({ latest }: Interval, { samples }: CounterTrack): boolean {
  return samples.some(({ at }) => at >= latest);
}
