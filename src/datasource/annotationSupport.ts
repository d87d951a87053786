import type { AnnotationSupport } from '@grafana/data';

import { ownVariables } from './defaultQuery';
import type { EventsQuery, TidemarkQuery } from './query';

/**
 * An annotation query is an `events` query. Grafana gives all annotations of one query one colour, so a dashboard asks once
 * for each kind. Windows of memory pressure become regions: their end differs from their start.
 */
export const annotationSupport: AnnotationSupport<TidemarkQuery> = {
  prepareQuery: ({ target }) => target && asAnnotations(target),
  getDefaultQuery: () => ({ kind: 'events', kinds: ['eviction'], ...ownVariables() }),
};

/** Whatever kind was left in the editor, only events can be annotations. */
function asAnnotations(query: TidemarkQuery): EventsQuery {
  const { refId, datasource, hide, cluster, node = '' } = query;
  const kinds = query.kind === 'events' && query.kinds ? { kinds: query.kinds } : {};
  return { refId, datasource, hide, cluster, node, kind: 'events', ...kinds, as: 'annotations' };
}
