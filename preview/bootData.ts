export const PREVIEW_VERSION = '12.4.10';

/** What an admin of the previewed "Grafana" may do. Only creating a data source has an effect, until the page is reloaded. */
const PERMISSIONS = ['datasources:create', 'datasources:query', 'plugins.app:access', 'plugins:write'];

/** The globals a Grafana server writes into its page. */
export function describeBoot(query: URLSearchParams): Record<string, unknown> {
  const theme = query.get('theme') === 'light' ? 'light' : 'dark';
  return {
    __grafana_public_path__: '/public/',
    grafanaBootData: {
      settings: {
        appSubUrl: '',
        appUrl: '/',
        apps: {},
        buildInfo: { version: PREVIEW_VERSION, env: 'production', edition: 'Open Source' },
        datasources: {},
        featureToggles: {},
        minRefreshInterval: '5s',
        panels: {},
      },
      user: {
        isSignedIn: true,
        language: 'en-US',
        locale: 'en-US',
        orgRole: 'Admin',
        permissions: Object.fromEntries(PERMISSIONS.map((permission) => [permission, true])),
        theme,
        timezone: 'utc',
        weekStart: '',
      },
      navTree: [],
    },
  };
}
