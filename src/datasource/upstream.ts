import type { PrometheusPort } from '../prometheus/port';
import { sharedPort } from '../prometheus/sharedPort';
import { wholePort } from '../prometheus/wholePort';

import { grafanaPort, type Upstream } from './grafanaPort';
import type { Source } from './source';

/** The way to the wrapped source, on which the parts of a page ask nothing twice. Ad-hoc filters and time zone change an answer. */
export function upstream({ shared }: Pick<Source, 'shared'>, asking: Upstream): PrometheusPort {
  const { filters = [], timezone } = asking.request;
  return wholePort(sharedPort(grafanaPort(asking), shared, JSON.stringify([filters, timezone])));
}
