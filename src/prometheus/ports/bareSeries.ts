import { timesOf, type Series } from '../../domain/series';
import type { EpochMs } from '../../domain/units';

import type { BarePart, BareSeries } from './bare';
import { PART } from '../events/eventSource';
import type { PromRequest } from './port';
import { seriesKey } from '../seriesKey';
import { atSteps, heldAtSteps, stampsOf } from './storedSamples';

type Find = (series: BareSeries) => readonly Series[];
type Range = Pick<PromRequest, 'from' | 'to' | 'step'>;

/** At each step the time of the sample that it shows. */
export const isStamped = ({ what, isStored }: BarePart): boolean => what === 'sampleTime' && !isStored;

/** The samples themselves, which tell when they were taken. */
export const asStored = (part: BarePart): BarePart => ({ ...part, isStored: true });

/** What a server would answer to `max by (labels)`. */
export function partOfSeries(part: BarePart, find: Find, range: Range): readonly Series[] {
  const shown = part.shown && grouped(part.by, part.shown);
  const counted = part.while && positiveTimes(part.by, find(part.while));
  const found = isStamped(part) ? stamped(find(part), find(asStored(part))) : find(part);
  return [...grouped(part.by, found)].flatMap(([key, { labels, series }]): Series[] => {
    const own = shown ? shownOf(shown.get(key)?.series ?? [], series, range) : samplesOf(part, series, range);
    const samples = part.what === 'there' ? { ...own, values: own.values.map(() => 1) } : own;
    const isKept = (time: EpochMs, value: number) =>
      (!part.isPositive || value > 0) && (!counted || (counted.get(key)?.has(time) ?? false));
    const kept = part.isPositive || counted ? onlyWhere(samples, isKept) : samples;
    return kept.times.length === 0
      ? []
      : [{ labels: part.part === undefined ? labels : { ...labels, [PART]: part.part }, ...kept }];
  });
}

/** What the steps show of series with the same labels. */
function samplesOf({ what, isHeld, isStored }: BarePart, series: readonly Series[], range: Range): Samples {
  if (isHeld) {
    return largestOf(series.map((one) => ({ ...one, ...heldAtSteps(one, range) })));
  }
  if (isStored) {
    return atSteps(series, range, what === 'sampleTime' ? 'time' : 'value');
  }
  return what === 'disputed' ? leastOfUnlike(series) : largestOf(series);
}

/** When the sample was taken that each of those steps shows. */
function shownOf(shown: readonly Series[], stored: readonly Series[], { from, to }: Range): Samples {
  const { times } = largestOf(shown);
  const inRange = times.filter((time) => time >= from && time <= to);
  return stampsOf({ times: inRange, values: inRange }, timesOf(stored));
}

/** The same series with the times of their samples. */
function stamped(atSteps: readonly Series[], stored: readonly Series[]): readonly Series[] {
  const samples = new Map(stored.map((one) => [seriesKey(one), one.times]));
  return atSteps.map((one) => ({ ...one, ...stampsOf(one, samples.get(seriesKey(one)) ?? []) }));
}

/** As a server sorts them. */
export const inOrder = (series: readonly Series[]): readonly Series[] =>
  series
    .map((one) => ({ one, key: seriesKey(one) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ one }) => one);

interface Group {
  readonly labels: Series['labels'];
  readonly series: Series[];
}

function grouped(by: readonly string[], all: readonly Series[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const series of all) {
    const own = by.map((label) => series.labels[label] ?? '');
    const key = own.map((value) => `${value.length}:${value}`).join();
    const group = groups.get(key) ?? {
      labels: Object.fromEntries(by.flatMap((label, i) => (own[i] ? [[label, own[i]]] : []))),
      series: [],
    };
    group.series.push(series);
    groups.set(key, group);
  }
  return groups;
}

type Samples = Pick<Series, 'times' | 'values'>;

/** A number is larger than NaN. */
function largestOf(all: readonly Series[]): Samples {
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) {
    return { times: first?.times ?? [], values: first?.values ?? [] };
  }
  const largest = new Map<EpochMs, number>();
  for (const { times, values } of all) {
    times.forEach((time, i) => {
      const [value = NaN, known = NaN] = [values[i], largest.get(time)];
      largest.set(time, known >= value || Number.isNaN(value) ? known : value);
    });
  }
  const sorted = [...largest].sort(([a], [b]) => a - b);
  return { times: sorted.map(([time]) => time), values: sorted.map(([, value]) => value) };
}

/** Where they are not all the same. */
function leastOfUnlike(all: readonly Series[]): Samples {
  if (all.length < 2) {
    return { times: [], values: [] };
  }
  const { times, values } = largestOf(all.map((one) => ({ ...one, values: one.values.map((value) => -value) })));
  const largest = new Map(zip(largestOf(all)));
  const least = { times, values: values.map((value) => -value) };
  return onlyWhere(least, (time, value) => value < (largest.get(time) ?? -Infinity));
}

const zip = ({ times, values }: Samples) => times.map((time, i) => [time, values[i] ?? NaN] as const);

function positiveTimes(by: readonly string[], all: readonly Series[]): ReadonlyMap<string, ReadonlySet<EpochMs>> {
  return new Map(
    [...grouped(by, all)].map(([key, { series }]) => {
      const { times } = onlyWhere(largestOf(series), (_, value) => value > 0);
      return [key, new Set(times)];
    })
  );
}

/** The arrays themselves where all is kept. */
function onlyWhere({ times, values }: Samples, is: (time: EpochMs, value: number) => boolean): Samples {
  if (times.every((time, i) => is(time, values[i] ?? NaN))) {
    return { times, values };
  }
  const kept = times.flatMap((time, i) => (is(time, values[i] ?? NaN) ? [i] : []));
  return { times: kept.map((i) => times[i]!), values: kept.map((i) => values[i]!) };
}
