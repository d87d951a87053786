import type { SceneAppPage } from '@grafana/scenes';

import { buildIncidentsPage } from './incidents/incidentsPage';
import { buildNodePage } from './node/nodePage';

export interface PageRoute {
  /** Below the app's root: `node` is `/a/tidemark-nodememory-app/node`. */
  readonly path: string;
  readonly build: (path: string) => SceneAppPage;
}

/** Every page of the app; the first is the start page. */
export const ROUTES: readonly [PageRoute, ...PageRoute[]] = [
  { path: 'node', build: buildNodePage },
  { path: 'incidents', build: buildIncidentsPage },
];
