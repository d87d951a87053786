import { isOfFamily, type Signal } from '../../src/prometheus/signals/signal';
import type { SampledSeries, SampleSource } from '../promql/select';

/** What a recording would be with less of it. */
export type Loss =
  | { readonly kind: 'none' }
  | { readonly kind: 'thinned'; readonly interval: number }
  | { readonly kind: 'without'; readonly family: string }
  | { readonly kind: 'without-signal'; readonly signal: Signal }
  | { readonly kind: 'silent'; readonly job: string; readonly from: number; readonly to: number };

export function lose({ byName }: SampleSource, loss: Loss): SampleSource {
  switch (loss.kind) {
    case 'none':
      return { byName };
    case 'without':
      return { byName: new Map([...byName].filter(([name]) => !name.startsWith(loss.family))) };
    case 'without-signal':
      return { byName: withoutSignal(byName, loss.signal) };
    case 'thinned':
      return thinned(byName, loss.interval);
    case 'silent':
      return each(byName, (series) => (jobOf(series) === loss.job ? silenced(series, loss) : series));
  }
}

function withoutSignal(byName: SampleSource['byName'], signal: Signal): SampleSource['byName'] {
  return new Map([...byName].map(([name, all]) => [name, all.filter(({ labels }) => !isOfFamily(signal, labels))]));
}

/** Of one scrape job: the kubelet's pages are told apart by their path. */
export function jobOf({ labels }: SampledSeries): string {
  return [labels['job'], labels['metrics_path']].filter(Boolean).join(' ');
}

function each(byName: SampleSource['byName'], change: (series: SampledSeries) => SampledSeries): SampleSource {
  return { byName: new Map([...byName].map(([name, all]) => [name, all.map(change)])) };
}

interface Scrape {
  readonly at: number;
  /** The one before it in the recording: what is older, an earlier scrape brought. */
  readonly after: number;
}

/** The first scrape of each interval, by target: all that one scrape brought is kept or goes together. */
function thinned(byName: SampleSource['byName'], interval: number): SampleSource {
  const scrapes = new Map<string, readonly Scrape[]>();
  (byName.get('up') ?? []).forEach((up) => scrapes.set(targetOf(up), firstOfEach(up.times, interval)));
  return each(byName, (series) => broughtBy(scrapes.get(targetOf(series)) ?? [], series));
}

const targetOf = (series: SampledSeries) => JSON.stringify([jobOf(series), series.labels['instance']]);

function firstOfEach(times: readonly number[], interval: number): Scrape[] {
  const slot = (time: number) => Math.floor(time / interval);
  return times.flatMap((at, i) => {
    const after = times[i - 1] ?? -Infinity;
    return slot(at) === slot(after) ? [] : [{ at, after }];
  });
}

/** A stale marker moves to the first scrape that misses the series; cAdvisor dates its samples itself, before the scrape. */
function broughtBy(scrapes: readonly Scrape[], { labels, times, values }: SampledSeries): SampledSeries {
  let i = -1;
  const brought = scrapes.flatMap(({ at, after }) => {
    while ((times[i + 1] ?? Infinity) <= at) {
      i += 1;
    }
    const [time, value] = [times[i] ?? -Infinity, values[i] ?? NaN];
    if (Number.isNaN(value)) {
      return i < 0 ? [] : [{ time: at, value }];
    }
    return time > after ? [{ time, value }] : [];
  });
  const kept = brought.filter(
    ({ value }, place) => !(Number.isNaN(value) && Number.isNaN(brought[place - 1]?.value ?? NaN))
  );
  return { labels, times: kept.map(({ time }) => time), values: kept.map(({ value }) => value) };
}

function silenced(series: SampledSeries, { from, to }: { readonly from: number; readonly to: number }): SampledSeries {
  return kept(series, (time) => time < from || time > to);
}

function kept({ labels, times, values }: SampledSeries, keep: (time: number, value: number) => boolean): SampledSeries {
  const indexes = times.flatMap((time, i) => (keep(time, values[i] ?? NaN) ? [i] : []));
  return { labels, times: indexes.map((i) => times[i] ?? 0), values: indexes.map((i) => values[i] ?? NaN) };
}
