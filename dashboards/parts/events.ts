import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { AnnotationQueryBuilder, type AnnotationQuery } from '@grafana/grafana-foundation-sdk/dashboard';

import type { NodeEventKind } from '../../src/domain/events';

import { DATA_SOURCE, target } from './dataSource';

interface Mark {
  readonly kind: NodeEventKind;
  readonly name: string;
  readonly color: string;
}

/** Grafana colours annotations by query, not by event: one query a kind. */
const MARKS: readonly Mark[] = [
  { kind: 'eviction', name: 'Evictions', color: 'red' },
  { kind: 'oom-kill', name: 'OOM kills', color: 'purple' },
  { kind: 'pressure', name: 'Memory pressure', color: 'orange' },
];

/** Only for panels that do not bring their own events: the same event sent both ways is drawn twice. */
export function eventAnnotations(): ReadonlyArray<Builder<AnnotationQuery>> {
  return MARKS.map(({ kind, name, color }) => {
    const annotation = new AnnotationQueryBuilder()
      .name(name)
      .datasource(DATA_SOURCE)
      .enable(true)
      .iconColor(color)
      .target(target({ refId: kind, kind: 'events', cluster: '$cluster', node: '$node', kinds: [kind] }));
    return { build: () => onTheToolbar(annotation.build()) };
  });
}

/** The SDK would hide every switch in a menu. */
function onTheToolbar({ placement, ...annotation }: AnnotationQuery): AnnotationQuery {
  return annotation;
}
