import { matchPluginId, type DataSourceInstanceSettings } from '@grafana/data';
import type { GetDataSourceListFilters } from '@grafana/runtime';

type Settings = DataSourceInstanceSettings;

/** Grafana's own entries, as they are listed: no filter by what a source can do applies to them. */
const BUILT_IN = ['mixed', 'dashboard', 'grafana'];

/** The sources that pass the filters, by name; Grafana's own come after them, whatever type is asked for. */
export function listDataSources(all: readonly Settings[], filters: GetDataSourceListFilters): Settings[] {
  const own = all.filter(({ meta }) => !BUILT_IN.includes(meta.id)).filter((one) => passes(one, filters));
  return [...own.sort(byName), ...builtIn(all, filters)];
}

function passes(one: Settings, filters: GetDataSourceListFilters): boolean {
  const { type, meta } = one;
  const types = filters.type === undefined ? undefined : [filters.type].flat();
  const isAnything = [meta.metrics, meta.annotations, meta.tracing, meta.logs, meta.alerting].includes(true);
  return (
    (!filters.metrics || meta.metrics === true) &&
    (!filters.tracing || meta.tracing === true) &&
    (!filters.logs || meta.logs === true || meta.category === 'logging') &&
    (!filters.annotations || meta.annotations === true) &&
    (!filters.alerting || meta.alerting === true) &&
    (!filters.pluginId || matchPluginId(filters.pluginId, meta)) &&
    (filters.filter?.(one) ?? true) &&
    (types === undefined || types.includes(type)) &&
    (filters.all === true || isAnything)
  );
}

/** `-- Grafana --` is left out only for a plugin's id, for alerting or tracing, or by a filter that refuses it. */
function builtIn(all: readonly Settings[], filters: GetDataSourceListFilters): Settings[] {
  const { pluginId, alerting, tracing, mixed, dashboard, filter } = filters;
  if (pluginId || alerting) {
    return [];
  }
  const isAskedFor = (one: Settings) =>
    one.meta.id === 'grafana' ? !tracing && filter?.(one) !== false : one.meta.id === 'mixed' ? mixed : dashboard;
  return BUILT_IN.flatMap((id) => all.filter((one) => one.meta.id === id)).filter(isAskedFor);
}

const byName = ({ name: a }: Settings, { name: b }: Settings): number =>
  a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0;
