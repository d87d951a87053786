import { CGROUP_LABELS, CONTAINER_LABELS, OF_CADVISOR, OF_CONTAINERS } from '../cadvisorLabels';
import { METRIC } from '../metrics';
import type { PodName } from '../../domain/incidents/reviewData';
import { nodePlaces, nodeSeries, podMatchers } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, isNot, type Matcher } from '../promql';
import type { NodeScope } from '../scope';

import { freshNodeSeries } from './fresh';
import { LIFE_SIGNS, lifeSigns, liveOnly } from './liveOnly';
import { sumOnce } from './sumOnce';

/** The questions of which the sums over containers are made (containerSums). */
export const CONTAINERS_REF = { workingSet: 'containersWorkingSet', signs: 'containersSigns' } as const;

/** Read with what the events ask of all cgroups of containers. */
const cgroups = (scope: NodeScope, named: readonly Matcher[] = []) => ({
  places: nodePlaces(scope, [isNot('container', ''), ...named], METRIC.containerWorkingSet),
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
  const ask = (named: readonly Matcher[]) => {
    const expr = aggregate('group', lifeSigns(scope, [...OF_CADVISOR, ...named]), CGROUP_LABELS);
    const part = { metrics: LIFE_SIGNS, ...cgroups(scope, named), what: 'there' } as const;
    return { expr, bare: { parts: [part] } };
  };
  const ofPods = (pods: readonly PodName[]) => ask(podMatchers({ ...scope, pods }));
  // Of the same page, and like these without a time of their own: they end with the scrape that fails.
  const frugal = { read: 'seldom', heldBy: ['machineMemory', 'rootLimit'], ...(scope.pods && { ofPods }) } as const;
  return { refId: CONTAINERS_REF.signs, ...ask([]), mode: 'range', frugal };
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
