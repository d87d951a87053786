import type { Series } from '../../domain/series';
import { CGROUP_LABELS } from '../cadvisorLabels';
import type { BarePart } from '../ports/bare';
import { eventQueries } from '../events/eventQueries';
import { PART } from '../events/eventSource';
import { CONTAINERS, storedTimes, timesAtEnds } from '../events/sources/containers';
import { EVICTIONS } from '../events/sources/evictions';
import { OOM_CONTAINERS, OOM_KILLS } from '../events/sources/oomKills';
import { PODS } from '../events/sources/pods';
import { PRESSURE, pressureApart } from '../events/sources/pressure';
import { isCoarse } from '../events/queryParts';
import { METRIC } from '../metrics';
import { nodePlaces } from '../nodeSelector';
import { LOOK } from '../ports/frugal';
import { isOfFewSteps } from '../ports/fewSteps';
import type { PromQuery, PromReply, Stretch } from '../ports/port';
import { isNot } from '../promql';
import type { NodeScope } from '../scope';

import { podsByName } from './podsByName';

/** What tells where anything happened. */
export function scanQueries(scope: NodeScope): readonly PromQuery[] {
  const events = eventQueries(scope);
  return events.map((query) => lookedAt(scope, query, events));
}

function lookedAt(scope: NodeScope, query: PromQuery, events: readonly PromQuery[]): PromQuery {
  const isAtLooks = !isCoarse(scope) && LOOK % scope.step === 0;
  if (isAtLooks && isCounted(query)) {
    return { ...query, frugal: { read: 'around', changes: isNoStamp } };
  }
  if (isAtLooks && query.refId === PRESSURE.refId) {
    return { ...query, frugal: { ...query.frugal, read: 'seldom', apart: pressureApart(scope) } };
  }
  const closely = (_: PromReply, stretch: Stretch) => closelyIn(scope, events, query, stretch);
  const { ofPods: _, ...frugal } = query.frugal ?? {};
  const atEnds = query.refId === CONTAINERS.refId ? { atEnds: timesAtEnds(scope) } : {};
  return frugal.read ? { ...query, frugal: { ...frugal, ...atEnds, closely } } : query;
}

/**
 * What counts for ever, and since when: two looks differ wherever it rose, and where what counts began anew. Over a day of steps it is
 * most of a server's work, for nothing changes at nearly all of them.
 */
const isCounted = ({ refId }: PromQuery): boolean => [EVICTIONS.refId, OOM_KILLS.refId].includes(refId);

/** When it was read, and by whose clock, is another thing at each look. */
const isNoStamp = ({ labels }: Series): boolean => !STAMPS.includes(labels[PART] ?? '');
const STAMPS = ['sampledAt', 'alive', 'rootAt', 'clock', 'takes'];

function closelyIn(
  scope: NodeScope,
  events: readonly PromQuery[],
  { refId }: PromQuery,
  stretch: Stretch
): Pick<PromQuery, 'expr' | 'bare'> | undefined {
  const query = events.find((one) => one.refId === refId);
  const isShort = isOfFewSteps(stretch, scope.step);
  switch (refId) {
    case PODS.refId:
      return podsByName(scope, events);
    case CONTAINERS.refId:
      return isShort ? query : storedTimes(scope);
    case OOM_CONTAINERS.refId:
      return isShort ? query : query && { ...query, bare: { parts: [kills(scope)] } };
    default:
      return query;
  }
}

/** As they are stored a server need not look for them at each step. */
const kills = (scope: NodeScope): BarePart => ({
  metrics: [METRIC.containerOomEvents],
  places: nodePlaces(scope, [isNot('container', '')], METRIC.containerOomEvents),
  by: CGROUP_LABELS,
  isStored: true,
  isHeld: true,
});
