import type { StoredSeries } from './seriesStore';

/**
 * Stored series as OpenMetrics, for `promtool tsdb create-blocks-from openmetrics`, line by line. The format knows no stale
 * marker, so there a series ends five minutes late. The file ends with a line `# EOF`.
 */
export function* openMetricsLines(series: Iterable<StoredSeries>): Generator<string> {
  for (const { name, labels, times, values } of series) {
    const inner = Object.entries(labels)
      .filter(([label]) => label !== '__name__')
      .map(([label, value]) => `${label}="${escape(value)}"`)
      .join(',');
    for (let i = 0; i < times.length; i += 1) {
      if (!Number.isNaN(values[i])) {
        yield `${name}{${inner}} ${formatValue(values[i] ?? NaN)} ${(times[i] ?? 0) / 1000}\n`;
      }
    }
  }
}

function escape(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}

function formatValue(value: number): string {
  return value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);
}
