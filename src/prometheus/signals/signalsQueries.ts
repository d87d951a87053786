import { allOf } from '../fleet/parts';
import type { OnNode } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate } from '../promql';

import { SIGNALS } from './catalogue';
import { setupQueries } from './setupQueries';
import { seriesOf, type Signal } from './signal';

/** Over which the samples are counted, to tell the scrape interval. */
export const COUNTED_SECONDS = 600;

/** Each family of series for one node at the end of the range, and how the collection is set up: one request. */
export const signalsQueries = (on: OnNode): PromQuery[] => [
  ...SIGNALS.map((signal) => ({
    refId: `signal-${signal.id}`,
    expr: allOf(partsOf(signal, on)),
    mode: 'instant' as const,
  })),
  ...setupQueries(on),
];

/** Of the pods' statuses only how many: their samples are as old as those of kube_pod_info, and cost what the cluster costs. */
function partsOf(signal: Signal, on: OnNode): Readonly<Record<string, string>> {
  const { node, instance } = on.labels;
  const count = aggregate('count', seriesOf(signal, on), ['job', 'metrics_path', node, instance]);
  if (signal.of === 'kube-pod') {
    return { count };
  }
  const wrapped = (wrap: (bare: string) => string) => aggregate('max', seriesOf(signal, on, wrap));
  return {
    count,
    newest: wrapped((bare) => `timestamp(${bare})`),
    samples: wrapped((bare) => `count_over_time(${bare}[${COUNTED_SECONDS}s])`),
  };
}
