import type { NodeEventKind } from '../domain/events/events';
import type { PodsMeasure } from '../prometheus/scope';

import type { Chooser, OfferedKind, TidemarkQuery, TidemarkQueryKind } from './query';

interface Choice<T> {
  readonly value: T;
  readonly label: string;
  readonly description: string;
}

export const QUERY_KINDS: ReadonlyArray<Choice<OfferedKind>> = [
  { value: 'nodeMemory', label: 'Node memory', description: "A node's curves over time against the lines that kill" },
  {
    value: 'budget',
    label: 'Budget',
    description: 'Capacity, reserves, allocatable, usage and headroom, one row per node',
  },
  { value: 'events', label: 'Events', description: 'Evictions, OOM kills, terminations and memory pressure' },
  { value: 'incidents', label: 'Incidents', description: 'Why pods were evicted or killed, who caused it, who paid' },
  {
    value: 'fleet',
    label: 'Fleet',
    description:
      'How far every node is from evicting, the nearest first, and what happened on each; made for many nodes',
  },
  {
    value: 'evictionOrder',
    label: 'Eviction order',
    description: 'Who is next at the end of the range: pods by the kubelet, containers by the kernel',
  },
  { value: 'signals', label: 'Signals', description: 'Which series there are, and how to get those that are missing' },
];

/** Undefined stands for both. */
export const CHOOSERS: ReadonlyArray<Choice<Chooser | undefined>> = [
  { value: undefined, label: 'Both', description: 'Two tables in one answer' },
  { value: 'kubelet', label: 'kubelet', description: 'Pods in the order of eviction' },
  { value: 'kernel', label: 'Kernel', description: 'Containers by the score of the OOM killer' },
];

export const MEASURES: ReadonlyArray<Choice<PodsMeasure>> = [
  { value: 'containers', label: 'Containers', description: 'Sum over the containers, without pause containers' },
  { value: 'pods', label: 'Pods', description: 'Sum over the pod cgroups, with pause containers and what pods share' },
  { value: 'kubepods', label: 'kubepods', description: 'The kubepods cgroup: what the kubelet itself compares' },
];

export const EVENT_KINDS: ReadonlyArray<Choice<NodeEventKind>> = [
  { value: 'eviction', label: 'Evictions', description: 'The kubelet evicted a pod' },
  { value: 'oom-kill', label: 'OOM kills', description: 'The kernel killed a process' },
  { value: 'termination', label: 'Terminations', description: 'A container ended, by whatever cause' },
  { value: 'pressure', label: 'Memory pressure', description: 'From when to when the node reported MemoryPressure' },
];

/** The same query as another kind: what both kinds share stays. */
export function withKind(query: TidemarkQuery, kind: OfferedKind): TidemarkQuery {
  const { refId, hide, datasource, cluster, node = '' } = query;
  return { refId, hide, datasource, cluster, node, kind };
}

/** The kinds that an events query asks for: all, unless it names some. */
export const kindsOf = (kinds: readonly NodeEventKind[] | undefined): readonly NodeEventKind[] =>
  kinds === undefined || kinds.length === 0 ? EVENT_KINDS.map(({ value }) => value) : kinds;

/** Whether no node means every node. */
export const takesAllNodes = (kind: TidemarkQueryKind): boolean =>
  kind === 'budget' || kind === 'incidents' || kind === 'fleet';

/** In a few words, for collapsed query rows and the query history. */
export function describeQuery(query: TidemarkQuery): string {
  const kind = QUERY_KINDS.find(({ value }) => value === query.kind)?.label ?? 'Node memory';
  const node = query.node || (takesAllNodes(query.kind) ? 'all nodes' : 'no node chosen');
  return [kind, node, ...(query.cluster ? [query.cluster] : [])].join(' · ');
}
