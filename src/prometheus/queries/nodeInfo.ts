import type { DurationMs } from '../../domain/units';
import { METRIC } from '../metrics';
import { clusterMatchers, nodeSeries } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, is, isNot, or, selector } from '../promql';
import type { LabelNames } from '../scope';

export interface ClusterScope {
  readonly labels: LabelNames;
  readonly cluster?: string;
}

/** Which nodes to look for, and how far back from the end of the range. */
export interface IdentityScope extends ClusterScope {
  readonly node?: string;
  readonly window: DurationMs;
  /** Of many nodes at once: looked at as seldom as the look-back allows. */
  readonly seldom?: true;
  /** Of those that are not there at the end it is not told when they were: 0. */
  readonly isBrief?: boolean;
}

const ABOUT = [
  'internal_ip',
  'kubelet_version',
  'provider_id',
  'os_image',
  'kernel_version',
  'container_runtime_version',
];

/** kube_node_info of every node seen in the window; the value is when it was last seen, in seconds. */
export function nodeInfo(scope: IdentityScope): PromQuery {
  const { labels, node } = scope;
  const matchers = [node === undefined ? isNot(labels.node, '') : is(labels.node, node), ...clusterMatchers(scope)];
  const seen = lastSeen(selector(METRIC.nodeInfo, matchers), scope);
  const expr = aggregate('max', seen, [labels.cluster, labels.node, ...ABOUT]);
  return { refId: 'nodeInfo', expr, mode: 'instant' };
}

/** The nodes whose kubelet is scraped, for collections without kube-state-metrics. */
export function kubelets(scope: IdentityScope): PromQuery {
  const { labels, cluster, node } = scope;
  const wrap = (series: string) => lastSeen(series, scope);
  const signs = KUBELET_SIGNS.map((metric) =>
    node === undefined
      ? wrap(selector(metric, clusterMatchers(scope)))
      : nodeSeries({ identity: { node, ...(cluster && { cluster }) }, labels }, metric, [], wrap)
  );
  const expr = aggregate('max', or(...signs), [labels.cluster, labels.node, labels.instance]);
  return { refId: 'kubelets', expr, mode: 'instant' };
}

const KUBELET_SIGNS = [METRIC.kubeletNodeName, METRIC.machineMemory, METRIC.nodeWorkingSet];
const NODE_SIGNS = [METRIC.nodeInfo, ...KUBELET_SIGNS];

/** The clusters of the nodes that either of the two shows: a few names, however many nodes there are. */
export function clusters({ labels, ...scope }: Omit<IdentityScope, 'node' | 'cluster'>): PromQuery {
  const signs = NODE_SIGNS.map((metric) => lastSeen(selector(metric, []), scope));
  return { refId: 'clusters', expr: aggregate('group', or(...signs), [labels.cluster]), mode: 'instant' };
}

/** When any node was seen last, in seconds. Summed up at each step: the reply is one number, however many nodes there are. */
export function lastNode({ window, ...scope }: ClusterScope & Pick<IdentityScope, 'window'>): PromQuery {
  const signs = NODE_SIGNS.map((metric) => `timestamp(${selector(metric, clusterMatchers(scope))})`);
  // Prometheus looks back five minutes for an instant: nothing falls between two steps.
  const expr = `max_over_time(${aggregate('max', or(...signs))}[${Math.ceil(window / 1000)}s:300s])`;
  return { refId: 'lastNode', expr, mode: 'instant' };
}

/** Prometheus looks back so long for an instant: at steps no wider, a node that lived for minutes is not stepped over. */
const LOOKBACK_SECONDS = 300;

/** A subquery: whatever `last_over_time` finds has lost its time, and of two versions of a node the later one counts. */
function lastSeen(series: string, { window, seldom, isBrief }: Omit<IdentityScope, 'labels'>): string {
  const seconds = Math.max(LOOKBACK_SECONDS, Math.ceil(window / 1000));
  if (isBrief) {
    return `timestamp(${series}) or last_over_time(${series}[${seconds}s]) * 0`;
  }
  const step = seldom ? LOOKBACK_SECONDS : Math.min(LOOKBACK_SECONDS, Math.max(60, Math.ceil(seconds / 100)));
  return `max_over_time(timestamp(${series})[${seconds}s:${step}s])`;
}
