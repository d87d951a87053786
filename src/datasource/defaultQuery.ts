import { getTemplateSrv } from '@grafana/runtime';

import type { TidemarkQuery } from './query';

/** A new query: the node's memory, of the dashboard's own `node` and `cluster` variables where it has them. */
export function defaultQuery(): Partial<TidemarkQuery> {
  return { kind: 'nodeMemory', ...ownVariables() };
}

/** What the dashboard's own variables say of where to look. */
export function ownVariables(): { readonly node: string; readonly cluster?: string } {
  const known = getTemplateSrv()
    .getVariables()
    .map(({ name }) => name);
  return { node: known.includes('node') ? '$node' : '', ...(known.includes('cluster') && { cluster: '$cluster' }) };
}
