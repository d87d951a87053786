import type { AppPlugin } from '@grafana/data';
import { config, locationService } from '@grafana/runtime';
import { Button, LinkButton } from '@grafana/ui';
import React from 'react';
import { useLocation } from 'react-router';

import { useDashboards } from '../dashboards/useDashboards';

/** The app's pages, the dashboards, and the theme. */
export function Navigation({ app }: { app: AppPlugin }) {
  const dashboards = useDashboards();
  const { pathname } = useLocation();
  const pages = (app.meta.includes ?? []).filter(({ type, addToNav }) => type === 'page' && addToNav);
  const links = [
    ...pages.map(({ name, path = '' }) => ({ name, path: path.replace('%PLUGIN_ID%', app.meta.id) })),
    ...dashboards.map(({ title, uid }) => ({ name: title, path: `/d/${uid}` })),
  ];
  return (
    <nav style={{ display: 'flex', gap: 8, padding: '8px 16px', alignItems: 'center' }}>
      {/* One row that scrolls: Grafana's own menu takes none of the pages' height either. */}
      <div
        style={{ flex: 1, display: 'flex', gap: 4, overflowX: 'auto', whiteSpace: 'nowrap', scrollbarWidth: 'none' }}
      >
        {links.map(({ name, path }) => (
          <LinkButton
            key={path}
            href={withTheme(path)}
            size="sm"
            fill="text"
            style={{ flexShrink: 0 }}
            variant={pathname.startsWith(path) ? 'primary' : 'secondary'}
            onClick={(event) => {
              event.preventDefault();
              locationService.push(withTheme(path));
            }}
          >
            {name}
          </LinkButton>
        ))}
      </div>
      <Button size="sm" variant="secondary" fill="outline" onClick={switchTheme}>
        {config.theme2.isDark ? 'Light theme' : 'Dark theme'}
      </Button>
    </nav>
  );
}

function withTheme(path: string): string {
  const theme = new URLSearchParams(window.location.search).get('theme');
  return theme ? `${path}?theme=${theme}` : path;
}

/** The theme is chosen while Grafana's libraries are loaded, so the page starts again. */
function switchTheme(): void {
  const url = new URL(window.location.href);
  url.searchParams.set('theme', config.theme2.isDark ? 'light' : 'dark');
  window.location.assign(url);
}
