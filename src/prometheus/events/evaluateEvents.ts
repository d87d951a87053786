import { measuredInterval } from '../../domain/events/delays';
import { detectContainerEnds } from '../../domain/events/detectContainerEnds';
import { detectEvictions, isEndOf } from '../../domain/events/detectEvictions';
import { detectOomKills } from '../../domain/events/detectOomKills';
import type { Objects } from '../../domain/events/pairKills';
import type { NodeEvent } from '../../domain/events/events';
import { buildEvents } from '../../domain/events/eventsBuilt';
import { inferEnds } from '../../domain/events/inferEnds';
import type { ContainerEnd } from '../../domain/events/eventsObserved';
import type { NodeObservations } from '../../domain/events/eventsObservations';
import type { Finding } from '../../domain/provenance';
import { byServersClock, clockFindings, clockOf } from '../nodeClock';
import type { PromReply } from '../ports/port';
import type { NodeScope } from '../scope';

import { eventFindings } from './eventFindings';
import { eventQueries } from './eventQueries';
import { partOf, seriesOf, type EventSource } from './eventSource';
import { ofNodesPods } from './ofNodesPods';
import { isCoarse } from './queryParts';
import { containerLives } from './sources/containers';
import { containerHistories, FINISHED, REASONS, RESTARTS } from './sources/containerStatuses';
import { evictionCounts, EVICTIONS, readTimes } from './sources/evictions';
import { kernelCounts, OOM_CONTAINERS, OOM_KILLS } from './sources/oomKills';
import { podLives, POD_STATUSES, PODS } from './sources/pods';
import { PRESSURE, pressureOf } from './sources/pressure';
import { cordonedOf, looksOf, notReadyOf, restartsOf } from './nodeStates';

/** The node's events in the reply to `eventQueries`, each once, with all that proves it. */
export function evaluateEvents(scope: NodeScope, reply: PromReply): { events: NodeEvent[]; findings: Finding[] } {
  const { events, findings } = observeEvents(scope, reply);
  return { events: [...events], findings: [...findings] };
}

/** The same with what it rests on. */
export function observeEvents(scope: NodeScope, reply: PromReply): NodeObservations {
  const { findings, ...observed } = readEvents(scope, byServersClock(scope, reply))();
  return { ...observed, findings: [...findings, ...clockFindings(clockOf(reply))] };
}

/**
 * Reads the reply once, by the server's clock, and tells from it as often as asked: `objects` lets a caller who knows the containers'
 * memory rule out a kill.
 */
export function readEvents(scope: NodeScope, all: PromReply): (objects?: Objects) => NodeObservations {
  const reply = ofNodesPods(scope, all);
  // To run again: by the node alone, as short as it can be read.
  const queries = new Map(
    eventQueries({ ...scope, pods: undefined, instances: undefined, isShown: true }).map(({ refId, expr }) => [
      refId,
      expr,
    ])
  );
  const queryOf = ({ refId }: EventSource) => queries.get(refId) ?? '';
  const lives = containerLives(reply);
  const pods = podLives(reply, queryOf(POD_STATUSES));
  const saysEvicted = (end: ContainerEnd) =>
    pods.some((pod) => pod.evictedSeen?.reason === 'Evicted' && isEndOf(end, pod));
  const pressure = pressureOf(reply);
  const { rises, counted, track, rootKills } = kernelCounts(scope, reply, {
    node: queryOf(OOM_KILLS),
    containers: queryOf(OOM_CONTAINERS),
  });
  const reported = containerHistories(reply, pods).flatMap((history) =>
    detectContainerEnds(history, {
      ...scope,
      coarse: isCoarse(scope),
      lives,
      queries: { finished: queryOf(FINISHED), reasons: queryOf(REASONS), restarts: queryOf(RESTARTS) },
    })
  );
  // Without statuses an end shows only in what cAdvisor no longer has, and is worth telling only where the kernel killed.
  const isUnreported = pods.length === 0 && reported.length === 0;
  const interval = measuredInterval(
    track.samples.map(({ at }) => at),
    scope.scrapeInterval
  );
  const ends = isUnreported ? inferEnds({ lives, counted, rises, interval }) : reported;
  const restarts = restartsOf(reply, { node: queryOf(OOM_KILLS), kubelet: queryOf(EVICTIONS) });
  const notReady = notReadyOf(reply);
  const evictionsCounted = partOf(reply, EVICTIONS, 'last').length > 0;
  const evictionRises = evictionCounts(scope, reply, queryOf(EVICTIONS));
  const cordoned = cordonedOf(reply);
  const known = {
    restarts,
    bootKnown: partOf(reply, OOM_KILLS, 'startedAt').length > 0,
    clockUnread: !clockOf(reply).isKnown,
    notReady,
    cordoned,
    looks: looksOf(reply),
    // Who never had a cgroup here would not show.
    statusesKnown: partOf(all, PODS, 'info').length > 0 && seriesOf(reply, RESTARTS).length > 0,
    pods,
    lives,
    oomTrack: track,
    evictionsCounted,
    kubeletWatched: partOf(reply, EVICTIONS, 'alive').length > 0,
    rootKills,
    pressure,
    findings: eventFindings(all, scope),
  };
  return (objects) => {
    const { kills, rest: unexplained } = detectOomKills({ ends, rises, track, objects, interval, saysEvicted });
    const rest = isUnreported ? [] : unexplained;
    const evictions = detectEvictions({
      rises: evictionRises,
      pods,
      lives,
      ends: rest,
      killed: kills.flatMap(({ end }) => (end ? [end] : [])),
      pressure,
      counted: evictionsCounted,
      cordoned,
      down: [...notReady, ...restarts.filter((restart) => restart.of === 'node')],
      interval: Math.max(interval, isCoarse(scope) ? scope.step : 0),
      ...readTimes(reply),
    });
    const built = buildEvents({
      ...scope.identity,
      lives,
      rootKills,
      kills,
      ends: rest,
      evictions,
      pressure,
      pressureQuery: queryOf(PRESSURE),
    });
    return { ...known, ...built, evictions, kills };
  };
}
