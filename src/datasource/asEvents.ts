import type { EventsQuery, TidemarkQuery } from './query';

/** Whatever kind was left in a query, only events can be annotations. */
export function asEvents(query: TidemarkQuery): EventsQuery {
  const { refId, datasource, hide, cluster, node = '' } = query;
  const kinds = query.kind === 'events' && query.kinds ? { kinds: query.kinds } : {};
  return { refId, datasource, hide, cluster, node, kind: 'events', ...kinds };
}
