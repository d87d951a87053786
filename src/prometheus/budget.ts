import { inferNodeLines } from '../domain/lines/inferNodeLines';
import { topPercent } from '../domain/node/kubectlTop';
import { withoutKubelet } from '../domain/node/noKubelet';
import type { NodeIdentity } from '../domain/node/nodeIdentity';
import { findNearestLine, type NearestLine } from '../domain/trend/nearestLine';
import type { NodeLines } from '../domain/lines/nodeLines';
import type { Series } from '../domain/series';
import type { Bytes } from '../domain/units';

import { exposing } from './nodeLinesOverTime';
import type { PromQuery, PromReply } from './ports/port';
import { hostIn } from './nodesIn';
import { budgetKubepods, budgetLines, budgetRequests, budgetUsage, type BudgetScope } from './queries/budget';

export type { BudgetScope };

/** One node's memory at the end of a range; what is unknown is absent. */
export interface BudgetRow {
  readonly identity: NodeIdentity;
  readonly lines: NodeLines;
  /** Sums over the pods that are not finished. */
  readonly requests?: Bytes;
  readonly limits?: Bytes;
  readonly nodeWorkingSet?: Bytes;
  /** capacity − nodeWorkingSet */
  readonly nodeAvailable?: Bytes;
  /** Sum over containers. */
  readonly podsWorkingSet?: Bytes;
  /** As `kubectl top node` prints it. */
  readonly topPercent?: number;
  /** What is left until each line; negative beyond it. */
  readonly podsToEviction?: Bytes;
  readonly podsToLimit?: Bytes;
  readonly nodeToEviction?: Bytes;
  /** The line that today's trend reaches first; absent without a trend towards any. */
  readonly nearest?: NearestLine;
}

export function budgetQueries(scope: BudgetScope): PromQuery[] {
  return [...budgetUsage(scope), ...budgetLines(scope), ...budgetRequests(scope), budgetKubepods(scope)];
}

/** A row for each of the scope's nodes, in their order. */
export function evaluateBudget(scope: BudgetScope, reply: PromReply): readonly BudgetRow[] {
  const isWhole = !reply.errors.some(({ refId }) => refId === undefined || [ROOT, ...OF_KUBELET].includes(refId));
  return scope.identities.map((identity) => {
    const find = seriesOf(scope, identity, reply);
    const row = rowOf(scope, identity, find);
    return isWhole && hasNoKubelet(find)
      ? { ...row, lines: { ...row.lines, findings: withoutKubelet(row.lines.findings) } }
      : row;
  });
}

/** cAdvisor shows the node's root cgroup, and nothing that only a kubelet or kube-state-metrics could know is there. */
const hasNoKubelet = (find: Find): boolean =>
  find(ROOT) !== undefined && OF_KUBELET.every((refId) => find(refId) === undefined);

const ROOT = 'budgetNode';
const OF_KUBELET = [
  'budgetNodeOfKubelet',
  'budgetCapacity',
  'budgetAllocatable',
  'budgetLimit',
  'budgetMaxPods',
  'budgetRequests',
  'budgetLimits',
  'budgetKubepods',
];

type Find = (refId: string) => Series | undefined;

function rowOf(scope: BudgetScope, identity: NodeIdentity, find: Find): BudgetRow {
  const oldest = scope.to - Math.max(300_000, 2 * scope.step);
  const last = (refId: string) => lastOf(find(refId), oldest);
  const lines = inferNodeLines(exposing({ identity, overrides: scope.overrides })(BUDGET_INPUTS.map(last)));
  const node = find('budgetNode') ?? find('budgetNodeOfKubelet') ?? find('budgetNodeOfMeminfo');
  const pods = find('budgetPods');
  const [nodeWorkingSet, podsWorkingSet] = [lastOf(node, oldest), lastOf(pods, oldest)];
  const nodeAvailable = minus(lines.capacity?.value, nodeWorkingSet);
  return {
    identity,
    lines,
    ...known({
      requests: last('budgetRequests'),
      limits: last('budgetLimits'),
      nodeWorkingSet,
      nodeAvailable: nodeAvailable === undefined ? undefined : Math.max(0, nodeAvailable),
      podsWorkingSet,
      topPercent: nodeWorkingSet == null ? undefined : topPercent(nodeWorkingSet, lines.allocatable?.value ?? 0),
      podsToEviction: minus(lines.podsEvictionLine?.value, podsWorkingSet),
      podsToLimit: minus(lines.kubepodsLimit?.value, podsWorkingSet),
      nodeToEviction: minus(nodeAvailable, lines.evictionHard?.value),
      nearest: findNearestLine(lines, { node, pods }),
    }),
  };
}

/** The inputs of a node's lines, in the order of `exposing`. */
export const BUDGET_INPUTS = [
  'budgetCapacity',
  'budgetMachine',
  'budgetMemTotal',
  'budgetRoot',
  'budgetAllocatable',
  'budgetLimit',
  'budgetHugepages',
  'budgetMaxPods',
];

/** The series of one node: by its name, or where a series has none by an instance of its name or address. */
function seriesOf({ labels }: BudgetScope, { cluster = '', node, internalIp }: NodeIdentity, reply: PromReply): Find {
  const isOurs = ({ labels: found }: Series) => {
    const host = hostIn(found[labels.instance]);
    const name = found[labels.node] ?? '';
    return (
      (found[labels.cluster] ?? '') === cluster && (name === '' ? [node, internalIp].includes(host) : name === node)
    );
  };
  return (refId) => reply.series[refId]?.find(isOurs);
}

/** The last number, unless it is older than the end of the range allows: then the node may be gone. */
function lastOf(series: Series | undefined, oldest = 0): number | null {
  const index = series?.values.findLastIndex((value) => Number.isFinite(value)) ?? -1;
  return (series?.times[index] ?? -1) >= oldest ? (series?.values[index] ?? null) : null;
}

function minus(whole: Bytes | null | undefined, part: Bytes | null | undefined): Bytes | undefined {
  return whole == null || part == null ? undefined : whole - part;
}

type Known<T> = { readonly [Key in keyof T]?: NonNullable<T[Key]> };

function known<T extends object>(parts: T): Known<T> {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part != null)) as Known<T>;
}
