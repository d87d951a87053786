import { bundlePort } from '../prometheus/bundlePort';
import type { PrometheusPort } from '../prometheus/port';
import { sharedPort } from '../prometheus/sharedPort';
import { wholePort } from '../prometheus/wholePort';

import { grafanaPort, type Upstream } from './grafanaPort';
import type { Source } from './source';

/** The way to the wrapped source, on which the parts of a page ask nothing twice, and all in a few queries. Ad-hoc filters and time zone change an answer. */
export function upstream({ shared }: Pick<Source, 'shared'>, asking: Upstream): PrometheusPort {
  const { filters = [], timezone } = asking.request;
  const read = sharedPort(bundlePort(grafanaPort(asking)), shared, JSON.stringify([filters, timezone]));
  return wholePort(read);
}
