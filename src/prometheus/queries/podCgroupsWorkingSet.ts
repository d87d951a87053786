import { METRIC } from '../metrics';
import { nodeSeries } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, is, isNot } from '../promql';
import type { NodeScope } from '../scope';

import { freshNodeSeries } from './fresh';
import { liveOnly, liveWithout } from './liveOnly';
import { sumOnce } from './sumOnce';

const LABELS = ['namespace', 'pod'];
/** The pod's own cgroup: the pause container below it has an image and a name. */
const OF_PODS = [isNot('pod', ''), is('container', ''), is('image', ''), is('name', ''), isNot('id', '')];

/** Pod cgroups, with pause containers and what is charged to the pod itself, of pods that were there at the last scrape. */
export function podsLive(scope: NodeScope): PromQuery {
  const live = liveOnly(scope, nodeSeries(scope, METRIC.containerWorkingSet, OF_PODS), OF_PODS);
  return { refId: 'podsLive', expr: sumOnce(live, LABELS), mode: 'range' };
}

/** The same as Prometheus gives it: with the last values of pods that are gone. */
export function podsWithGhosts(scope: NodeScope): PromQuery {
  const series = nodeSeries(scope, METRIC.containerWorkingSet, OF_PODS);
  return { refId: 'podsWithGhosts', expr: sumOnce(series, LABELS), mode: 'range' };
}

/** By the samples' age, where nothing else tells the living from the dead. */
export function podsFresh(scope: NodeScope): PromQuery {
  const series = freshNodeSeries(scope, METRIC.containerWorkingSet, OF_PODS);
  return { refId: 'podsFresh', expr: sumOnce(series, LABELS), mode: 'range' };
}

/** How many pods were there at the last scrape and have no sample. */
export function podsUnsampled(scope: NodeScope): PromQuery {
  const unsampled = liveWithout(scope, nodeSeries(scope, METRIC.containerWorkingSet, OF_PODS), OF_PODS);
  return { refId: 'podsUnsampled', expr: aggregate('count', unsampled), mode: 'range' };
}
