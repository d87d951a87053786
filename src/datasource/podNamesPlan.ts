import { podNamesFrame } from '../frames/incidentPodNames';
import { podNamesIn } from '../prometheus/podNames';
import { podNames } from '../prometheus/queries/podNames';
import type { NodeScope } from '../prometheus/scope';

import type { Plan } from './plan';

/** The names behind the uids in a log. */
export function podNamesPlan(scope: NodeScope): Plan {
  const query = podNames(scope);
  return { queries: [query], frames: ({ series }) => [podNamesFrame(podNamesIn(series[query.refId] ?? []))] };
}
