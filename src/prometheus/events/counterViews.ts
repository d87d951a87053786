import type { CounterViews } from '../../domain/events/detectRises';
import type { CounterTrack } from '../../domain/events/eventsObserved';
import type { PromReply } from '../ports/port';

import { partOf, type EventSource } from './eventSource';

/** The views of each counter of a query, by what `label` says of it. */
export function counterViews(reply: PromReply, source: EventSource, label: string): ReadonlyMap<string, CounterViews> {
  const views = new Map<string, CounterViews>();
  for (const name of ['last', 'peak', 'resets', 'sampledAt'] as const) {
    for (const series of partOf(reply, source, name)) {
      const key = series.labels[label] ?? '';
      views.set(key, { ...views.get(key), [name]: series });
    }
  }
  return views;
}

/** When a counter was read and what it said. */
export function trackOf({ last, sampledAt }: CounterViews): CounterTrack {
  const stamps = new Map(sampledAt?.times.map((time, i) => [time, (sampledAt.values[i] ?? NaN) * 1000]));
  const samples = last?.times.map((time, i) => ({ at: stamps.get(time) ?? time, value: last.values[i] ?? NaN })) ?? [];
  return { samples };
}
