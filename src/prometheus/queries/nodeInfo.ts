import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { DurationMs } from '../../domain/units';
import { METRIC } from '../metrics';
import { clusterMatchers, inNamedGroups, nodeSeries, placesOfAny } from '../nodeSelector';
import type { NodesBySource } from '../nodesIn';
import type { Indexed } from '../ports/indexed';
import type { PromQuery } from '../ports/port';
import { inSeveral } from '../ports/queryLength';
import { aggregate, is, isNot, oneOf, or, selector, selectorOfAny, type Matcher } from '../promql';
import type { LabelNames } from '../scope';

export interface ClusterScope {
  readonly labels: LabelNames;
  readonly cluster?: string;
}

/** Which nodes to look for, and how far back from the end of the range. */
export interface IdentityScope extends ClusterScope {
  /** Only this one. */
  readonly node?: string;
  /** Only these, of whichever cluster. */
  readonly nodes?: readonly NodeIdentity[];
  readonly window: DurationMs;
  /** Of many nodes at once: looked at as seldom as the look-back allows. */
  readonly seldom?: true;
  /** What the value is, in seconds. */
  readonly seen: Seen;
}

/**
 * `last`: when. `briefly`: when, of those that are there at the end, and 0 of the others, which costs a server a fiftieth.
 * `at the end`: only those that are there.
 */
type Seen = 'last' | 'briefly' | 'at the end';

const ABOUT = [
  'internal_ip',
  'kubelet_version',
  'provider_id',
  'os_image',
  'kernel_version',
  'container_runtime_version',
];

/** kube_node_info of every node seen in the window. */
export function nodeInfo(scope: IdentityScope): PromQuery {
  const { labels, node, nodes } = scope;
  const names = nodes && inGroups(nodes).map((some) => oneOf(labels.node, some.map(nameOf)));
  const matchers = names ?? [node === undefined ? isNot(labels.node, '') : is(labels.node, node)];
  const parts = matchers.map((of) => lastSeen(selector(METRIC.nodeInfo, [of, ...clusterMatchers(scope)]), scope));
  return instant(
    'nodeInfo',
    parts.map((seen) => aggregate('max', seen, [labels.cluster, labels.node, ...ABOUT]))
  );
}

/** The nodes whose kubelet is scraped, for collections without kube-state-metrics. */
export function kubelets(scope: IdentityScope): PromQuery {
  const { labels, cluster, node, nodes } = scope;
  const wrap = (series: string) => lastSeen(series, scope);
  const ofAny = (metric: string, some: readonly NodeIdentity[]) =>
    placesOfAny(some, labels).map((place) => wrap(selector(metric, [...place, ...clusterMatchers(scope)])));
  const parts = nodes
    ? inGroups(nodes).map((some) => KUBELET_SIGNS.flatMap((metric) => ofAny(metric, some)))
    : [
        KUBELET_SIGNS.map((metric) =>
          node === undefined
            ? wrap(selector(metric, clusterMatchers(scope)))
            : nodeSeries({ identity: { node, ...(cluster && { cluster }) }, labels }, metric, [], wrap)
        ),
      ];
  return instant(
    'kubelets',
    parts.map((signs) => aggregate('max', or(...signs), [labels.cluster, labels.node, labels.instance]))
  );
}

/** By either source. */
export const nodesSeen = (scope: IdentityScope): readonly PromQuery[] => [nodeInfo(scope), kubelets(scope)];

/** The same of these nodes alone, each by its own source. */
export const nodesSeenOf = (
  scope: Omit<IdentityScope, 'node'>,
  { published, scraped }: NodesBySource
): readonly PromQuery[] => [
  ...(published.length > 0 ? [nodeInfo({ ...scope, nodes: published })] : []),
  ...(scraped.length > 0 ? [kubelets({ ...scope, nodes: scraped })] : []),
];

const instant = (refId: string, exprs: readonly string[]): PromQuery => ({
  refId,
  ...inSeveral(exprs),
  mode: 'instant',
});

/** A query names each of them twelve times, by its address as well: so many that it stays short enough. */
const inGroups = (nodes: readonly NodeIdentity[]): readonly NodeIdentity[][] => inNamedGroups(nodes, 13);

const nameOf = ({ node }: NodeIdentity): string => node;

const KUBELET_SIGNS = [METRIC.kubeletNodeName, METRIC.machineMemory, METRIC.nodeWorkingSet];
const NODE_SIGNS = [METRIC.nodeInfo, ...KUBELET_SIGNS];

/** Of a shorter time the samples are read as soon as an index, which knows it to hours. */
export const isLong = ({ window }: Pick<IdentityScope, 'window'>): boolean => window > 3_600_000;

/** Whom either of the two shows at any time of the window, without when it was. */
export function nodesEver(scope: EverScope): PromQuery {
  const { cluster, node, instance } = scope.labels;
  return ever('nodesEver', scope, { metrics: NODE_SIGNS, by: ['__name__', cluster, node, instance] });
}

/**
 * The same by names alone, which an index tells in a fifth of the time: of one cluster, and of all where there is but one. A Prometheus
 * names all of the blocks that the window touches, which may be of days before it.
 */
export function namesEver(scope: EverScope): readonly PromQuery[] {
  const { cluster, node, instance } = scope.labels;
  const of = (refId: string, asked: Omit<Ever, 'isOptional'>) => ever(refId, scope, { ...asked, isOptional: true });
  return [
    of(NAMES_EVER.nodes, { metrics: NODE_SIGNS, by: [node] }),
    of(NAMES_EVER.hosts, { metrics: KUBELET_SIGNS, matchers: [is(node, '')], by: [instance] }),
    ...(scope.cluster
      ? []
      : [
          of(NAMES_EVER.clusters, { metrics: NODE_SIGNS, by: [cluster] }),
          of(NAMES_EVER.unlabelled, { metrics: NODE_SIGNS, matchers: [is(cluster, '')], by: ['__name__'] }),
        ]),
  ];
}

/** What each tells: nodes by their label, hosts of what has none, clusters, and metrics without a cluster. */
export const NAMES_EVER = {
  nodes: 'nodeNamesEver',
  hosts: 'hostsEver',
  clusters: 'clustersEver',
  unlabelled: 'withoutClusterEver',
} as const;

/** The clusters of the nodes that either of the two shows: a few names, however many nodes there are. */
export function clusters({ labels, window }: Pick<EverScope, 'labels' | 'window'>): PromQuery {
  return ever('clusters', { labels, window }, { metrics: NODE_SIGNS, by: [labels.cluster] });
}

/** Who there was in a time. */
export type EverScope = ClusterScope & Pick<IdentityScope, 'window'>;

interface Ever extends Pick<Indexed, 'by' | 'isOptional'> {
  readonly metrics: readonly string[];
  readonly matchers?: readonly Matcher[];
}

/** A server goes through all samples of a day for it, 0.9 s for a thousand nodes; its index tells it at once. */
function ever(
  refId: string,
  { window, ...scope }: EverScope,
  { metrics, matchers = [], by, isOptional }: Ever
): PromQuery {
  const of = [...matchers, ...clusterMatchers(scope)];
  const signs = metrics.map((metric) => `last_over_time(${selector(metric, of)}[${secondsOf(window)}s])`);
  return {
    refId,
    expr: aggregate('group', or(...signs), by),
    mode: 'instant',
    isAlone: true,
    index: { series: selectorOfAny(metrics, of), by, window, ...(isOptional && { isOptional }) },
  };
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

const secondsOf = (window: DurationMs): number => Math.max(LOOKBACK_SECONDS, Math.ceil(window / 1000));

/** A subquery: whatever `last_over_time` finds has lost its time, and of two versions of a node the later one counts. */
function lastSeen(series: string, { window, seldom, seen }: Pick<IdentityScope, 'window' | 'seldom' | 'seen'>): string {
  const [seconds, now] = [secondsOf(window), `timestamp(${series})`];
  if (seen === 'at the end') {
    return now;
  }
  if (seen === 'briefly') {
    return `${now} or last_over_time(${series}[${seconds}s]) * 0`;
  }
  const step = seldom ? LOOKBACK_SECONDS : Math.min(LOOKBACK_SECONDS, Math.max(60, Math.ceil(seconds / 100)));
  return `max_over_time(${now}[${seconds}s:${step}s])`;
}
