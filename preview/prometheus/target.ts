import type { DataQuery } from '@grafana/schema';

/** A query as panels hand it to Grafana's Prometheus data source. */
export interface PromTarget extends DataQuery {
  readonly expr?: string;
  readonly range?: boolean;
  readonly instant?: boolean;
  readonly format?: 'time_series' | 'table' | 'heatmap';
  readonly legendFormat?: string;
  /** The least step, as `30s` or `30000ms`. */
  readonly interval?: string;
}

/** What Grafana calls "Auto" in the legend field. */
export const AUTO_LEGEND = '__auto';
