import { IS_KUBEPODS, ofKubepods } from '../kubepods';
import { kubeNodeSeries, kubePodSeries, nodeSeries, type OnNode } from '../nodeSelector';
import type { Matcher } from '../promql';

/** Where a person sees what a family of series is good for. */
export type Shown = 'node chart' | 'budget' | 'who is next' | 'events' | 'incidents' | 'fleet';

/** Who exports it, which is also what has to be scraped. */
export type Exporter = 'cadvisor' | 'kubelet' | 'resource' | 'kube-state-metrics' | 'node-exporter';

/** One family of series that Tidemark reads: plain data, so that it travels in a frame. */
export interface Signal {
  /** Also the refId of the query that counts it. */
  readonly id: string;
  /** As one would look it up: `container_memory_working_set_bytes{id="/"}`. */
  readonly series: string;
  readonly from: Exporter;
  readonly metric: string;
  /** All names of the family, as a pattern, where they are several. */
  readonly family?: string;
  readonly matchers: readonly Matcher[];
  /** How the node is found: by its scrape, of its kubepods cgroup, by the node label of kube-state-metrics, or by the node's pods. */
  readonly of: 'node' | 'kubepods' | 'kube-node' | 'kube-pod';
  readonly gives: string;
  /** What cannot be shown without it. */
  readonly costs: string;
  readonly shownIn: readonly Shown[];
  /** The exact setting that brings it back. */
  readonly remedy: string;
  /** Absent until the first event of its kind: its absence says nothing. */
  readonly onlyAfterEvents?: boolean;
  /** Read only where that other one is missing. */
  readonly standsInFor?: string;
}

/** The node's series of the family; `wrap` goes around each bare selector. */
export function seriesOf({ of, metric, matchers }: Signal, on: OnNode, wrap = (bare: string) => bare): string {
  switch (of) {
    case 'node':
      return nodeSeries(on, metric, matchers, wrap);
    case 'kubepods':
      return ofKubepods(on, (id) => nodeSeries(on, metric, [id, ...matchers], wrap));
    case 'kube-node':
      return wrap(kubeNodeSeries(on, metric, matchers));
    case 'kube-pod':
      return kubePodSeries(on, metric, matchers);
  }
}

/** Whether a series with these labels belongs to the family, on whichever node. */
export function isOfFamily(
  { of, metric, family = metric, matchers }: Signal,
  labels: Readonly<Record<string, string>>
) {
  const all = [...matchers, ...(of === 'kubepods' ? [IS_KUBEPODS] : [])];
  return whole(family).test(labels['__name__'] ?? '') && all.every((matcher) => holds(matcher, labels[matcher.label]));
}

function holds({ op, value }: Matcher, actual = ''): boolean {
  switch (op) {
    case '=':
      return actual === value;
    case '!=':
      return actual !== value;
    case '=~':
      return whole(value).test(actual);
    case '!~':
      return !whole(value).test(actual);
  }
}

/** Prometheus anchors its patterns on both ends. */
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);
