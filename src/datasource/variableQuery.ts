import type { DataQuery } from '@grafana/schema';

interface ClustersQuery extends DataQuery {
  readonly kind: 'clusters';
}

interface NodesQuery extends DataQuery {
  readonly kind: 'nodes';
  /** Takes dashboard variables; empty for all clusters. */
  readonly cluster?: string;
}

/** What fills a dashboard variable. */
export type TidemarkVariableQuery = ClustersQuery | NodesQuery;
