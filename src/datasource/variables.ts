import {
  createDataFrame,
  CustomVariableSupport,
  FieldType,
  type DataQueryRequest,
  type DataQueryResponse,
  type ScopedVars,
  type TimeRange,
} from '@grafana/data';
import { defer, from, map, of, type Observable } from 'rxjs';

import { tagOf } from '../frames/incidentTags';

import type { TidemarkJsonData } from './jsonData';
import { LazyVariableQueryEditor } from './lazyEditors';
import type { NameSource } from './nameSource';
import { nodesOf } from './nodeNames';
import type { TidemarkQuery } from './query';
import type { TidemarkVariableQuery } from './variableQuery';

/** Fills dashboard variables with the names of nodes, clusters or namespaces, or with the tag of a node's annotations. */
export class TidemarkVariables extends CustomVariableSupport<
  NameSource,
  TidemarkVariableQuery,
  TidemarkQuery,
  TidemarkJsonData
> {
  override editor = LazyVariableQueryEditor;

  constructor(private readonly datasource: NameSource) {
    super();
  }

  override query({
    targets,
    range,
    scopedVars,
  }: DataQueryRequest<TidemarkVariableQuery>): Observable<DataQueryResponse> {
    const [query] = targets;
    return query === undefined
      ? of({ data: [frameOf([])] })
      : defer(() => from(this.names(query, range, scopedVars))).pipe(
          map((names) => ({ data: [frameOf(optionsOf(query.kind, names))] }))
        );
  }

  private names(query: TidemarkVariableQuery, range: TimeRange, scopedVars: ScopedVars): Promise<readonly string[]> {
    switch (query.kind) {
      case 'clusters':
        return this.datasource.clusterNames(range);
      case 'nodes':
        return this.datasource.nodeNames({ cluster: query.cluster }, range, scopedVars);
      case 'namespaces':
        return this.datasource.namespaceNames({ cluster: query.cluster, node: query.node }, range, scopedVars);
      case 'nodeTag':
        return Promise.resolve(nodesOf({ node: query.node ?? '' }, scopedVars).map((node) => tagOf('node', node)));
    }
  }
}

/** A picker of clusters is never empty where no series carries the label: it says so, and its empty value stands for those. */
const optionsOf = (kind: TidemarkVariableQuery['kind'], names: readonly string[]): readonly string[] =>
  kind === 'clusters' && names.length === 0 ? [''] : names;

const frameOf = (names: readonly string[]) =>
  createDataFrame({
    fields: [
      { name: 'text', type: FieldType.string, values: names.map((name) => name || 'none') },
      { name: 'value', type: FieldType.string, values: [...names] },
    ],
  });
