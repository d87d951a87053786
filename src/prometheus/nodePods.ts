import { podUidOf } from '../domain/events/isOfPod';
import type { Series } from '../domain/series';
import type { DurationMs } from '../domain/units';

import { partOf, seriesOf } from './events/eventSource';
import { CONTAINERS } from './events/sources/containers';
import { PODS } from './events/sources/pods';
import type { PrometheusPort, PromQuery, PromReply } from './ports/port';
import { instancesIn, nodeInstances } from './queries/nodeInstances';
import { podCgroups } from './queries/podCgroups';
import { podNames } from './queries/podNames';
import type { NodePod, NodeScope } from './scope';

/** What is asked around the range: a close look at its begin, and the five minutes that an instant looks back. */
const BEFORE: DurationMs = 20 * 60_000;

type Pods = Pick<NodeScope, 'pods' | 'podsError'>;

/** What is asked about a node before all else, in the range. */
export type LookedUp = Pick<NodeScope, 'pods' | 'podsError' | 'instances'>;

/**
 * The pods that kube-state-metrics showed on the node at any time of the range, gone ones too, by one small query. Absent where
 * it showed none: then nobody can name them but by their cgroups. Beside them the instances of what has no node label. Rejects only
 * when aborted.
 */
export async function loadNodePods(port: PrometheusPort, scope: Asked, signal?: AbortSignal): Promise<LookedUp> {
  const asked = around(scope);
  const reply = await ask(port, asked, [podNames(asked), ...nodeInstances(asked)], signal);
  const instances = instancesIn(reply, scope);
  return { ...podsIn(reply, 'podNames', namesIn), ...(instances && { instances }) };
}

/** The pods that left a cgroup there, by the kubelet's cAdvisor. */
export async function loadPodsOfCgroups(port: PrometheusPort, scope: Asked, signal?: AbortSignal): Promise<Pods> {
  const asked = around(scope);
  return podsIn(await ask(port, asked, [podCgroups(asked)], signal), 'podCgroups', podsOfCgroups);
}

type Asked = Pick<NodeScope, 'identity' | 'labels' | 'from' | 'to' | 'step'>;

const around = (scope: Asked): Asked => ({ ...scope, from: scope.from - BEFORE - 2 * scope.step });

const ask = (port: PrometheusPort, { from, to, step }: Asked, queries: readonly PromQuery[], signal?: AbortSignal) =>
  port({ queries, from, to, step }, signal);

function podsIn(
  { series, errors }: PromReply,
  refId: string,
  read: (series: readonly Series[]) => readonly NodePod[]
): Pods {
  const pods = read(series[refId] ?? []);
  const error = errors.find((one) => one.refId === undefined || one.refId === refId);
  return error ? { podsError: error.message } : pods.length > 0 ? { pods } : {};
}

/** The pods that the reply shows on the node and the scope does not name: younger than the look-up. */
export function findMissed({ pods }: Pods, reply: Pick<PromReply, 'series'>): readonly NodePod[] {
  const infos = [...partOf(reply, PODS, 'info'), ...(reply.series['podInfo'] ?? [])];
  const isOfCgroups = infos.length === 0 && pods?.some(({ uid }) => uid !== undefined);
  const found = isOfCgroups ? podsOfCgroups(seriesOf(reply, CONTAINERS)) : namesIn(infos);
  const known = new Set((isOfCgroups ? pods : pods?.map(nameOf))?.map(keyOf));
  return pods === undefined ? [] : found.filter((pod) => !known.has(keyOf(pod)));
}

const nameOf = ({ namespace, pod }: NodePod): NodePod => ({ namespace, pod });

/** Asks of a node and, where the answer shows pods that were not named, what names them once more. */
export async function askOfNode(
  port: PrometheusPort,
  scope: NodeScope,
  queriesOf: (scope: NodeScope) => readonly PromQuery[],
  signal?: AbortSignal
): Promise<{ readonly reply: PromReply; readonly scope: NodeScope }> {
  const { from, to, step } = scope;
  const reply = await port({ queries: queriesOf(scope), from, to, step }, signal);
  const again = askedAgain(scope, queriesOf, reply);
  if (again.queries.length === 0) {
    return { reply, scope };
  }
  const more = await port({ queries: again.queries, from, to, step }, signal);
  return { reply: renewed(reply, again.queries, more), scope: again.scope };
}

/** Of the questions those that read otherwise when they name the pods that the reply shows. */
export function askedAgain(
  scope: NodeScope,
  queriesOf: (scope: NodeScope) => readonly PromQuery[],
  reply: PromReply
): { readonly queries: readonly PromQuery[]; readonly scope: NodeScope } {
  const missed = findMissed(scope, reply);
  if (missed.length === 0) {
    return { queries: [], scope };
  }
  const whole = { ...scope, pods: [...(scope.pods ?? []), ...missed] };
  const textsOf = (query: PromQuery) =>
    [query, query.frugal?.closely?.(reply, scope)].map((one) => one && textOf(one)).join('\n');
  const before = new Map(queriesOf(scope).map((query) => [query.refId, textsOf(query)]));
  // What is wanted around changes is wanted around those of the other pods as well.
  const isOther = (query: PromQuery) =>
    before.get(query.refId) !== textsOf(query) || query.frugal?.atEnds !== undefined;
  return { queries: queriesOf(whole).filter(isOther), scope: whole };
}

/** The reply with the later answers in the place of the earlier. */
export function renewed(reply: PromReply, asked: readonly PromQuery[], later: PromReply): PromReply {
  const refIds = new Set(asked.map(({ refId }) => refId));
  const kept = Object.entries(reply.series).filter(([refId]) => !refIds.has(refId));
  return {
    series: { ...Object.fromEntries(kept), ...later.series },
    errors: [...reply.errors.filter(({ refId }) => refId === undefined || !refIds.has(refId)), ...later.errors],
    warnings: [...new Set([...reply.warnings, ...later.warnings])],
  };
}

/** In one order, so that a question reads the same whenever it is asked. */
const namesIn = (series: readonly Series[]): readonly NodePod[] =>
  inOrder(series.flatMap(({ labels: { namespace, pod } }) => (namespace && pod ? [{ namespace, pod }] : [])));

/** Without a uid nothing tells a pod of the same name elsewhere apart. */
export const podsOfCgroups = (series: readonly Series[]): readonly NodePod[] =>
  inOrder(
    series.flatMap(({ labels: { namespace, pod, id } }) => {
      const uid = podUidOf(id);
      return namespace && pod && uid ? [{ namespace, pod, uid }] : [];
    })
  );

function inOrder(pods: readonly NodePod[]): readonly NodePod[] {
  const byKey = new Map(pods.map((pod) => [keyOf(pod), pod]));
  return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []);
}

const keyOf = ({ namespace, pod, uid = '' }: NodePod): string => `${namespace}/${pod}/${uid}`;

const textOf = ({ expr, more = [], bare }: Pick<PromQuery, 'expr' | 'more' | 'bare'>): string =>
  [expr, ...more, JSON.stringify(bare)].join('\n');
