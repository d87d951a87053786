import type { SceneAppPage } from '@grafana/scenes';

import { buildFleetPage } from './fleet/fleetPage';
import { buildIncidentsPage } from './incidents/incidentsPage';
import { buildNodePage } from './node/nodePage';
import { buildNumbersPage } from './numbers/numbersPage';
import { buildReservePage } from './reserve/reservePage';
import { buildSignalsPage } from './signals/signalsPage';
import { buildWeekPage } from './week/weekPage';

export interface PageRoute {
  /** Below the app's root: `node` is `/a/tidemark-nodememory-app/node`. */
  readonly path: string;
  readonly title: string;
  /** Whether there are pages below it, one part of the path deep. */
  readonly hasPages: boolean;
  readonly build: (path: string) => SceneAppPage;
}

/** Every page of the app; the first is the start page. */
export const ROUTES: readonly [PageRoute, ...PageRoute[]] = [
  { path: 'fleet', title: 'Fleet', hasPages: false, build: buildFleetPage },
  { path: 'node', title: 'Node memory', hasPages: false, build: buildNodePage },
  { path: 'incidents', title: 'Incidents', hasPages: true, build: buildIncidentsPage },
  { path: 'week', title: 'Week', hasPages: false, build: buildWeekPage },
  { path: 'reserve', title: 'Reserve', hasPages: false, build: buildReservePage },
  { path: 'signals', title: 'Signals', hasPages: false, build: buildSignalsPage },
  { path: 'numbers', title: 'Which number is right?', hasPages: false, build: buildNumbersPage },
];

/** Whether the app has this page: `node`, `incidents/some-id`. */
export function isKnown(path: string): boolean {
  const [first, ...below] = path.split('/').filter((part) => part !== '');
  return ROUTES.some((route) => route.path === first && below.length <= (route.hasPages ? 1 : 0));
}
