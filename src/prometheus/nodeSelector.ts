import type { PodName } from '../domain/incidents/reviewData';
import type { NodeIdentity } from '../domain/node/nodeIdentity';

import { METRIC } from './metrics';
import { inShortGroups } from './ports/queryLength';
import { and, is, isNot, matches, oneOf, or, quote, regexLiteral, selector, unless, type Matcher } from './promql';
import type { Instances, LabelNames } from './scope';

/** What a selector must know of the node: any NodeScope will do. */
export interface OnNode {
  readonly identity: NodeIdentity;
  readonly labels: LabelNames;
  /** Its pods, where they are known. */
  readonly pods?: readonly PodName[];
  /** The instances by which it is scraped without a node label, where that was looked up. */
  readonly instances?: Instances;
  /** For a person to read and to run again: what a server is slow at stands in the selector. */
  readonly isShown?: true;
}

/** All nodes, of one cluster once it is chosen: for what is then aggregated by node. */
export interface OnAllNodes {
  readonly labels: LabelNames;
  readonly cluster?: string;
  /** Ids of their kubepods cgroups, where they were looked up. */
  readonly kubepods?: readonly string[];
}

/**
 * Series of one node as its kubelet, cAdvisor or node_exporter is scraped: by the node label, or, where a scrape adds none,
 * by `instance` (host, host:port, IP:port). The operands are disjoint, so nothing is counted twice.
 *
 * `wrap` goes around each operand, for functions such as `timestamp` that need a bare selector.
 */
export function nodeSeries(
  on: OnNode | OnAllNodes,
  metric: string,
  matchers: readonly Matcher[] = [],
  wrap: (selector: string) => string = (bare) => bare
): string {
  if (!('identity' in on)) {
    return wrap(selector(metric, [...clusterMatchers(on), ...matchers]));
  }
  const late = on.isShown ? [] : matchers.filter(isSifted);
  const selected = matchers.filter((matcher) => !late.includes(matcher));
  const found = or(...nodePlaces(on, selected, metric).map((place) => wrap(selector(metric, place))));
  return late.reduce(sifted, found);
}

/**
 * Of a label of which each pod or cgroup of the cluster has a value of its own, whether it is there at all, and what most values match:
 * in a selector a Prometheus goes through all of these values (tsdb/querier.go, PostingsForMatchers), 70 ms for the ids of a thousand
 * nodes. Of one node it is asked of what was selected.
 */
const isSifted = ({ label, op, value }: Matcher): boolean =>
  MANY_VALUED.includes(label) &&
  (op === '=' || op === '!=' ? value === '' : op === '=~' && /^[.][*].*[.][*]$/.test(value));

const MANY_VALUED = ['id', 'name', 'pod'];

/** Of the series those with the label, or without it, or where it matches. */
function sifted(series: string, { label, op, value }: Matcher): string {
  const mark = `tidemark_${label}`;
  const marked = `label_replace(${series}, "${mark}", "1", "${label}", ${quote(value || '.+')})`;
  const one = `label_replace(vector(1), "${mark}", "1", "", "")`;
  return op === '=' ? unless(marked, one, [mark]) : and(marked, one, [mark]);
}

/** The disjoint places at which series of one node may stand: by the node label, and without one by the instance. */
export function nodePlaces(
  on: OnNode,
  matchers: readonly Matcher[],
  metric: string
): ReadonlyArray<readonly Matcher[]> {
  const byLabel = [is(on.labels.node, on.identity.node), ...clusterMatchers(on), ...matchers];
  const instances = on.instances?.[OF_KUBELET.includes(metric) ? 'kubelet' : 'others'];
  if (instances?.length === 0) {
    return [byLabel];
  }
  const byInstance = instances
    ? [is(on.labels.node, ''), oneOf(on.labels.instance, instances), ...clusterMatchers(on)]
    : withoutLabel(on);
  return [byLabel, [...byInstance, ...matchers]];
}

/** What the kubelet's pages have of what is asked about one node. */
export const OF_KUBELET: readonly string[] = [
  METRIC.containerWorkingSet,
  METRIC.containerMemoryLimit,
  METRIC.containerStartTime,
  METRIC.containerOomEvents,
  METRIC.containerPeak,
  METRIC.containerFailures,
  METRIC.machineMemory,
  METRIC.machineSwap,
  METRIC.nodeWorkingSet,
  METRIC.kubeletEvictions,
  METRIC.kubeletRunningPods,
];

/** Series of the node that a scrape gave no node label, whatever it is scraped by. */
export function withoutLabel(on: OnNode): readonly Matcher[] {
  const { identity, labels } = on;
  return [...unlabelled([identity], labels), ...clusterMatchers(on)];
}

const unlabelled = (nodes: readonly NodeIdentity[], { node, instance }: LabelNames): readonly Matcher[] => [
  is(node, ''),
  matches(instance, instancePattern(nodes)),
];

/** The disjoint places at which series of any of these nodes may stand, of whichever cluster. */
export const placesOfAny = (nodes: readonly NodeIdentity[], labels: LabelNames): ReadonlyArray<readonly Matcher[]> => [
  [
    oneOf(
      labels.node,
      nodes.map(({ node }) => node)
    ),
  ],
  unlabelled(nodes, labels),
];

/** Neighbours together whose names and addresses a query may carry so many times. */
export const inNamedGroups = (nodes: readonly NodeIdentity[], times: number, most?: number): NodeIdentity[][] =>
  inShortGroups(nodes, ({ node, internalIp = '' }) => regexLiteral(`${node} ${internalIp}`).repeat(times), most);

/** kube-state-metrics series that carry the node label themselves: `kube_node_*`, `kube_pod_info`, container resources. */
export function kubeNodeSeries(on: OnNode | OnAllNodes, metric: string, matchers: readonly Matcher[] = []): string {
  return selector(metric, kubePlace(on, matchers));
}

/** Where they stand. */
export function kubePlace(on: OnNode | OnAllNodes, matchers: readonly Matcher[] = []): readonly Matcher[] {
  const node = 'identity' in on ? is(on.labels.node, on.identity.node) : isNot(on.labels.node, '');
  return [node, ...clusterMatchers(on), ...matchers];
}

/** The cluster matcher, once a cluster is chosen. */
export function clusterMatchers(on: OnNode | OnAllNodes): readonly Matcher[] {
  const { cluster } = 'identity' in on ? on.identity : on;
  return cluster ? [is(on.labels.cluster, cluster)] : [];
}

/** The pods of the node by their names, which a server looks up in its index; without names all pods. */
export function podMatchers({ pods }: OnNode): readonly Matcher[] {
  if (!pods) {
    return [];
  }
  const matchers = namedBy.get(pods) ?? matchersOf(pods);
  namedBy.set(pods, matchers);
  return matchers;
}

/** A dozen queries name the same pods. */
const namedBy = new WeakMap<readonly PodName[], readonly Matcher[]>();

function matchersOf(pods: readonly PodName[]): readonly Matcher[] {
  return [
    oneOf(
      'namespace',
      pods.map(({ namespace }) => namespace)
    ),
    oneOf(
      'pod',
      pods.map(({ pod }) => pod)
    ),
  ];
}

/**
 * Pod-level kube-state-metrics series without a node label (`kube_pod_status_*`), kept for the pods of the node: a pod of the same
 * name may have run elsewhere. Where the pods are not named this costs what the cluster's pods cost.
 */
export function kubePodSeries(on: OnNode, metric: string, matchers: readonly Matcher[] = []): string {
  const pods = kubeNodeSeries(on, 'kube_pod_info');
  return `(${selector(metric, [...clusterMatchers(on), ...podMatchers(on), ...matchers])}) and on (namespace,pod,uid) (${pods})`;
}

function instancePattern(nodes: readonly NodeIdentity[]): string {
  const hosts = nodes.flatMap(({ node, internalIp }) => [node, ...(internalIp ? [internalIp] : [])]);
  return `(?:${hosts.map(regexLiteral).join('|')})(?::[0-9]+)?`;
}
