import type { PodName } from '../../domain/incidents/reviewData';
import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { DurationMs, EpochMs } from '../../domain/units';
import { ofKubepods } from '../kubepods';
import { METRIC } from '../metrics';
import {
  clusterMatchers,
  kubeNodeSeries,
  nodeSeries,
  podMatchers,
  type OnAllNodes,
  type OnNode,
} from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, is, matches, or, selector, unless, type Matcher } from '../promql';
import type { KubeletOverride, LabelNames } from '../scope';

import { CONTAINER_LABELS, OF_CADVISOR } from '../cadvisorLabels';
import { freshNodeSeries } from './fresh';
import { liveOnly } from './liveOnly';
import { sumOnce } from './sumOnce';

/** The nodes that get a row each. One node is asked for by name, several as all of their cluster, aggregated by node. */
export interface BudgetScope {
  readonly identities: readonly NodeIdentity[];
  readonly labels: LabelNames;
  /** The chosen cluster; empty for all, or for series without a cluster label. */
  readonly cluster?: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly step: DurationMs;
  readonly scrapeInterval: DurationMs;
  readonly overrides: readonly KubeletOverride[];
  /** Of the one node, where they are known. */
  readonly pods?: readonly PodName[];
}

/** What tells nodes apart in a reply. */
export const nodeLabels = ({ labels }: BudgetScope): readonly string[] => [
  labels.cluster,
  labels.node,
  labels.instance,
];

const range = (refId: string, expr: string): PromQuery => ({ refId, expr, mode: 'range' });
const instant = (refId: string, expr: string): PromQuery => ({ refId, expr, mode: 'instant' });

/** How much each node and its pods use, over the range: the trend tells when a line is reached. */
export function budgetUsage(scope: BudgetScope): readonly PromQuery[] {
  const { scrapeInterval } = scope;
  const on = { ...asked(scope), scrapeInterval };
  const by = nodeLabels(scope);
  const root = freshNodeSeries(on, METRIC.containerWorkingSet, [is('id', '/')]);
  const ofKubelet = freshNodeSeries(on, METRIC.nodeWorkingSet, []);
  const containers = nodeSeries(on, METRIC.containerWorkingSet, OF_CADVISOR);
  return [
    range('budgetNode', aggregate('max', root, by)),
    range('budgetNodeOfKubelet', aggregate('max', ofKubelet, by)),
    range('budgetNodeOfMeminfo', meminfo(scope)),
    range('budgetPods', sumOnce(liveOnly(on, containers, OF_CADVISOR), CONTAINER_LABELS, by)),
  ];
}

/** The inputs of each node's lines at the end of the range, in the order of `exposing`. */
export function budgetLines(scope: BudgetScope): readonly PromQuery[] {
  const on = asked(scope);
  const by = nodeLabels(scope);
  const ofNode = (metric: string, resource: string) =>
    aggregate('max', kubeNodeSeries(on, metric, [is('resource', resource)]), by);
  const limit = (id: Matcher) => nodeSeries(on, METRIC.containerMemoryLimit, [id]);
  const kubepods = ofKubepods(on, limit);
  const hugepages = kubeNodeSeries(on, METRIC.nodeCapacity, [matches('resource', 'hugepages_.+')]);
  return [
    instant('budgetCapacity', ofNode(METRIC.nodeCapacity, 'memory')),
    instant('budgetMachine', aggregate('max', nodeSeries(on, METRIC.machineMemory), by)),
    instant('budgetMemTotal', aggregate('max', nodeSeries(on, METRIC.memTotal), by)),
    instant('budgetRoot', aggregate('max', `(${limit(is('id', '/'))}) > 0`, by)),
    instant('budgetAllocatable', ofNode(METRIC.nodeAllocatable, 'memory')),
    instant('budgetLimit', or(aggregate('min', `(${kubepods}) > 0`, by), aggregate('min', kubepods, by))),
    instant('budgetHugepages', sumOnce(hugepages, ['resource'], by)),
    instant('budgetMaxPods', ofNode(METRIC.nodeCapacity, 'pods')),
  ];
}

/** Whether anything runs below a kubepods cgroup, which only a kubelet makes. */
export function budgetKubepods(scope: BudgetScope): PromQuery {
  const below = nodeSeries(asked(scope), METRIC.containerWorkingSet, [matches('id', '.*kubepods.*')]);
  return instant('budgetKubepods', aggregate('max', below, nodeLabels(scope)));
}

/**
 * Requests and limits of the pods on each node. kube-state-metrics keeps those of finished pods (KSM#458), whose phase carries
 * no node: where the pods are not named, this is the one selector that reads two series for each pod of the cluster.
 */
export function budgetRequests(scope: BudgetScope): readonly PromQuery[] {
  const on = asked(scope);
  const { cluster } = scope.labels;
  const named = 'identity' in on && (on.pods?.length ?? 0) <= MOST_NAMED ? podMatchers(on) : [];
  const finished = selector(METRIC.podPhase, [matches('phase', 'Failed|Succeeded'), ...clusterMatchers(on), ...named]);
  const sum = (metric: string) => {
    const running = unless(kubeNodeSeries(on, metric, [is('resource', 'memory')]), `(${finished}) == 1`, [
      cluster,
      'namespace',
      'pod',
    ]);
    return sumOnce(running, CONTAINER_LABELS, [cluster, scope.labels.node]);
  };
  return [
    instant('budgetRequests', sum(METRIC.containerRequests)),
    instant('budgetLimits', sum(METRIC.containerLimits)),
  ];
}

/** More would make the query longer than every server takes. */
const MOST_NAMED = 100;

function meminfo(scope: BudgetScope): string {
  const value = (metric: string) => `(${aggregate('max', nodeSeries(asked(scope), metric), nodeLabels(scope))})`;
  const swapCached = or(value(METRIC.swapCached), `0 * ${value(METRIC.cached)}`);
  const used = [value(METRIC.anonPages), value(METRIC.cached), value(METRIC.buffers), `(${swapCached})`].join(' + ');
  return `(${used}) - ${value(METRIC.inactiveFile)}`;
}

function asked({ identities, labels, cluster, pods }: BudgetScope): OnNode | OnAllNodes {
  const [identity, ...others] = identities;
  return identity && others.length === 0
    ? { identity, labels, ...(pods && { pods }) }
    : { labels, ...(cluster && { cluster }), ...(identity?.kubepods && { kubepods: identity.kubepods }) };
}
