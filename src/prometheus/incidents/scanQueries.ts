import { OF_CONTAINERS, CGROUP_LABELS } from '../cadvisorLabels';
import { eventQueries } from '../events/eventQueries';
import { CONTAINERS } from '../events/sources/containers';
import { METRIC } from '../metrics';
import { nodePlaces } from '../nodeSelector';
import type { PromQuery, PromReply } from '../port';
import { isNot } from '../promql';
import { areLabelled, seriesWithoutLabel } from '../queries/withoutLabel';
import type { NodeScope } from '../scope';

/** What tells where anything happened, and at which labels to look for it. */
export function scanQueries(scope: NodeScope): readonly PromQuery[] {
  return [...eventQueries(scope).map((query) => lookedAt(scope, query)), seriesWithoutLabel(scope)];
}

/** The first look has told how the node's series are labelled. */
function lookedAt(scope: NodeScope, query: PromQuery): PromQuery {
  const closely = (looked: PromReply) => closelyIn({ ...scope, isLabelled: areLabelled(looked) }, query);
  return query.frugal?.read ? { ...query, frugal: { ...query.frugal, closely } } : query;
}

function closelyIn(scope: NodeScope, { refId }: PromQuery): Pick<PromQuery, 'expr' | 'bare'> | undefined {
  const query = eventQueries(scope).find((one) => one.refId === refId);
  return query && refId === CONTAINERS.refId ? { ...query, bare: { parts: [sampleTimes(scope)] } } : query;
}

/** Of the containers' samples only their times count: as they are stored, a server need not look for them at each step. */
const sampleTimes = (scope: NodeScope) =>
  ({
    metrics: [METRIC.containerWorkingSet],
    places: nodePlaces(scope, [isNot('container', '')], METRIC.containerWorkingSet),
    among: OF_CONTAINERS,
    by: CGROUP_LABELS,
    what: 'sampleTime',
    isStored: true,
  }) as const;
