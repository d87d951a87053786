import { DELAY } from './delays';
import type { Rise, Workload } from './eventsObserved';
import type { Series } from '../series';
import type { DurationMs, EpochMs } from '../units';

/** One counter over a grid, in four views of the same series; only `last` is needed. */
export interface CounterViews {
  /** The value at each grid time. */
  readonly last?: Series;
  /** The highest value since the grid time before: what a coarse grid would step over. */
  readonly peak?: Series;
  /** How often it fell since the grid time before. */
  readonly resets?: Series;
  /** The time of the sample behind `last`, in seconds. */
  readonly sampledAt?: Series;
}

export interface RiseContext extends Workload {
  readonly metric: string;
  readonly query: string;
  readonly signal?: string;
  readonly scrapeInterval: DurationMs;
  /**
   * When the target behind the counter last answered, in seconds on the same grid. With it, a series that appears while the
   * target was already being read counts as a rise from nothing (kubelet_evictions is born at 1); without it, it does not.
   */
  readonly aliveAt?: Series;
  /** When the process that counts (or its node) started, in seconds: another start is another count, from nothing. */
  readonly startedAt?: Series;
  /** How long each scrape took, in seconds: the value was read at some time within. */
  readonly takes?: Series;
}

/** Every rise of a counter: first appearances, rises across gaps, and what was counted after a reset or by another process. */
export function detectRises(views: CounterViews, context: RiseContext): Rise[] {
  // Most counters never count anything.
  if (!isAboveNothing(views.last) && !isAboveNothing(views.peak)) {
    return [];
  }
  const looks = lookAt(views, context);
  const rises: Rise[] = [];
  let previous: Look | undefined;
  for (const look of looks) {
    const base = baseOf(previous, look, context);
    const by = base === 'none' ? 0 : base === 'read' && previous ? grownBy(previous, look) : (look.value ?? look.peak);
    if (by > 0 && base !== 'none') {
      rises.push(rise(previous, look, { by, base }, context));
    }
    previous =
      look.value === undefined
        ? previous
        : isStale(previous, look)
          ? { ...look, startedAt: previous?.startedAt }
          : look;
  }
  return rises;
}

function isAboveNothing(series: Series | undefined): boolean {
  return series !== undefined && series.values.some((value) => value > 0);
}

interface Look {
  readonly time: EpochMs;
  readonly value?: number;
  readonly peak: number;
  readonly reset: boolean;
  readonly sampledAt?: EpochMs;
  readonly startedAt?: EpochMs;
  readonly takes: DurationMs;
}

function lookAt({ last, peak, resets, sampledAt }: CounterViews, { startedAt, takes }: RiseContext): Look[] {
  const times = [...new Set([...(last?.times ?? []), ...(peak?.times ?? [])])].sort((a, b) => a - b);
  const [values, peaks, falls, stamps, starts, lengths] = [last, peak, resets, sampledAt, startedAt, takes].map(asMap);
  const inMs = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * 1000);
  return times.flatMap((time) => {
    const value = values?.get(time);
    const highest = Math.max(value ?? -Infinity, peaks?.get(time) ?? -Infinity);
    return Number.isFinite(highest)
      ? [
          {
            time,
            value,
            peak: highest,
            reset: (falls?.get(time) ?? 0) > 0,
            sampledAt: inMs(stamps?.get(time)),
            startedAt: inMs(starts?.get(time)),
            takes: inMs(lengths?.get(time)) ?? 0,
          },
        ]
      : [];
  });
}

/** Two readings of one start time may differ by a second (a boot time is the clock less the uptime). */
const SAME_START: DurationMs = 5_000;

/**
 * From what the count went up. A process that started since, or a series that was absent while its target answered, began at
 * nothing; absence alone does not prove it, where the start is not collected.
 */
function baseOf(previous: Look | undefined, look: Look, context: RiseContext): Rise['base'] | 'none' {
  if (!previous) {
    return answersBefore(context, look).length > 0 ? 'born' : 'none';
  }
  if (previous.startedAt !== undefined && look.startedAt !== undefined) {
    return look.startedAt - previous.startedAt > SAME_START && !isStale(previous, look) ? 'restarted' : 'read';
  }
  return new Set(answersBefore(context, look, previous)).size >= ABSENT ? 'assumed' : 'read';
}

/** The same count, read before the start that stands beside it, as far as clocks agree: of two replicas one had seen the new process, not the other. */
function isStale(previous: Look | undefined, { value, sampledAt, startedAt }: Look): boolean {
  return (
    value === previous?.value &&
    sampledAt !== undefined &&
    startedAt !== undefined &&
    sampledAt < startedAt + DELAY.clockSkew
  );
}

/** Answers without the series: one alone may be a lost sample. */
const ABSENT = 2;

function grownBy(previous: Look, look: Look): number {
  const before = previous.value ?? 0;
  const top = Math.max(before, look.peak);
  const value = look.value ?? look.peak;
  const counted = look.peak > before ? look.peak - before : 0;
  const fell = value < top;
  // After a reset the counter starts from nothing: all it shows now was counted since.
  return counted + (fell ? value : look.reset && counted === 0 ? value : 0);
}

/** Answers of the target without the counter: on grid times before the look, with samples between the two readings. */
function answersBefore({ aliveAt }: RiseContext, look: Look, previous?: Look): EpochMs[] {
  const until = look.sampledAt ?? look.time;
  const since = previous ? (previous.sampledAt ?? previous.time) : -Infinity;
  return (aliveAt?.times ?? []).flatMap((time, i) => {
    const stamp = (aliveAt?.values[i] ?? NaN) * 1000;
    const between = time < look.time && (!previous || time > previous.time);
    return between && stamp < until && stamp > since ? [stamp] : [];
  });
}

function rise(
  previous: Look | undefined,
  look: Look,
  { by, base }: { readonly by: number; readonly base: Rise['base'] },
  context: RiseContext
): Rise {
  const { aliveAt: _alive, startedAt: _started, takes: _takes, scrapeInterval, ...named } = context;
  const sampled = look.sampledAt ?? look.time;
  const answers = base === 'read' ? [] : answersBefore(context, look, previous);
  const readBefore = previous && (previous.sampledAt ?? previous.time - scrapeInterval);
  const before = Math.max(...answers, readBefore ?? -Infinity);
  const started = base === 'restarted' ? (look.startedAt ?? -Infinity) - DELAY.clockSkew : -Infinity;
  const known = Math.max(before, started);
  return {
    ...named,
    by,
    base,
    ...(base === 'read' && look.startedAt !== undefined && previous?.startedAt !== undefined && { sameProcess: true }),
    before: base === 'read' ? previous?.value : undefined,
    after: look.value ?? look.peak,
    earliest: Math.min(Number.isFinite(known) ? known : sampled - scrapeInterval, sampled),
    latest: sampled + look.takes,
  };
}

function asMap(series: Series | undefined): Map<EpochMs, number> | undefined {
  return series && new Map(series.times.map((time, i) => [time, series.values[i] ?? NaN]));
}
