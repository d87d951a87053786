import { METRIC } from '../metrics';
import { nodeSeries } from '../nodeSelector';
import type { PromQuery } from '../port';
import { aggregate, isNot } from '../promql';
import type { NodeScope } from '../scope';

import { freshNodeSeries } from './fresh';
import { liveOnly, liveWithout } from './liveOnly';
import { sumOnce } from './sumOnce';

export const CONTAINER_LABELS = ['namespace', 'pod', 'container'];
/** No cgroup above the container's; the pause container is `POD` or nameless. */
const OF_CONTAINERS = [isNot('container', ''), isNot('container', 'POD')];
/** cAdvisor's series: those of the same name from /metrics/resource have no id. */
export const OF_CADVISOR = [...OF_CONTAINERS, isNot('id', '')];

/** The article's sum over containers, of those that were there at the last scrape. */
export function containersLive(scope: NodeScope): PromQuery {
  const live = liveOnly(scope, nodeSeries(scope, METRIC.containerWorkingSet, OF_CADVISOR), OF_CADVISOR);
  return { refId: 'containersLive', expr: sumOnce(live, CONTAINER_LABELS), mode: 'range' };
}

/** The same sum as Prometheus gives it: with the last values of containers that are gone. */
export function containersWithGhosts(scope: NodeScope): PromQuery {
  const series = nodeSeries(scope, METRIC.containerWorkingSet, OF_CADVISOR);
  return { refId: 'containersWithGhosts', expr: sumOnce(series, CONTAINER_LABELS), mode: 'range' };
}

/** By the samples' age, for collections that say nothing else about life and death: /metrics/resource, stripped cAdvisor. */
export function containersFresh(scope: NodeScope): PromQuery {
  const series = freshNodeSeries(scope, METRIC.containerWorkingSet, OF_CONTAINERS);
  return { refId: 'containersFresh', expr: sumOnce(series, CONTAINER_LABELS), mode: 'range' };
}

/** How many containers were there at the last scrape and have no sample. */
export function containersUnsampled(scope: NodeScope): PromQuery {
  const unsampled = liveWithout(scope, nodeSeries(scope, METRIC.containerWorkingSet, OF_CADVISOR), OF_CADVISOR);
  return { refId: 'containersUnsampled', expr: aggregate('count', unsampled), mode: 'range' };
}
