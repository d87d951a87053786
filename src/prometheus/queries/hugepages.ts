import { METRIC } from '../metrics';
import { kubeNodeSeries } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { matches } from '../promql';
import type { NodeScope } from '../scope';

import { sumOnce } from './sumOnce';

/** Pre-allocated hugepages of all sizes: taken from allocatable, not from the kubepods limit (K32 nodestatus/setters.go:276). */
export function hugepages(scope: NodeScope): PromQuery {
  const series = kubeNodeSeries(scope, METRIC.nodeCapacity, [matches('resource', 'hugepages_.+')]);
  return { refId: 'hugepages', expr: sumOnce(series, ['resource']), mode: 'range' };
}
