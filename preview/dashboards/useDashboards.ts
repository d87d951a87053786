import type { Dashboard } from '@grafana/schema';
import { useEffect, useState } from 'react';

export interface ListedDashboard {
  readonly uid: string;
  readonly title: string;
  readonly model: Dashboard;
}

let loaded: Promise<readonly ListedDashboard[]> | undefined;

/** Every dashboard JSON that the server finds in `dashboards/`. */
export function loadDashboards(): Promise<readonly ListedDashboard[]> {
  loaded ??= fetch('/preview/dashboards.json')
    .then((reply) => reply.json() as Promise<Dashboard[]>)
    .then((models) => models.map((model) => ({ uid: model.uid ?? '', title: model.title ?? '', model })));
  return loaded;
}

export function useDashboards(): readonly ListedDashboard[] {
  const [dashboards, setDashboards] = useState<readonly ListedDashboard[]>([]);
  useEffect(() => {
    loadDashboards().then(setDashboards, console.error);
  }, []);
  return dashboards;
}
