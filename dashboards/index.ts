import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { buildFigure3 } from './figure3';
import { buildFigure6 } from './figure6';
import { buildNodeMemory } from './nodeMemory';

export interface DashboardFile {
  /** Beside this file, and under `dashboards/` in the built plugin. */
  readonly file: string;
  readonly build: () => Dashboard;
}

/** Every dashboard the app brings; plugin.json's `includes` names the same. */
export const DASHBOARDS: readonly DashboardFile[] = [
  { file: 'figure-3.json', build: buildFigure3 },
  { file: 'figure-6.json', build: buildFigure6 },
  { file: 'node-memory.json', build: buildNodeMemory },
];
