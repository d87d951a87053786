import { DELAY } from './delays';
import type { FoundEviction } from './detectEvictions';
import type { Kill } from './detectOomKills';
import type { Eviction, NodeEvent, OomKill, PressureWindow, Proof, Termination } from './events';
import type { ContainerEnd, ContainerLife, Interval, Rise, Workload } from './eventsObserved';
import { touches } from './touches';

export interface EventParts {
  readonly cluster?: string;
  readonly node: string;
  readonly lives: readonly ContainerLife[];
  readonly evictions: readonly FoundEviction[];
  readonly kills: readonly Kill[];
  readonly ends: readonly ContainerEnd[];
  readonly rootKills: readonly Rise[];
  readonly pressure: ReadonlyArray<Interval & { readonly ended: boolean }>;
  readonly pressureQuery: string;
}

/** The events in the order of time, and the ends that stayed ends: those of an evicted pod belong to its eviction. */
export function buildEvents(parts: EventParts): { events: NodeEvent[]; ends: ContainerEnd[] } {
  const owned = new Map(parts.evictions.map((found) => [found, parts.ends.filter((end) => endedBy(end, found))]));
  const ofEvictions = new Set([...owned.values()].flat());
  const ends = parts.ends.filter((end) => !ofEvictions.has(end));
  const events: NodeEvent[] = [
    ...parts.evictions.map((found) => eviction(parts, found, owned.get(found) ?? [])),
    ...parts.kills.map((kill) => oomKill(parts, kill)),
    ...ends.map((end) => termination(parts, end)),
    ...parts.pressure.map((window) => pressureWindow(parts, window)),
  ];
  return { events: numbered(events.sort((a, b) => a.earliest - b.earliest || a.latest - b.latest)), ends };
}

/** Two of a kind in one second share all that an id is made of. */
function numbered(events: readonly NodeEvent[]): NodeEvent[] {
  const seen = new Map<string, number>();
  return events.map((event) => {
    const count = (seen.get(event.id) ?? 0) + 1;
    seen.set(event.id, count);
    return count === 1 ? event : { ...event, id: `${event.id}|${count}` };
  });
}

/** An evicted pod's containers end with it, also when their status says 143, 137 or ContainerStatusUnknown. */
function endedBy(end: ContainerEnd, { pod, earliest, latest }: FoundEviction): boolean {
  const ofPod = pod && end.namespace === pod.namespace && end.pod === pod.pod;
  return Boolean(ofPod) && end.latest >= earliest - DELAY.standstill && end.earliest <= latest + DELAY.statusReport;
}

function eviction(parts: EventParts, found: FoundEviction, ends: readonly ContainerEnd[]): Eviction {
  const { rise, pod, earliest, latest } = found;
  const named = pod && { namespace: pod.namespace, pod: pod.pod };
  const proofs = [...(rise ? [counted(rise)] : []), ...podProofs(found), ...ends.flatMap(proofsOf)];
  return {
    ...base(parts, 'eviction', named, { earliest, latest }, rise?.signal),
    kind: 'eviction',
    ...(rise?.signal && { signal: rise.signal }),
    ...named,
    ...(pod && qosFrom(parts.lives, pod)),
    proofs,
  };
}

function podProofs({ pod, namedBy, lastSample }: FoundEviction): Proof[] {
  if (namedBy === 'reason' && pod?.evictedSeen) {
    const { reason, query, latest } = pod.evictedSeen;
    return [{ source: 'kube_pod_status_reason', query, observed: `${pod.pod}: ${reason}`, at: latest }];
  }
  return namedBy === 'vanished' && pod && lastSample !== undefined
    ? [
        {
          source: 'container_memory_working_set_bytes',
          observed: `likely ${pod.pod}: its last sample fell into this interval, then the pod was gone`,
          at: lastSample,
        },
      ]
    : [];
}

function oomKill(parts: EventParts, kill: Kill): OomKill {
  const { rise, end, earliest, latest } = kill;
  const named: Workload = end ?? rise ?? {};
  const workload = present({ namespace: named.namespace, pod: named.pod, container: named.container });
  const global = rise ? parts.rootKills.filter((root) => touches(root, rise)) : [];
  return {
    ...base(parts, 'oom-kill', workload, { earliest, latest }, end ? '' : String(rise?.after ?? '')),
    kind: 'oom-kill',
    ...workload,
    ...(end && qosFrom(parts.lives, end)),
    ...(end?.exitCode !== undefined && { exitCode: end.exitCode }),
    ...(end?.reason !== undefined && { reason: end.reason }),
    ...(rise && { processes: rise.by, countedIn: stepOf(rise) }),
    proofs: [
      ...(end ? proofsOf(end) : []),
      ...(rise
        ? [counted(rise, kill.match === 'time-and-counter' ? ': likely this container, which ended then' : '')]
        : []),
      ...global.map((root) => counted(root, ' at the root cgroup: the whole node was out of memory')),
    ],
  };
}

function stepOf(rise: Rise): NonNullable<OomKill['countedIn']> {
  const { metric, namespace, pod, container, after, earliest, latest } = rise;
  const counter = [metric, namespace, pod, container].filter((part) => part !== undefined).join('/');
  return { rise: `${counter} → ${after}`, earliest, latest };
}

function termination(parts: EventParts, end: ContainerEnd): Termination {
  const { namespace, pod, container, earliest, latest, exitCode, reason } = end;
  const workload = { namespace, pod, container };
  return {
    ...base(parts, 'termination', workload, { earliest, latest }),
    kind: 'termination',
    ...workload,
    ...qosFrom(parts.lives, end),
    ...(exitCode !== undefined && { exitCode }),
    ...(reason !== undefined && { reason }),
    proofs: proofsOf(end),
  };
}

function pressureWindow(parts: EventParts, window: Interval & { readonly ended: boolean }): PressureWindow {
  const observed = window.ended ? 'true, then false' : 'true up to the end of the range';
  return {
    ...base(parts, 'pressure', {}, { earliest: window.earliest, latest: window.earliest }),
    ...window,
    kind: 'pressure',
    proofs: [{ source: 'kube_node_status_condition', query: parts.pressureQuery, observed, at: window.earliest }],
  };
}

function base(
  { cluster, node }: EventParts,
  kind: NodeEvent['kind'],
  workload: Workload | undefined,
  { earliest, latest }: Interval,
  extra = ''
) {
  const named = [workload?.namespace, workload?.pod, workload?.container].map((part) => part ?? '').join('/');
  const id = [cluster ?? '', node, kind, named, extra, Math.floor(latest / 1000)].join('|');
  return { id, ...(cluster !== undefined && { cluster }), node, earliest, latest };
}

function counted({ metric, query, before, after, latest, signal }: Rise, more = ''): Proof {
  const observed = `${before ?? 'absent'} → ${after}${signal ? ` (${signal})` : ''}${more}`;
  return { source: metric, query, observed, at: latest };
}

function proofsOf({ sources }: ContainerEnd): Proof[] {
  return sources.map(({ metric, query, observed, at }) => ({ source: metric, query, observed, at }));
}

function qosFrom(lives: readonly ContainerLife[], named: { namespace: string; pod: string }): Pick<OomKill, 'qos'> {
  const qos = lives.find((life) => life.qos && life.namespace === named.namespace && life.pod === named.pod)?.qos;
  return qos ? { qos } : {};
}

function present(workload: Workload): Workload {
  return Object.fromEntries(Object.entries(workload).filter(([, value]) => value !== undefined && value !== ''));
}
