import { detectRises } from '../../../domain/events/detectRises';
import type { Rise } from '../../../domain/events/eventsObserved';
import { nodeSeries } from '../../nodeSelector';
import type { EpochMs } from '../../../domain/units';
import type { PromReply } from '../../ports/port';
import { aggregate, or } from '../../promql';
import type { NodeScope } from '../../scope';
import { counterViews } from '../counterViews';
import { partOf, type EventSource } from '../eventSource';
import { aboutTarget, counter, part, sampleTime } from '../queryParts';

/** The kubelet's count of evictions, and whether the kubelet was read at all. */
export const EVICTIONS: EventSource = {
  refId: 'eventsEvictions',
  ask: (scope) => ({ expr: evictions(scope) }),
  missing: [
    {
      part: 'alive',
      finding: {
        severity: 'warning',
        code: 'missing-kubelet-metrics',
        text: 'No metrics of the kubelet itself: evictions of pods that were replaced at once cannot be seen.',
        remedy: 'Scrape /metrics of the kubelet (port 10250) and keep kubelet_evictions and kubelet_running_pods.',
      },
    },
  ],
};

function evictions(scope: NodeScope): string {
  return or(
    ...counter(scope, 'kubelet_evictions', [], ['eviction_signal']),
    // Any series every kubelet exports: shows that kubelet_evictions was absent because nothing had been evicted.
    part('alive', aggregate('max', nodeSeries(scope, KUBELET, [], sampleTime))),
    ...aboutTarget(scope, KUBELET, { startedAt: 'process_start_time_seconds', takes: 'scrape_duration_seconds' })
  );
}

const KUBELET = 'kubelet_running_pods';

export function evictionCounts({ scrapeInterval }: NodeScope, reply: PromReply, query: string): Rise[] {
  const [aliveAt, startedAt, takes] = ['alive', 'startedAt', 'takes'].map((part) => partOf(reply, EVICTIONS, part)[0]);
  return [...counterViews(reply, EVICTIONS, 'eviction_signal')].flatMap(([signal, views]) =>
    detectRises(views, { metric: 'kubelet_evictions', query, signal, scrapeInterval, aliveAt, startedAt, takes })
  );
}

/** When the kubelet was read: the value of `alive` is the time of its sample. */
export function readTimes(reply: PromReply): { readonly readAt?: readonly EpochMs[] } {
  const [alive] = partOf(reply, EVICTIONS, 'alive');
  return alive ? { readAt: [...new Set(alive.values)].map((seconds) => seconds * 1000) } : {};
}
