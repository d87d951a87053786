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
      return each(byName, (series) => thinned(series, loss.interval));
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

/** The first sample of each interval, and every stale marker: a series ends when it ended. */
function thinned(series: SampledSeries, interval: number): SampledSeries {
  let last = -1;
  return kept(series, (time, value) => {
    const slot = Math.floor(time / interval);
    const isFirst = slot !== last;
    if (!Number.isNaN(value)) {
      last = slot;
    }
    return isFirst || Number.isNaN(value);
  });
}

function silenced(series: SampledSeries, { from, to }: { readonly from: number; readonly to: number }): SampledSeries {
  return kept(series, (time) => time < from || time > to);
}

function kept({ labels, times, values }: SampledSeries, keep: (time: number, value: number) => boolean): SampledSeries {
  const indexes = times.flatMap((time, i) => (keep(time, values[i] ?? NaN) ? [i] : []));
  return { labels, times: indexes.map((i) => times[i] ?? 0), values: indexes.map((i) => values[i] ?? NaN) };
}
