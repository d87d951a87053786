import type { MetricFindValue, TimeRange } from '@grafana/data';

import { UNREACHABLE_HEADER, type Endpoint } from './askPrometheus';

/** The variable queries of Grafana's Prometheus data source: `label_values`, `label_names`, `metrics`, `query_result`. */
export async function findMetrics(endpoint: Endpoint, query: string, range?: TimeRange): Promise<MetricFindValue[]> {
  const ofMetric = /^label_values\((.+),\s*(\w+)\s*\)\s*$/.exec(query);
  if (ofMetric) {
    return listValues(endpoint, ofMetric[2]!, { ...span(range), 'match[]': ofMetric[1]!.trim() });
  }
  const ofLabel = /^label_values\(\s*(\w+)\s*\)\s*$/.exec(query);
  if (ofLabel) {
    return listValues(endpoint, ofLabel[1]!, span(range));
  }
  const metrics = /^metrics\((.+)\)\s*$/.exec(query);
  if (metrics) {
    const wanted = new RegExp(metrics[1]!);
    return (await listValues(endpoint, '__name__', span(range))).filter(({ text }) => wanted.test(text));
  }
  if (/^label_names\(\)\s*$/.test(query)) {
    return listLabels(endpoint, range);
  }
  const result = /^query_result\((.+)\)\s*$/s.exec(query);
  return result ? queryResult(endpoint, result[1]!, range) : [];
}

export async function listLabels(endpoint: Endpoint, range?: TimeRange): Promise<MetricFindValue[]> {
  return toValues(await get<string[]>(endpoint, 'labels', span(range)));
}

const listValues = async (endpoint: Endpoint, label: string, params: Record<string, string>) =>
  toValues(await get<string[]>(endpoint, `label/${label}/values`, params));

async function queryResult(endpoint: Endpoint, query: string, range?: TimeRange): Promise<MetricFindValue[]> {
  const time = range ? { time: String(range.to.valueOf() / 1000) } : undefined;
  const { result } = await get<{ result: Array<{ metric: Record<string, string>; value: [number, string] }> }>(
    endpoint,
    'query',
    { query, ...time }
  );
  return result.map(({ metric: { __name__: name = '', ...labels }, value: [seconds, value] }) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return { text: `${name}{${pairs.join(',')}} ${value} ${seconds * 1000}` };
  });
}

const toValues = (texts: readonly string[]): MetricFindValue[] => texts.map((text) => ({ text }));

const span = (range?: TimeRange): Record<string, string> =>
  range ? { start: String(range.from.valueOf() / 1000), end: String(range.to.valueOf() / 1000) } : {};

async function get<T>(endpoint: Endpoint, path: string, params: Record<string, string>): Promise<T> {
  const reply = await endpoint.fetch(`${endpoint.url}/api/v1/${path}?${new URLSearchParams(params)}`);
  if (reply.headers.has(UNREACHABLE_HEADER)) {
    throw new Error(await reply.text());
  }
  const body = (await reply.json()) as { status: string; data: T; errorType?: string; error?: string };
  if (body.status !== 'success') {
    throw new Error(`${body.errorType}: ${body.error}`);
  }
  return body.data;
}
