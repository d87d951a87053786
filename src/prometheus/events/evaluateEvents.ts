import { measuredInterval } from '../../domain/events/delays';
import { detectContainerEnds } from '../../domain/events/detectContainerEnds';
import { detectEvictions } from '../../domain/events/detectEvictions';
import { detectOomKills, type Objects } from '../../domain/events/detectOomKills';
import { detectPressure, type PressureViews } from '../../domain/events/detectPressure';
import { detectRises } from '../../domain/events/detectRises';
import type { NodeEvent } from '../../domain/events/events';
import { buildEvents } from '../../domain/events/eventsBuilt';
import { inferEnds, type CountedKill } from '../../domain/events/inferEnds';
import type { NodeObservations } from '../../domain/events/eventsObservations';
import type { Rise } from '../../domain/events/eventsObserved';
import type { Finding } from '../../domain/provenance';
import type { Series } from '../../domain/series';
import type { DurationMs, EpochMs } from '../../domain/units';
import type { PromReply } from '../port';
import type { NodeScope } from '../scope';

import { eventFindings } from './eventFindings';
import { EVENT_REF, eventQueries, isCoarse } from './eventQueries';
import {
  containerHistories,
  containerLives,
  counterViews,
  kubeStateClock,
  partOf,
  podLives,
  seriesOf,
  trackOf,
} from './eventSeries';
import { cordonedOf, looksOf, notReadyOf, restartsOf } from './nodeStates';

/** The node's events in the reply to `eventQueries`, each once, with all that proves it. */
export function evaluateEvents(scope: NodeScope, reply: PromReply): { events: NodeEvent[]; findings: Finding[] } {
  const { events, findings } = observeEvents(scope, reply);
  return { events: [...events], findings: [...findings] };
}

/** The same with what it rests on; `objects` lets a caller who knows the containers' memory rule out a kill. */
export function observeEvents(scope: NodeScope, reply: PromReply, objects?: Objects): NodeObservations {
  // To run again: by the node alone, as short as it can be read.
  const queries = new Map(eventQueries({ ...scope, pods: undefined }).map(({ refId, expr }) => [refId, expr]));
  const queryOf = (ref: keyof typeof EVENT_REF) => queries.get(EVENT_REF[ref]) ?? '';
  const lives = containerLives(reply);
  const pods = podLives(reply, queryOf('pods'));
  const pressure = pressureOf(reply);
  const { rises, counted, track, rootKills } = kernelCounts(scope, reply, queryOf('oomKills'));
  const reported = containerHistories(reply, pods).flatMap((history) =>
    detectContainerEnds(history, {
      ...scope,
      coarse: isCoarse(scope),
      lives,
      queries: { finished: queryOf('finished'), reasons: queryOf('reasons'), restarts: queryOf('restarts') },
    })
  );
  // Without statuses an end shows only in what cAdvisor no longer has, and is worth telling only where the kernel killed.
  const isUnreported = pods.length === 0 && reported.length === 0;
  const interval = measuredInterval(
    track.samples.map(({ at }) => at),
    scope.scrapeInterval
  );
  const ends = isUnreported ? inferEnds({ lives, counted, rises, interval }) : reported;
  const { kills, rest: unexplained } = detectOomKills({ ends, rises, track, objects, interval });
  const rest = isUnreported ? [] : unexplained;
  const evictions = detectEvictions({
    rises: evictionCounts(scope, reply, queryOf('evictions')),
    pods,
    lives,
    ends: rest,
    killed: kills.flatMap(({ end }) => (end ? [end] : [])),
    pressure,
    interval: Math.max(interval, isCoarse(scope) ? scope.step : 0),
  });
  const built = buildEvents({
    ...scope.identity,
    lives,
    rootKills,
    kills,
    ends: rest,
    evictions,
    pressure,
    pressureQuery: queryOf('pressure'),
  });
  const findings = eventFindings(reply, scope);
  return {
    ...built,
    restarts: restartsOf(reply, { node: queryOf('oomKills'), kubelet: queryOf('evictions') }),
    bootKnown: partOf(reply, 'oomKills', 'startedAt').length > 0,
    notReady: notReadyOf(reply),
    cordoned: cordonedOf(reply),
    looks: looksOf(reply),
    statusesKnown: partOf(reply, 'pods', 'info').length > 0 && seriesOf(reply, 'restarts').length > 0,
    evictions,
    kills,
    pods,
    lives,
    oomTrack: track,
    kubeletWatched: partOf(reply, 'evictions', 'alive').length > 0,
    rootKills,
    pressure,
    findings,
  };
}

function evictionCounts({ scrapeInterval }: NodeScope, reply: PromReply, query: string): Rise[] {
  const [aliveAt, startedAt, takes] = ['alive', 'startedAt', 'takes'].map(
    (part) => partOf(reply, 'evictions', part)[0]
  );
  return [...counterViews(reply, 'evictions', 'eviction_signal')].flatMap(([signal, views]) =>
    detectRises(views, { metric: 'kubelet_evictions', query, signal, scrapeInterval, aliveAt, startedAt, takes })
  );
}

function kernelCounts({ scrapeInterval }: NodeScope, reply: PromReply, query: string) {
  const views = counterViews(reply, 'oomKills', 'none').get('') ?? {};
  const root = { last: partOf(reply, 'oomKills', 'root')[0], sampledAt: partOf(reply, 'oomKills', 'rootAt')[0] };
  const [startedAt, takes] = ['startedAt', 'takes'].map((part) => partOf(reply, 'oomKills', part)[0]);
  const kubelet = partOf(reply, 'evictions', 'startedAt')[0];
  const starts = partOf(reply, 'oomKills', 'containerStart');
  const named = partOf(reply, 'oomKills', 'container').flatMap((last): CountedKill[] => {
    const { namespace, pod, container } = last.labels;
    const metric = 'container_oom_events_total';
    const started = starts.find(({ labels }) => isSameCgroup(labels, last.labels));
    return detectRises({ last }, { metric, query, namespace, pod, container, scrapeInterval }).map((rise) => ({
      ...rise,
      ...startAfter(rise, started),
    }));
  });
  const ofNode = detectRises(views, { metric: 'node_vmstat_oom_kill', query, scrapeInterval, startedAt, takes });
  return {
    // The container's own counter is used where nobody reads the node's, which counts every kill.
    rises: views.last ? withNames(ofNode, named) : named,
    counted: named,
    track: trackOf(views),
    rootKills: detectRises(root, {
      metric: 'container_oom_events_total',
      query,
      scrapeInterval,
      startedAt: kubelet,
    }),
  };
}

function isSameCgroup(a: Series['labels'], b: Series['labels']): boolean {
  return ['namespace', 'pod', 'container', 'id'].every((label) => a[label] === b[label]);
}

/** A container may wait before it is started again, and cAdvisor shows its earlier start until it has looked. */
const STARTED_AGAIN: DurationMs = 60_000;

/** When the container was started that is there a little after the rise. */
function startAfter({ latest }: Rise, started: Series | undefined): Pick<CountedKill, 'startedAt'> {
  const starts = started?.values.filter((_, i) => isWithin(started.times[i], latest, latest + STARTED_AGAIN)) ?? [];
  return starts.length === 0 ? {} : { startedAt: Math.max(...starts) * 1000 };
}

const isWithin = (time: EpochMs | undefined, from: EpochMs, to: EpochMs) =>
  time !== undefined && time >= from && time <= to;

/** Names the node's count after the one container whose own counter rose with it. */
function withNames(ofNode: readonly Rise[], named: readonly Rise[]): Rise[] {
  return ofNode.map((rise) => {
    const own = named.filter((one) => one.earliest <= rise.latest && one.latest >= rise.earliest);
    const [only] = own;
    return only && own.length === 1
      ? { ...rise, namespace: only.namespace, pod: only.pod, container: only.container }
      : rise;
  });
}

function pressureOf(reply: PromReply): ReturnType<typeof detectPressure> {
  const clock = kubeStateClock(reply);
  return detectPressure(pressureViews(reply)).map((window) => ({
    ...window,
    earliest: clock(window.earliest),
    latest: clock(window.latest),
  }));
}

function pressureViews(reply: PromReply): PressureViews {
  const status = (part: string, value: string) =>
    partOf(reply, 'pressure', part).find(({ labels }) => labels['status'] === value);
  const held = status('peak', 'true') ?? status('condition', 'true');
  return held
    ? { held, cleared: status('condition', 'false') }
    : { held: partOf(reply, 'pressure', 'taint')[0], cleared: zeroed(partOf(reply, 'pressure', 'sampledAt')[0]) };
}

/** Any time kube-state-metrics was read, the taint was there or it was not. */
function zeroed(series: Series | undefined): Series | undefined {
  return series && { ...series, values: series.values.map(() => 1) };
}
