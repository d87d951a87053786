import { CGROUP_LABELS, CONTAINER_LABELS, OF_CADVISOR, OF_CONTAINERS } from '../cadvisorLabels';
import { METRIC } from '../metrics';
import { nodePlaces, nodeSeries } from '../nodeSelector';
import type { PromQuery } from '../port';
import { aggregate, isNot } from '../promql';
import type { NodeScope } from '../scope';

import { freshNodeSeries } from './fresh';
import { LIFE_SIGNS, lifeSigns, liveOnly } from './liveOnly';
import { sumOnce } from './sumOnce';

/** The questions of which the sums over containers are made (containerSums). */
export const CONTAINERS_REF = { workingSet: 'containersWorkingSet', signs: 'containersSigns' } as const;

/** Read with what the events ask of all cgroups of containers. */
const cgroups = (scope: NodeScope) => ({
  places: nodePlaces(scope, [isNot('container', '')], METRIC.containerWorkingSet),
  among: OF_CADVISOR,
  by: CGROUP_LABELS,
});

export function containersWorkingSet(scope: NodeScope): PromQuery {
  const expr = aggregate('max', nodeSeries(scope, METRIC.containerWorkingSet, OF_CADVISOR), CGROUP_LABELS);
  const part = { metrics: [METRIC.containerWorkingSet], ...cgroups(scope) };
  return {
    refId: CONTAINERS_REF.workingSet,
    expr,
    mode: 'range',
    frugal: { tells: 'begins' },
    bare: { parts: [part] },
  };
}

/** Which containers were there at the last scrape. */
export function containersSigns(scope: NodeScope): PromQuery {
  const expr = aggregate('group', lifeSigns(scope, OF_CADVISOR), CGROUP_LABELS);
  // Of the same page, and like these without a time of their own: they end with the scrape that fails.
  const frugal = { read: 'seldom', heldBy: ['machineMemory', 'rootLimit'] } as const;
  const part = { metrics: LIFE_SIGNS, ...cgroups(scope), what: 'there' } as const;
  return { refId: CONTAINERS_REF.signs, expr, mode: 'range', frugal, bare: { parts: [part] } };
}

/** The article's sum over containers, of those that were there at the last scrape, as one query to run again. */
export function containersLive(scope: NodeScope): PromQuery {
  const live = liveOnly(scope, nodeSeries(scope, METRIC.containerWorkingSet, OF_CADVISOR), OF_CADVISOR);
  return { refId: 'containersLive', expr: sumOnce(live, CONTAINER_LABELS), mode: 'range' };
}

/** By the samples' age, for collections that say nothing else about life and death: /metrics/resource, stripped cAdvisor. */
export function containersFresh(scope: NodeScope): PromQuery {
  const series = freshNodeSeries(scope, METRIC.containerWorkingSet, OF_CONTAINERS);
  return { refId: 'containersFresh', expr: sumOnce(series, CONTAINER_LABELS), mode: 'range' };
}
