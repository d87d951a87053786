import { pagePort } from '../prometheus/ports/pagePort';
import type { PrometheusPort } from '../prometheus/ports/port';

import { grafanaPort, type Upstream } from './grafanaPort';
import type { Source } from './source';

/** The way to the wrapped source, on which the parts of a page share what they ask. Ad-hoc filters and time zone change an answer. */
export function upstream({ shared }: Pick<Source, 'shared'>, asking: Upstream): PrometheusPort {
  const { filters = [], timezone } = asking.request;
  return pagePort(grafanaPort(asking), shared, JSON.stringify([filters, timezone]));
}
