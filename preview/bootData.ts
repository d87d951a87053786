export const PREVIEW_VERSION = '12.4.10';

/** What each role may do by Grafana's defaults, as far as the plugin asks; an editor may what a viewer may, and so on. */
const VIEWER = ['datasources:query', 'plugins.app:access', 'annotations:read'];
const EDITOR = [...VIEWER, 'annotations:create', 'annotations:write', 'annotations:delete', 'datasources:explore'];
const ADMIN = [...EDITOR, 'datasources:create', 'datasources:delete', 'datasources:write', 'plugins:write'];
const PERMISSIONS = { Viewer: VIEWER, Editor: EDITOR, Admin: ADMIN };

type Role = keyof typeof PERMISSIONS;

/** The globals a Grafana server writes into its page. */
export function describeBoot(query: URLSearchParams): Record<string, unknown> {
  const theme = query.get('theme') === 'light' ? 'light' : 'dark';
  const asked = query.get('role') ?? '';
  const role: Role = asked === 'Viewer' || asked === 'Editor' ? asked : 'Admin';
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
        orgRole: role,
        permissions: Object.fromEntries(PERMISSIONS[role].map((permission) => [permission, true])),
        theme,
        timezone: 'utc',
        weekStart: '',
      },
      navTree: [],
    },
  };
}
