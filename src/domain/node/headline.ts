import { capital } from '../words/capital';
import { counted } from '../words/counted';
import type { Eviction, NodeEvent, OomKill } from '../events/events';
import { workloadOf } from '../pod/workloadOf';
import { headlineAhead } from '../trend/nextWords';
import type { Aligned, NodeMemory } from './nodeMemory';
import { timesWord } from '../words/timesWord';
import type { EpochMs } from '../units';

/** What happened to the node in this range, or is about to, in one sentence for somebody who has just been woken. */
export function headline(memory: NodeMemory): string {
  const groups = groupEvents(memory.events);
  const [first, second] = groups;
  if (!first) {
    return headlineAhead(memory) ?? nothing(memory);
  }
  if (!second) {
    return capital(groupClause(first, memory));
  }
  return groups.length === 2
    ? capital(`${groupClause(first, memory)}; then ${groupClause(second, memory)}`)
    : overview(groups);
}

/** Evictions by one signal, or kills, that follow each other closely. */
interface Group {
  readonly kind: 'eviction' | 'oom-kill' | 'both';
  readonly events: ReadonlyArray<Eviction | OomKill>;
}

/** Two events belong together when the kubelet's pressure condition (5 min by default) would hold from one to the next. */
const TOGETHER = 300_000;

function groupEvents(events: readonly NodeEvent[]): Group[] {
  const told = events.filter((event) => event.kind === 'eviction' || event.kind === 'oom-kill');
  return [...told]
    .sort((a, b) => a.latest - b.latest)
    .reduce<Group[]>((groups, event) => {
      const last = groups[groups.length - 1];
      const previous = last?.events[last.events.length - 1];
      const joins = last && previous && event.earliest - previous.latest <= TOGETHER && belongs(event, last);
      return joins
        ? [
            ...groups.slice(0, -1),
            { kind: last.kind === event.kind ? last.kind : 'both', events: [...last.events, event] },
          ]
        : [...groups, { kind: event.kind, events: [event] }];
    }, []);
}

function belongs(event: Eviction | OomKill, { events }: Group): boolean {
  const near = events.some(
    (other) => event.earliest - other.latest <= 60_000 && other.earliest - event.latest <= 60_000
  );
  const same = events.some(
    (other) =>
      other.kind === event.kind &&
      (event.kind === 'eviction' ? signalOf(other) === event.signal : isSameContainer(other, event))
  );
  return same || near;
}

function signalOf(event: Eviction | OomKill): string | undefined {
  return event.kind === 'eviction' ? event.signal : undefined;
}

function isSameContainer(a: Eviction | OomKill, b: Eviction | OomKill): boolean {
  return a.pod !== undefined && a.namespace === b.namespace && a.pod === b.pod;
}

function groupClause({ kind, events }: Group, memory: NodeMemory): string {
  const evictions = events.filter((event): event is Eviction => event.kind === 'eviction');
  const kills = events.filter((event): event is OomKill => event.kind === 'oom-kill');
  const evicted = `the kubelet evicted ${nameAll(evictions)}`;
  const killed = `the kernel killed ${nameAll(kills)}`;
  switch (kind) {
    case 'eviction':
      return `${evictionCause(evictions, memory)}${evicted}`;
    case 'oom-kill':
      return `${killed}${killCause(kills, memory)}`;
    case 'both':
      return `${evictionCause(evictions, memory)}${evicted}, and ${killed}`;
  }
}

function evictionCause([first]: readonly Eviction[], memory: NodeMemory): string {
  if (!first?.signal) {
    return '';
  }
  switch (first.signal) {
    case 'allocatableMemory.available':
      return 'pods crossed allocatable; ';
    case 'memory.available':
      return `${whoTookIt(first.earliest, memory)}; `;
    default:
      return `the node ran short of ${first.signal.replace(/\.(available|inodesFree)$/, '')}, not of memory; `;
  }
}

/** How far back growth is looked for. */
const BEFORE = 600_000;

function whoTookIt(at: EpochMs, { times, nodeWorkingSet, podsWorkingSet }: NodeMemory): string {
  const node = nodeWorkingSet && grown(nodeWorkingSet.values, times, at);
  const pods = podsWorkingSet && grown(podsWorkingSet.values, times, at);
  if (node === undefined || pods === undefined || node <= 0) {
    return 'the node ran short of memory';
  }
  const share = pods / node;
  return share < 1 / 3
    ? 'something outside the pods took the node’s memory'
    : share > 2 / 3
      ? 'the pods took the node’s memory'
      : 'pods and something outside them took the node’s memory';
}

/** From the least value of the minutes before to the last value before. */
function grown(values: Aligned, times: readonly EpochMs[], at: EpochMs): number | undefined {
  const before = values.filter((value, i): value is number => {
    const time = times[i];
    return value !== null && time !== undefined && time <= at && time >= at - BEFORE;
  });
  const last = before[before.length - 1];
  return last === undefined || before.length < 3 ? undefined : last - Math.min(...before);
}

/** One container that dies again and again while pods and node have room can only die of its own limit. */
function killCause(kills: readonly OomKill[], memory: NodeMemory): string {
  const names = new Set(kills.map(({ namespace, pod, container }) => JSON.stringify([namespace, pod, container])));
  const named = kills.every(({ pod }) => pod !== undefined);
  return named && kills.length > 1 && names.size === 1 && kills.every((kill) => hadRoom(kill, memory))
    ? ' at its own limit'
    : '';
}

function hadRoom(
  { earliest, latest }: OomKill,
  { times, podsWorkingSet, nodeAvailable, lines, step }: NodeMemory
): boolean {
  const around = times.flatMap((time, i) => (time >= earliest - 2 * step && time <= latest + step ? [i] : []));
  const roomAt = (i: number) => {
    const [pods, limit] = [podsWorkingSet?.values[i], lines.kubepodsLimit?.values[i]];
    const [available, capacity] = [nodeAvailable?.values[i], lines.capacity?.values[i]];
    const known = pods != null && limit != null && available != null && capacity != null;
    return known && pods < limit / 2 && available > capacity / 4;
  };
  return around.length > 0 && around.every(roomAt);
}

function nameAll(events: ReadonlyArray<Eviction | OomKill>): string {
  const counts = new Map<string, number>();
  events.forEach((event) => {
    const name = workloadOf(event);
    counts.set(name ?? '', (counts.get(name ?? '') ?? 0) + 1);
  });
  const named = [...counts].filter(([name]) => name !== '').map(([name, count]) => `${name}${timesWord(count)}`);
  const unnamed = counts.get('') ?? 0;
  const more = unnamed > 0 ? [`${unnamed === 1 ? 'one' : unnamed} that no source names`] : [];
  return list([...named, ...more]);
}

function list(names: readonly string[]): string {
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names;
  const last = shown[shown.length - 1] ?? '';
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${last}` : last;
}

function overview(groups: readonly Group[]): string {
  const events = groups.flatMap((group) => group.events);
  const evictions = events.filter(({ kind }) => kind === 'eviction').length;
  const kills = events.length - evictions;
  const counts = [
    ...(evictions > 0 ? [counted(evictions, 'eviction')] : []),
    ...(kills > 0 ? [counted(kills, 'OOM kill')] : []),
  ];
  return `${counts.join(' and ')} in this range: ${nameAll(events)}`;
}

/** Findings that leave room for an event nobody saw. */
const BLIND = ['missing-kubelet-metrics', 'missing-oom-counter', 'missing-kube-pod-info', 'events-query-failed'];

function nothing({ events, findings }: NodeMemory): string {
  const blind = findings.some(({ code }) => BLIND.includes(code));
  const pressure = events.some(({ kind }) => kind === 'pressure') ? 'Memory pressure, but no' : 'No';
  return blind
    ? `${pressure} eviction or OOM kill seen in this range; some of what would show one is not collected`
    : `${pressure} eviction or OOM kill in this range`;
}
