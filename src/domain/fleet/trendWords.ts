import { formatRate } from '../quantity/formatBytes';
import type { NearestLineName } from '../trend/nearestLine';
import { timeWords } from '../trend/nextWords';
import { findTrend } from '../trend/trend';

import type { FleetNode } from './fleetNode';

/** Where the pods' memory is heading, and when the nearest line is reached if it goes on; calm is said only of what was sampled. */
export function trendWords({ nearest, podsCurve }: Pick<FleetNode, 'nearest' | 'podsCurve'>): string {
  if (nearest) {
    return `${REACHED[nearest.line]} in ${timeWords(nearest.time)} if it goes on`;
  }
  const known = podsCurve?.values.filter((value) => Number.isFinite(value)) ?? [];
  if (podsCurve === undefined || known.length < FEWEST) {
    return 'trend unknown';
  }
  const slope = findTrend(podsCurve.times, podsCurve.values);
  if (slope === undefined) {
    return 'no trend';
  }
  return `pods ${slope.perSecond < 0 ? 'fall' : 'rise'} by ${formatRate(Math.abs(slope.perSecond))}`;
}

/** With fewer no trend could be seen (domain/trend/slope). */
const FEWEST = 8;

const REACHED: Readonly<Record<NearestLineName, string>> = {
  podsEvictionLine: 'pods are evicted',
  kubepodsLimit: 'pods are killed',
  evictionHard: 'the node evicts',
};
