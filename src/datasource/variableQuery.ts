import type { DataQuery } from '@grafana/schema';

interface ClustersQuery extends DataQuery {
  readonly kind: 'clusters';
}

interface NodesQuery extends DataQuery {
  readonly kind: 'nodes';
  /** Takes dashboard variables; empty for all clusters. */
  readonly cluster?: string;
}

interface NamespacesQuery extends DataQuery {
  readonly kind: 'namespaces';
  /** Both take dashboard variables; empty for all. */
  readonly cluster?: string;
  readonly node?: string;
}

interface NodeTagQuery extends DataQuery {
  readonly kind: 'nodeTag';
  /** Takes dashboard variables. */
  readonly node?: string;
}

/** What fills a dashboard variable. */
export type TidemarkVariableQuery = ClustersQuery | NodesQuery | NamespacesQuery | NodeTagQuery;
