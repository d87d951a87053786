import type { DataSourceApi, ScopedVars, TimeRange } from '@grafana/data';

import type { TidemarkJsonData } from './jsonData';
import type { TidemarkQuery } from './query';

/** As much of our data source as editors and variables ask: names. Each rejects with what Prometheus said. */
export interface NameSource extends DataSourceApi<TidemarkQuery, TidemarkJsonData> {
  nodeNames(of: { readonly cluster?: string }, range?: TimeRange, scopedVars?: ScopedVars): Promise<readonly string[]>;
  clusterNames(range?: TimeRange): Promise<readonly string[]>;
  namespaceNames(
    of: { readonly cluster?: string; readonly node?: string },
    range?: TimeRange,
    scopedVars?: ScopedVars
  ): Promise<readonly string[]>;
}
