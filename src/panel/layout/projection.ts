import { distinctBy } from '../../domain/distinctBy';
import type { NodeEvent } from '../../domain/events/events';
import type { NodeMemory } from '../../domain/node/nodeMemory';
import type { Bytes, BytesPerSecond, EpochMs } from '../../domain/units';

import { markTime } from './eventTime';

/** Where the pods' memory was heading when a kill cut it short between two scrapes. */
export interface Projection {
  readonly from: { readonly time: EpochMs; readonly value: Bytes };
  readonly to: { readonly time: EpochMs; readonly value: Bytes };
  readonly slope: BytesPerSecond;
}

/** Samples before the event that the slope rests on. */
const WINDOW = 6;

/**
 * One projection per gap between two pods samples in which an eviction or OOM kill of a pod fell, provided that the
 * pods were growing before it and are lower after it. Never above the kubepods limit: the kernel does not let them there.
 */
export function projections(memory: NodeMemory): readonly Projection[] {
  const found = memory.events.filter(isCut).flatMap((event) => projectionTo(memory, event) ?? []);
  return distinctBy(found, ({ from }) => from.time);
}

function isCut(event: NodeEvent): boolean {
  return event.kind === 'eviction' || event.kind === 'oom-kill';
}

function projectionTo(memory: NodeMemory, event: NodeEvent): Projection | undefined {
  const values = memory.podsWorkingSet?.values ?? [];
  const after = memory.times.findIndex((time, index) => time >= event.earliest && isDrop(values, index, event, memory));
  const [fromTime, toTime] = [memory.times[after - 1], memory.times[after]];
  const fromValue = values[after - 1];
  if (fromTime === undefined || toTime === undefined || fromValue === null || fromValue === undefined) {
    return undefined;
  }
  const time = Math.min(markTime(event), toTime);
  const slope = medianSlope(memory.times, values, after - 1);
  if (slope <= 0 || time <= fromTime) {
    return undefined;
  }
  const limit = memory.lines.kubepodsLimit?.values[after - 1] ?? Infinity;
  const value = Math.min(fromValue + (slope * (time - fromTime)) / 1000, Math.max(limit, fromValue));
  return { from: { time: fromTime, value: fromValue }, to: { time, value }, slope };
}

/** The first sample that no longer holds the victim: lower than the one before, and no later than a scrape after the event. */
function isDrop(values: ReadonlyArray<Bytes | null>, index: number, event: NodeEvent, memory: NodeMemory): boolean {
  const [before, here] = [values[index - 1], values[index]];
  const soon = memory.times[index]! <= event.latest + memory.scrapeInterval + memory.step;
  return soon && typeof before === 'number' && typeof here === 'number' && here < 0.95 * before;
}

/**
 * Theil–Sen over the last few samples: the median of all pairwise slopes, which one odd sample cannot bend. `findSlope` judges
 * whether there is a trend and wants eight points for it; here the rise and the fall are already seen.
 */
function medianSlope(times: readonly EpochMs[], values: ReadonlyArray<Bytes | null>, last: number): BytesPerSecond {
  const points = times
    .map((time, index) => ({ time, value: values[index] }))
    .slice(Math.max(0, last - WINDOW + 1), last + 1)
    .filter((point): point is { time: EpochMs; value: Bytes } => typeof point.value === 'number');
  const slopes = points
    .flatMap((a, index) => points.slice(index + 1).map((b) => (1000 * (b.value - a.value)) / (b.time - a.time)))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return slopes[Math.floor(slopes.length / 2)] ?? 0;
}
