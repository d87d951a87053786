import type { ContainerLook, ContainerHistory } from '../../domain/events/detectContainerEnds';
import type { CounterViews } from '../../domain/events/detectRises';
import type { QosClass } from '../../domain/events/events';
import type { ContainerLife, CounterTrack, PodLife } from '../../domain/events/eventsObserved';
import type { Series } from '../../domain/series';
import type { EpochMs } from '../../domain/units';
import type { PromReply } from '../port';

import { EVENT_REF, PART } from './eventQueries';

/** The series of one part of a reply. */
export function partOf(reply: PromReply, ref: keyof typeof EVENT_REF, part: string): readonly Series[] {
  return seriesOf(reply, ref).filter(({ labels }) => labels[PART] === part);
}

export function seriesOf(reply: PromReply, ref: keyof typeof EVENT_REF): readonly Series[] {
  return reply.series[EVENT_REF[ref]] ?? [];
}

/** The views of each counter of a query, by what `label` says of it. */
export function counterViews(
  reply: PromReply,
  ref: 'evictions' | 'oomKills',
  label: string
): ReadonlyMap<string, CounterViews> {
  const views = new Map<string, CounterViews>();
  for (const name of ['last', 'peak', 'resets', 'sampledAt'] as const) {
    for (const series of partOf(reply, ref, name)) {
      const key = series.labels[label] ?? '';
      views.set(key, { ...views.get(key), [name]: series });
    }
  }
  return views;
}

/** When a counter was read and what it said. */
export function trackOf({ last, sampledAt }: CounterViews): CounterTrack {
  const stamps = new Map(sampledAt?.times.map((time, i) => [time, (sampledAt.values[i] ?? NaN) * 1000]));
  const samples = last?.times.map((time, i) => ({ at: stamps.get(time) ?? time, value: last.values[i] ?? NaN })) ?? [];
  return { samples };
}

/** The sample time behind each grid time of kube-state-metrics; the grid time itself where that is unknown. */
export function kubeStateClock(reply: PromReply): (gridTime: EpochMs) => EpochMs {
  const [sampledAt] = partOf(reply, 'pressure', 'sampledAt');
  const stamps = new Map(sampledAt?.times.map((time, i) => [time, (sampledAt.values[i] ?? NaN) * 1000]));
  return (time) => stamps.get(time) ?? time;
}

/** Grid times at which kube-state-metrics was read for this node. */
export function kubeStateTimes(reply: PromReply): readonly EpochMs[] {
  const all = [...partOf(reply, 'pressure', 'sampledAt'), ...partOf(reply, 'pods', 'info')].flatMap(
    ({ times }) => times
  );
  return [...new Set(all)].sort((a, b) => a - b);
}

/**
 * Instances of containers by the times of their samples: the last distinct time is the last sample, ghosts or not.
 * /metrics/resource repeats containers without their id; those stay apart, for instances cannot be told in them.
 */
export function containerLives(reply: PromReply): ContainerLife[] {
  const all = seriesOf(reply, 'containers').filter(({ values }) => values.length > 0);
  const counts = countLooks(all.some(hasId) ? all.filter(hasId) : all);
  const looks = [...counts.keys()].sort((a, b) => a - b);
  return all.flatMap(({ labels, values }): ContainerLife[] => {
    const { namespace, pod, container, id } = labels;
    const last = Math.max(...values);
    // One time for many containers is the scrape's, and the next page shows who is gone. Otherwise each has cAdvisor's time of
    // its own, which may stand still.
    const wait = (counts.get(last) ?? 0) > 2 ? 0 : STANDSTILL;
    const missed = looks.find((look) => look > last + wait);
    const times = { firstSample: Math.min(...values) * 1000, lastSample: last * 1000 };
    const missedAt = missed === undefined ? undefined : missed * 1000;
    return namespace && pod && container ? [{ namespace, pod, container, id, qos: qosOf(id), ...times, missedAt }] : [];
  });
}

function hasId({ labels }: Series): boolean {
  return Boolean(labels['id']);
}

/** In seconds: how far cAdvisor's housekeeping of one container may fall behind the others' on a busy node. */
const STANDSTILL = 60;

/** How many containers show each sample time. */
function countLooks(all: readonly Series[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { values } of all) {
    new Set(values).forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
  }
  return counts;
}

/** `/kubepods/burstable/…`, `/kubepods.slice/kubepods-burstable.slice/…`; Guaranteed pods sit right below kubepods. */
export function qosOf(id: string | undefined): QosClass | undefined {
  if (!id?.includes('kubepods')) {
    return undefined;
  }
  if (/kubepods[^/]*[/-]besteffort|\/besteffort\//.test(id)) {
    return 'BestEffort';
  }
  return /kubepods[^/]*[/-]burstable|\/burstable\//.test(id) ? 'Burstable' : 'Guaranteed';
}

export function podLives(reply: PromReply, query: string): PodLife[] {
  const looks = kubeStateTimes(reply);
  const clock = kubeStateClock(reply);
  // Bare pods have an empty kind; where no pod has one, the label itself was dropped.
  const kinds = partOf(reply, 'pods', 'info').some(({ labels }) => labels['created_by_kind']);
  const at = (time: EpochMs | undefined) => (time === undefined ? undefined : clock(time));
  return partOf(reply, 'pods', 'info').flatMap((series): PodLife[] => {
    const { namespace, pod, uid, created_by_kind: kind, created_by_name: name } = series.labels;
    const firstSeen = series.times[0];
    const lastSeen = series.times[series.times.length - 1];
    if (!namespace || !pod || firstSeen === undefined || lastSeen === undefined) {
      return [];
    }
    const before = !looks.some((time) => time < firstSeen);
    const evicted = partOf(reply, 'pods', 'reason').filter((told) => isSamePod(told.labels, series.labels));
    return [
      {
        namespace,
        pod,
        uid,
        owner: kinds ? { kind: kind && kind !== '<none>' ? kind : 'none', name: name ?? '' } : undefined,
        firstSeen: clock(firstSeen),
        lastSeen: clock(lastSeen),
        missedAt: at(looks.find((time) => time > lastSeen)),
        ...secondsOf(reply, 'created', series.labels, 'createdAt'),
        ...secondsOf(reply, 'deletion', series.labels, 'deletedBy'),
        before,
        evictedSeen: evictedSeen(evicted, { before, looks, clock, query }),
      },
    ];
  });
}

/** A time that kube-state-metrics gives of a pod, the latest it gave. */
function secondsOf<Name extends string>(
  reply: PromReply,
  part: string,
  labels: Series['labels'],
  name: Name
): { readonly [Key in Name]?: EpochMs } {
  const own = partOf(reply, 'pods', part).find((series) => isSamePod(series.labels, labels));
  const seconds = own?.values[own.values.length - 1];
  return seconds !== undefined && seconds > 0 ? ({ [name]: seconds * 1000 } as { [Key in Name]?: EpochMs }) : {};
}

/** Evicted where it is said, else TerminationByKubelet: a status may lose its reason and keep only the condition. */
function evictedSeen(
  told: readonly Series[],
  known: {
    readonly before: boolean;
    readonly looks: readonly EpochMs[];
    readonly clock: (time: EpochMs) => EpochMs;
    readonly query: string;
  }
): PodLife['evictedSeen'] {
  const { before, looks, clock, query } = known;
  const series = told.find(({ labels }) => labels['reason'] === 'Evicted') ?? told[0];
  const first = series?.times[0];
  const previous = looks.filter((time) => first !== undefined && time < first).pop();
  const isOld = before && previous === undefined;
  return series && first !== undefined && !isOld
    ? { earliest: clock(previous ?? first), latest: clock(first), reason: series.labels['reason'] ?? 'Evicted', query }
    : undefined;
}

function isSamePod(a: Series['labels'], b: Series['labels']): boolean {
  return a['namespace'] === b['namespace'] && a['pod'] === b['pod'] && a['uid'] === b['uid'];
}

/** What kube-state-metrics said of each container, look by look. */
export function containerHistories(reply: PromReply, pods: readonly PodLife[]): ContainerHistory[] {
  const clock = kubeStateClock(reply);
  const known = kubeStateTimes(reply).map(clock);
  const tables = new Map<string, { labels: Series['labels']; looks: Map<EpochMs, ContainerLook> }>();
  const put = (series: Series, read: (value: number, labels: Series['labels']) => Partial<ContainerLook>) => {
    const { namespace, pod, uid, container } = series.labels;
    const key = JSON.stringify([namespace, pod, uid, container]);
    const table = tables.get(key) ?? { labels: series.labels, looks: new Map<EpochMs, ContainerLook>() };
    series.times.forEach((time, i) => {
      const value = series.values[i];
      if (value !== undefined && Number.isFinite(value)) {
        table.looks.set(time, { ...table.looks.get(time), ...read(value, series.labels), time: clock(time) });
      }
    });
    tables.set(key, table);
  };
  seriesOf(reply, 'restarts').forEach((s) => put(s, (restarts) => ({ restarts })));
  // A status without a time shows Go's zero time, which is negative.
  seriesOf(reply, 'finished').forEach((s) => put(s, (at) => (at > 0 ? { finishedAt: at * 1000 } : {})));
  partOf(reply, 'reasons', 'last').forEach((s) => put(s, (_, { reason }) => ({ lastReason: reason })));
  partOf(reply, 'reasons', 'current').forEach((s) => put(s, (_, { reason }) => ({ reason })));
  partOf(reply, 'reasons', 'exitCode').forEach((s) => put(s, (exitCode) => ({ exitCode })));
  return [...tables.values()].flatMap(({ labels, looks }): ContainerHistory[] => {
    const { namespace, pod, uid, container } = labels;
    if (!namespace || !pod || !container) {
      return [];
    }
    const life = pods.find((one) => one.namespace === namespace && one.pod === pod && one.uid === uid);
    const sorted = [...looks.values()].sort((a, b) => a.time - b.time);
    const { before = true, missedAt } = life ?? {};
    const first = life?.firstSeen ?? -Infinity;
    const notBefore = before ? undefined : known.filter((time) => time < first).pop();
    return [{ namespace, pod, container, uid, looks: sorted, before, notBefore, goneAt: missedAt }];
  });
}
