import { KUBEPODS_ENDS } from '../kubepods';
import { METRIC } from '../metrics';
import { clusterMatchers } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, or, selectorOfAny } from '../promql';

import type { ClusterScope, IdentityScope } from './nodeInfo';

/** The ids of the cluster's kubepods cgroups at both ends of the range: few, whatever its size. */
export function kubepodsIds(scope: ClusterScope & Pick<IdentityScope, 'window'>): PromQuery {
  const seconds = Math.ceil(scope.window / 1000);
  const at = KUBEPODS_ENDS.flatMap((end) => {
    const now = selectorOfAny(METRICS, [end, ...clusterMatchers(scope)]);
    return seconds > 0 ? [now, `${now} offset ${seconds}s`] : [now];
  });
  return { refId: 'kubepodsIds', expr: aggregate('group', or(...at), ['id']), mode: 'instant' };
}

/** A collection may drop either. */
const METRICS = [METRIC.containerWorkingSet, METRIC.containerMemoryLimit, METRIC.containerUsage];
