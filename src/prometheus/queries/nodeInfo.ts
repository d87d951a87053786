import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { DurationMs } from '../../domain/units';
import { METRIC } from '../metrics';
import { clusterMatchers, nodeSeries, placesOfAny } from '../nodeSelector';
import type { NodesBySource } from '../nodesIn';
import type { PromQuery } from '../ports/port';
import { inShortGroups } from '../ports/queryLength';
import { aggregate, is, isNot, oneOf, or, regexLiteral, selector, selectorOfAny } from '../promql';
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

const instant = (refId: string, [expr = '', ...more]: readonly string[]): PromQuery => ({
  refId,
  expr,
  mode: 'instant',
  ...(more.length > 0 && { more }),
});

/** A query names each of them twelve times, by its address as well: so many that it stays short enough. */
const inGroups = (nodes: readonly NodeIdentity[]): readonly NodeIdentity[][] =>
  inShortGroups(nodes, ({ node, internalIp = '' }) => regexLiteral(`${node} ${internalIp}`).repeat(13));

const nameOf = ({ node }: NodeIdentity): string => node;

const KUBELET_SIGNS = [METRIC.kubeletNodeName, METRIC.machineMemory, METRIC.nodeWorkingSet];
const NODE_SIGNS = [METRIC.nodeInfo, ...KUBELET_SIGNS];

/** Of a shorter time the samples are read as soon as an index, which knows it to hours. */
export const isLong = ({ window }: Pick<IdentityScope, 'window'>): boolean => window > 3 * 3_600_000;

/** Whom either of the two shows at any time of the window, without when it was. */
export function nodesEver({ labels, window, ...scope }: Omit<IdentityScope, 'node' | 'nodes' | 'seen'>): PromQuery {
  return ever('nodesEver', { labels, window, ...scope }, ['__name__', labels.cluster, labels.node, labels.instance]);
}

/** The clusters of the nodes that either of the two shows: a few names, however many nodes there are. */
export function clusters({ labels, window }: Pick<IdentityScope, 'labels' | 'window'>): PromQuery {
  return ever('clusters', { labels, window }, [labels.cluster]);
}

/** A server goes through all samples of a day for it, 0.9 s for a thousand nodes; its index tells it at once. */
function ever(
  refId: string,
  { window, ...scope }: ClusterScope & Pick<IdentityScope, 'window'>,
  by: readonly string[]
): PromQuery {
  const of = clusterMatchers(scope);
  const signs = NODE_SIGNS.map((metric) => `last_over_time(${selector(metric, of)}[${secondsOf(window)}s])`);
  return {
    refId,
    expr: aggregate('group', or(...signs), by),
    mode: 'instant',
    isAlone: true,
    index: { series: selectorOfAny(NODE_SIGNS, of), by, window },
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
