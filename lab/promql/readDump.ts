import type { SampledSeries } from './select';

/** The output of `promtool tsdb dump`; its NaN are the stale markers of families that have no NaN of their own. */
export function readDump(text: string): Map<string, SampledSeries[]> {
  const byKey = new Map<string, { labels: Record<string, string>; times: number[]; values: number[] }>();
  for (const line of text.split('\n')) {
    const end = line.lastIndexOf('} ');
    if (end < 0) {
      continue;
    }
    const key = line.slice(0, end + 1);
    const [value = '', time = ''] = line.slice(end + 2).split(' ');
    const series = byKey.get(key) ?? { labels: readLabels(key), times: [], values: [] };
    byKey.set(key, series);
    series.times.push(Number(time));
    series.values.push(value === '+Inf' ? Infinity : value === '-Inf' ? -Infinity : Number(value));
  }
  const byName = new Map<string, SampledSeries[]>();
  for (const series of byKey.values()) {
    const name = series.labels['__name__'] ?? '';
    byName.set(name, [...(byName.get(name) ?? []), series]);
  }
  return byName;
}

function readLabels(key: string): Record<string, string> {
  const pairs = [...key.matchAll(/([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g)];
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, JSON.parse(`"${value}"`) as string]));
}
