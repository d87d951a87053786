import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { AnnotationQueryBuilder, type AnnotationQuery } from '@grafana/grafana-foundation-sdk/dashboard';

import { capital } from '../../src/domain/capital';
import type { NodeEventKind } from '../../src/domain/events';
import { EVENT_COLORS } from '../../src/frames/colors';
import { EVENT_WORDS } from '../../src/frames/vocabulary';

import { DATA_SOURCE, target } from './dataSource';

/** Grafana colours annotations by query, not by event: one query a kind. */
const KINDS: readonly NodeEventKind[] = ['eviction', 'oom-kill', 'termination', 'pressure'];

/** Only for panels that do not bring their own events: the same event sent both ways is drawn twice. */
export function eventAnnotations(): ReadonlyArray<Builder<AnnotationQuery>> {
  return KINDS.map((kind) => {
    const annotation = new AnnotationQueryBuilder()
      .name(capital(EVENT_WORDS[kind].many))
      .datasource(DATA_SOURCE)
      .enable(kind !== 'termination')
      .iconColor(EVENT_COLORS[kind])
      .target(target({ refId: kind, kind: 'events', cluster: '$cluster', node: '$node', kinds: [kind] }));
    return { build: () => onTheToolbar(annotation.build()) };
  });
}

/** The SDK would hide every switch in a menu. */
function onTheToolbar({ placement, ...annotation }: AnnotationQuery): AnnotationQuery {
  return annotation;
}
