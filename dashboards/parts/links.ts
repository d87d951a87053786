import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { DashboardLinkBuilder, DashboardLinkType, type DashboardLink } from '@grafana/grafana-foundation-sdk/dashboard';

import app from '../../src/plugin.json';

import type { RecordedIncident } from './recordings';

/** A link that switches the node and the time together: a variable alone would leave the range on the other recording. */
export function linkToIncident(uid: string, { title, node, from, to }: RecordedIncident): Builder<DashboardLink> {
  const query = `var-node=${node}&from=${from}&to=${to}&\${ds:queryparam}`;
  const link = new DashboardLinkBuilder(title)
    .type(DashboardLinkType.Link)
    .icon('external link')
    .tooltip(`${node}, ${from} to ${to}`)
    .url(`/d/${uid}?${query}`);
  return { build: () => inTheOpen(link.build()) };
}

/** The app's first page makes the data source where there is none; else it shows any node. */
export function linkToSetUp(): Builder<DashboardLink> {
  const link = new DashboardLinkBuilder('Set up Tidemark')
    .type(DashboardLinkType.Link)
    .icon('cog')
    .tooltip('No data source to choose? One click in the app makes it.')
    .url(`/a/${app.id}`);
  return { build: () => inTheOpen(link.build()) };
}

/** The app's page for the same node, cluster, data source and time. */
export function linkToPage(path: string, title: string, tooltip: string): Builder<DashboardLink> {
  const link = new DashboardLinkBuilder(title)
    .type(DashboardLinkType.Link)
    .icon('external link')
    .tooltip(tooltip)
    .url(`/a/${app.id}/${path}`)
    .includeVars(true)
    .keepTime(true);
  return { build: () => inTheOpen(link.build()) };
}

/** The SDK would hide the link in a menu. */
function inTheOpen({ placement, ...link }: DashboardLink): DashboardLink {
  return link;
}
