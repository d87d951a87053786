import type { Rise, Workload } from './eventsObserved';
import type { Series } from './series';
import type { DurationMs, EpochMs } from './units';

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
}

/** Every rise of a counter: first appearances, rises across gaps, and what was counted after a reset. */
export function detectRises(views: CounterViews, context: RiseContext): Rise[] {
  const looks = lookAt(views);
  const rises: Rise[] = [];
  let previous: Look | undefined;
  for (const look of looks) {
    const by = previous ? grownBy(previous, look) : bornWith(look, context);
    if (by > 0) {
      rises.push(rise(previous, look, by, context));
    }
    previous = look.value === undefined ? previous : look;
  }
  return rises;
}

interface Look {
  readonly time: EpochMs;
  readonly value?: number;
  readonly peak: number;
  readonly reset: boolean;
  readonly sampledAt?: EpochMs;
}

function lookAt({ last, peak, resets, sampledAt }: CounterViews): Look[] {
  const times = [...new Set([...(last?.times ?? []), ...(peak?.times ?? [])])].sort((a, b) => a - b);
  const [values, peaks, falls, stamps] = [last, peak, resets, sampledAt].map(asMap);
  return times.flatMap((time) => {
    const value = values?.get(time);
    const highest = Math.max(value ?? -Infinity, peaks?.get(time) ?? -Infinity);
    const stamp = stamps?.get(time);
    return Number.isFinite(highest)
      ? [
          {
            time,
            value,
            peak: highest,
            reset: (falls?.get(time) ?? 0) > 0,
            sampledAt: stamp === undefined ? undefined : stamp * 1000,
          },
        ]
      : [];
  });
}

function grownBy(previous: Look, look: Look): number {
  const before = previous.value ?? 0;
  const top = Math.max(before, look.peak);
  const value = look.value ?? look.peak;
  const counted = look.peak > before ? look.peak - before : 0;
  const fell = value < top;
  // After a reset the counter starts from nothing: all it shows now was counted since.
  return counted + (fell ? value : look.reset && counted === 0 ? value : 0);
}

function bornWith(look: Look, { aliveAt }: RiseContext): number {
  const wasRead = aliveAt?.times.some((time) => time < look.time) ?? false;
  return wasRead ? look.peak : 0;
}

function rise(previous: Look | undefined, look: Look, by: number, context: RiseContext): Rise {
  const { aliveAt, scrapeInterval, ...named } = context;
  const readBefore = previous
    ? (previous.sampledAt ?? previous.time - scrapeInterval)
    : lastBefore(aliveAt, look.time, look.sampledAt);
  const latest = look.sampledAt ?? look.time;
  return {
    ...named,
    by,
    before: previous?.value,
    after: look.value ?? look.peak,
    earliest: Math.min(readBefore ?? latest - scrapeInterval, latest),
    latest,
  };
}

/** The newest answer on an earlier grid time that is older than the sample in question. */
function lastBefore(aliveAt: Series | undefined, time: EpochMs, sampledAt = time): EpochMs | undefined {
  const stamps = (aliveAt?.times ?? []).flatMap((t, i) => {
    const stamp = (aliveAt?.values[i] ?? NaN) * 1000;
    return t < time && stamp < sampledAt ? [stamp] : [];
  });
  return stamps.length > 0 ? Math.max(...stamps) : undefined;
}

function asMap(series: Series | undefined): Map<EpochMs, number> | undefined {
  return series && new Map(series.times.map((time, i) => [time, series.values[i] ?? NaN]));
}
