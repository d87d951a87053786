import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { LookedUp } from '../prometheus/nodePods';
import type { PromRequest } from '../prometheus/ports/port';
import type { NodeScope, PodsMeasure } from '../prometheus/scope';

import type { Source } from './source';
import { scrapeIntervalOf } from './step';

interface Asked {
  readonly identity: NodeIdentity;
  readonly times: Omit<PromRequest, 'queries'>;
  readonly measure?: PodsMeasure;
  readonly pods?: LookedUp;
}

/** One node over the request's range, with what the settings say of it. */
export const nodeScope = (
  { settings, timeInterval }: Source,
  { identity, times, measure = 'containers', pods = {} }: Asked
): NodeScope => ({
  ...times,
  ...pods,
  identity,
  measure,
  labels: settings.labels,
  overrides: settings.overrides,
  scrapeInterval: scrapeIntervalOf(timeInterval),
});
