import { APP_ROOT } from '../ids';

/** Where the same node and time can be looked at: this app's pages and its dashboard for daily use. */
export type Place = 'node' | 'incidents' | 'dashboard';

/** What stays the same from place to place. Times as in a URL: `now-1h`, ISO 8601 or milliseconds. */
export interface Looked {
  readonly dataSource?: string;
  readonly cluster?: string;
  /** None stands for all of them. */
  readonly nodes?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly timeZone?: string;
  /** For the incidents page: why it died, `apps/web`. */
  readonly pod?: string;
}

const PATH: Readonly<Record<Place, string>> = {
  node: `${APP_ROOT}/node`,
  incidents: `${APP_ROOT}/incidents`,
  // The uid in dashboards/node-memory.json.
  dashboard: '/d/tidemark-node-memory',
};

/** A path below Grafana's root that shows the same data source, nodes and time elsewhere. */
export function placeLink(place: Place, { dataSource, cluster, nodes = [], from, to, timeZone, pod }: Looked): string {
  const params = new URLSearchParams();
  const put = (name: string, value: string | undefined) => value && params.append(name, value);
  put('var-ds', dataSource);
  put('var-cluster', cluster);
  nodes.forEach((node) => put('var-node', node));
  put('from', from);
  put('to', to);
  put('timezone', timeZone);
  put('pod', pod);
  const query = params.toString();
  return query === '' ? PATH[place] : `${PATH[place]}?${query}`;
}
