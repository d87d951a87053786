import type { AnnotationSupport } from '@grafana/data';

import { asEvents } from './asEvents';
import { ownVariables } from './defaultQuery';
import { LazyAnnotationQueryEditor } from './lazyEditors';
import type { TidemarkQuery } from './query';

/**
 * An annotation query is an `events` query. Grafana gives all annotations of one query one colour, so a dashboard asks once
 * for each kind. Windows of memory pressure become regions: their end differs from their start. Without kinds all are meant; the
 * default names none, since Grafana's editor shows it in the place of what a query does not say.
 */
export const annotationSupport: AnnotationSupport<TidemarkQuery> = {
  prepareQuery: ({ target }) => target && { ...asEvents(target), as: 'annotations' },
  getDefaultQuery: () => ({ kind: 'events', ...ownVariables() }),
  QueryEditor: LazyAnnotationQueryEditor,
};
