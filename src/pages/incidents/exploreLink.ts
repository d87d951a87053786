import type { EpochMs } from '../../domain/units';

interface Asked {
  readonly query: string;
  /** The Prometheus behind the Tidemark data source. */
  readonly promUid: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Grafana's Explore with that query and range, below the app's root URL. */
export function exploreLink({ query, promUid, from, to }: Asked): string {
  const pane = {
    datasource: promUid,
    queries: [{ refId: 'A', expr: query, range: true, instant: false, datasource: { uid: promUid } }],
    range: { from: String(Math.round(from)), to: String(Math.round(to)) },
  };
  return `/explore?${new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify({ tidemark: pane }) })}`;
}
