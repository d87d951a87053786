import { dateTime, type TestDataSourceResponse, type TimeRange } from '@grafana/data';

import { loadIdentities } from '../prometheus/identity';

import { messageOf } from './errorText';
import { grafanaPort } from './grafanaPort';
import { lookupRequest } from './lookupRequest';
import type { Source } from './source';

/** Says what this data source finds in its Prometheus, what is missing, and what that costs. Never rejects. */
export async function checkHealth(source: Source): Promise<TestDataSourceResponse> {
  try {
    return await check(source);
  } catch (error) {
    return { status: 'error', message: messageOf(error) };
  }
}

async function check(source: Source): Promise<TestDataSourceResponse> {
  const wrapped = await source.loadWrapped();
  const request = lookupRequest(lastHour());
  const port = grafanaPort({ source: wrapped, request, requestId: request.requestId });
  const nodes = await loadIdentities(port, {
    labels: source.settings.labels,
    from: request.range.from.valueOf(),
    to: request.range.to.valueOf(),
  });
  source.nodes.remember(nodes);
  return {
    status: nodes.length > 0 ? 'success' : 'warning',
    message: `Connected to ${wrapped.name}: ${nodes.length} nodes.`,
  };
}

function lastHour(): TimeRange {
  const to = dateTime();
  const from = dateTime(to.valueOf() - 3_600_000);
  return { from, to, raw: { from: 'now-1h', to: 'now' } };
}
