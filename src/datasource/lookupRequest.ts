import { CoreApp, dateTime, getDefaultTimeRange, type TimeRange } from '@grafana/data';

import type { PanelRequest } from './grafanaPort';

/** A request that no panel makes: for the names in an editor, for the health check. */
export function lookupRequest(range: TimeRange = getDefaultTimeRange()): PanelRequest {
  return {
    // Two at once must not share an id: the second would cancel the first.
    requestId: `tidemark-lookup-${++lookups}`,
    app: CoreApp.Unknown,
    range,
    interval: '1m',
    intervalMs: 60_000,
    timezone: 'utc',
    scopedVars: {},
    startTime: dateTime().valueOf(),
  };
}

let lookups = 0;
