import { CGROUP_LABELS } from '../cadvisorLabels';
import type { BarePart } from '../ports/bare';
import { eventQueries } from '../events/eventQueries';
import { CONTAINERS, storedTimes, timesAtEnds } from '../events/sources/containers';
import { OOM_CONTAINERS } from '../events/sources/oomKills';
import { PODS } from '../events/sources/pods';
import { METRIC } from '../metrics';
import { nodePlaces } from '../nodeSelector';
import { isOfFewSteps } from '../ports/fewSteps';
import type { PromQuery, PromReply, Stretch } from '../ports/port';
import { isNot } from '../promql';
import { areLabelled, seriesWithoutLabel } from '../queries/withoutLabel';
import type { NodeScope } from '../scope';
import type { DurationMs } from '../../domain/units';

import { podsByName } from './podsByName';

/** What tells where anything happened, and at which labels to look for it. */
export function scanQueries(scope: NodeScope): readonly PromQuery[] {
  const longer = { ...scope, from: scope.from - LABELLED_BEFORE };
  const events = new Map<boolean, readonly PromQuery[]>();
  const eventsIf = (isLabelled: boolean) => {
    const known = events.get(isLabelled) ?? eventQueries({ ...scope, isLabelled });
    events.set(isLabelled, known);
    return known;
  };
  return [...eventQueries(scope).map((query) => lookedAt(scope, query, eventsIf)), seriesWithoutLabel(longer)];
}

/** What is looked at closely may begin so long before the scan. */
export const LABELLED_BEFORE: DurationMs = 15 * 60_000;

/** The first look has told how the node's series are labelled. */
function lookedAt(
  scope: NodeScope,
  query: PromQuery,
  eventsIf: (isLabelled: boolean) => readonly PromQuery[]
): PromQuery {
  const closely = (looked: PromReply, stretch: Stretch) => {
    const isLabelled = areLabelled(looked);
    return closelyIn({ ...scope, isLabelled }, eventsIf(isLabelled), query, stretch);
  };
  const { ofPods: _, ...frugal } = query.frugal ?? {};
  const atEnds = query.refId === CONTAINERS.refId ? { atEnds: timesAtEnds(scope) } : {};
  return frugal.read ? { ...query, frugal: { ...frugal, ...atEnds, closely } } : query;
}

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
