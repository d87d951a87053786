import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  AnnotationQueryBuilder,
  QueryVariableBuilder,
  VariableHide,
  type AnnotationQuery,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';

import { capital } from '../../src/domain/words/capital';
import type { NodeEventKind } from '../../src/domain/events/events';
import type { TidemarkVariableQuery } from '../../src/datasource/variableQuery';
import { EVENT_COLORS } from '../../src/frames/colors';
import { INCIDENT_TAG } from '../../src/frames/incidentTags';
import { EVENT_WORDS } from '../../src/frames/vocabulary';

import { DATA_SOURCE, target } from './dataSource';

/** The variable of the tag that a node's incidents carry: a hash where Grafana would cut the node's name. */
const NODE_TAG = 'nodeTag';

/** Grafana colours annotations by query, not by event: one query a kind. */
const KINDS: readonly NodeEventKind[] = ['eviction', 'oom-kill', 'termination', 'pressure'];

/** Our panel draws its own events of the kinds that these have on; any other panel draws these. */
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

/** Incidents of this node that somebody wrote to Grafana, on the incident's page. */
export function incidentAnnotations(): Builder<AnnotationQuery> {
  const query = { limit: 100, matchAny: false, tags: [INCIDENT_TAG, `$${NODE_TAG}`], type: 'tags' };
  const annotation = new AnnotationQueryBuilder()
    .name('Incidents')
    .datasource({ type: 'grafana', uid: '-- Grafana --' })
    .enable(true)
    .iconColor('blue')
    .target({ build: () => ({ ...query, _implementsDataqueryVariant: () => {} }) });
  return { build: () => onTheToolbar(annotation.build()) };
}

/** What `incidentAnnotations` asks for; after the variable `node`. */
export function nodeTagVariable(): Builder<VariableModel> {
  const query: TidemarkVariableQuery = { refId: NODE_TAG, kind: 'nodeTag', node: '$node' };
  const variable = new QueryVariableBuilder(NODE_TAG)
    .datasource(DATA_SOURCE)
    .query({ ...query })
    .hide(VariableHide.HideVariable);
  // It follows from the node, and would only make links longer.
  return { build: () => ({ ...variable.build(), skipUrlSync: true }) };
}

/** The SDK would hide every switch in a menu. */
function onTheToolbar({ placement, ...annotation }: AnnotationQuery): AnnotationQuery {
  return annotation;
}
