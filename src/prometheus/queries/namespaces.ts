import type { DurationMs } from '../../domain/units';
import { METRIC } from '../metrics';
import { kubeNodeSeries } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate } from '../promql';
import type { LabelNames } from '../scope';

/** Which namespaces to look for, and how far back from the end of the range. */
export interface NamespaceScope {
  readonly labels: LabelNames;
  /** Empty for all. */
  readonly cluster?: string;
  /** Only those with a pod on this node; empty for all. */
  readonly node?: string;
  readonly window: DurationMs;
}

/** One series per namespace that had a pod in the window. */
export function namespaces({ labels, cluster, node, window }: NamespaceScope): PromQuery {
  const on = { labels, ...(cluster && { cluster }) };
  const pods = kubeNodeSeries(node ? { identity: { node, ...(cluster && { cluster }) }, labels } : on, METRIC.podInfo);
  const seen = `last_over_time(${pods}[${Math.max(300, Math.ceil(window / 1000))}s])`;
  return { refId: 'namespaces', expr: aggregate('group', seen, ['namespace']), mode: 'instant' };
}
