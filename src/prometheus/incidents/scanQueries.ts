import { OF_CONTAINERS, CGROUP_LABELS } from '../cadvisorLabels';
import type { BarePart } from '../ports/bare';
import { eventQueries } from '../events/eventQueries';
import { CONTAINERS } from '../events/sources/containers';
import { OOM_CONTAINERS } from '../events/sources/oomKills';
import { PODS } from '../events/sources/pods';
import { METRIC } from '../metrics';
import { nodePlaces } from '../nodeSelector';
import type { PromQuery, PromReply } from '../ports/port';
import { isNot } from '../promql';
import { areLabelled, seriesWithoutLabel } from '../queries/withoutLabel';
import type { NodeScope } from '../scope';

import { podsByName } from './podsByName';

/** What tells where anything happened, and at which labels to look for it. */
export function scanQueries(scope: NodeScope): readonly PromQuery[] {
  return [...eventQueries(scope).map((query) => lookedAt(scope, query)), seriesWithoutLabel(scope)];
}

/** The first look has told how the node's series are labelled. */
function lookedAt(scope: NodeScope, query: PromQuery): PromQuery {
  const closely = (looked: PromReply) => closelyIn({ ...scope, isLabelled: areLabelled(looked) }, query);
  const { ofPods: _, ...frugal } = query.frugal ?? {};
  return frugal.read ? { ...query, frugal: { ...frugal, closely } } : query;
}

function closelyIn(scope: NodeScope, { refId }: PromQuery): Pick<PromQuery, 'expr' | 'bare'> | undefined {
  const events = eventQueries(scope);
  const query = events.find((one) => one.refId === refId);
  const parts = storedOf(scope, refId);
  return refId === PODS.refId ? podsByName(scope, events) : query && parts ? { ...query, bare: { parts } } : query;
}

function storedOf(scope: NodeScope, refId: string): readonly BarePart[] | undefined {
  switch (refId) {
    case CONTAINERS.refId:
      return [{ ...workingSets(scope), what: 'sampleTime' }];
    case OOM_CONTAINERS.refId:
      return [kills(scope)];
    default:
      return undefined;
  }
}

/** As it is stored a server need not look for it at each step. */
const ofContainers = (scope: NodeScope, metric: string) => ({
  metrics: [metric],
  places: nodePlaces(scope, [isNot('container', '')], metric),
  by: CGROUP_LABELS,
  isStored: true,
});

const workingSets = (scope: NodeScope) => ({
  ...ofContainers(scope, METRIC.containerWorkingSet),
  among: OF_CONTAINERS,
});

const kills = (scope: NodeScope) => ({ ...ofContainers(scope, METRIC.containerOomEvents), isHeld: true });
