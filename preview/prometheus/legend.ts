import { AUTO_LEGEND } from './target';

interface Legend {
  readonly format: string | undefined;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The name Grafana's backend gives a series; `undefined` leaves naming to the panel. */
export function nameSeries({ format, expr, labels }: Legend): string | undefined {
  const name = formatName({ format, expr, labels });
  return name === undefined ? undefined : name === '' || name === '{}' ? expr : name;
}

function formatName({ format, labels }: Legend): string | undefined {
  if (format === AUTO_LEGEND) {
    return Object.keys(labels).length > 0 ? undefined : '';
  }
  return format
    ? format.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, label: string) => labels[label] ?? '')
    : writeMetric(labels);
}

/** `name{a="1", b="2"}` */
function writeMetric({ __name__: name = '', ...labels }: Readonly<Record<string, string>>): string {
  const pairs = Object.keys(labels)
    .sort()
    .map((label) => `${label}=${JSON.stringify(labels[label])}`);
  return pairs.length === 0 && name !== '' ? name : `${name}{${pairs.join(', ')}}`;
}
