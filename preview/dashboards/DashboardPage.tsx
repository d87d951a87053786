import { locationService } from '@grafana/runtime';
import { UrlSyncContextProvider } from '@grafana/scenes';
import { LinkButton } from '@grafana/ui';
import React, { useMemo } from 'react';
import { useParams } from 'react-router';

import { buildDashboardScene } from './buildDashboardScene';
import { useDashboards, type ListedDashboard } from './useDashboards';

/** `/d/<uid>`: one dashboard's JSON, rendered with Scenes. */
export function DashboardPage() {
  const { uid } = useParams();
  const dashboards = useDashboards();
  const dashboard = dashboards.find((one) => one.uid === uid);
  if (!dashboard) {
    return <p>{dashboards.length === 0 ? 'Loading…' : `There is no dashboard "${uid}" in dashboards/.`}</p>;
  }
  return <DashboardView key={dashboard.uid} dashboard={dashboard} />;
}

function DashboardView({ dashboard: { model, title } }: { dashboard: ListedDashboard }) {
  const scene = useMemo(() => buildDashboardScene(model), [model]);
  return (
    <>
      <header style={{ display: 'flex', gap: 16, alignItems: 'baseline' }}>
        <h1>{title}</h1>
        {(model.links ?? [])
          .filter(({ type }) => type === 'link')
          .map((link) => (
            <LinkButton
              key={link.title}
              size="sm"
              fill="text"
              tooltip={link.tooltip}
              href={link.url ?? undefined}
              onClick={(event) => {
                event.preventDefault();
                locationService.push(withoutVariables(link.url ?? ''));
              }}
            >
              {link.title}
            </LinkButton>
          ))}
      </header>
      <UrlSyncContextProvider scene={scene} updateUrlOnInit createBrowserHistorySteps>
        <scene.Component model={scene} />
      </UrlSyncContextProvider>
    </>
  );
}

/** A link may carry `${ds:queryparam}`; the preview has one data source and needs no choice of it. */
const withoutVariables = (url: string): string => url.replace(/&?\$\{[^}]*\}/g, '');
