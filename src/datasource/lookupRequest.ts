import { CoreApp, dateTime, getDefaultTimeRange, type TimeRange } from '@grafana/data';

import type { PanelRequest } from './grafanaPort';

/** A request that no panel makes: for the names in an editor, for the health check. */
export function lookupRequest(range: TimeRange = getDefaultTimeRange()): PanelRequest {
  return {
    requestId: lookupId(),
    app: CoreApp.Unknown,
    range,
    interval: '1m',
    intervalMs: 60_000,
    timezone: 'utc',
    scopedVars: {},
    startTime: dateTime().valueOf(),
  };
}

/** Two requests at once must not share an id: the second would cancel the first. */
export const lookupId = (): string => `tidemark-lookup-${++lookups}`;

let lookups = 0;
