import { dateTime, type TestDataSourceResponse, type TimeRange } from '@grafana/data';

import { loadIdentities } from '../prometheus/identity';
import { evaluateSignals } from '../prometheus/signals/evaluateSignals';
import { signalsQueries } from '../prometheus/signals/signalsQueries';

import { messageOf } from './errorText';
import { grafanaPort } from './grafanaPort';
import { healthText } from './healthText';
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
  const { labels, problems } = source.settings;
  const wrapped = await source.loadWrapped();
  const request = lookupRequest(lastHour());
  const times = { from: request.range.from.valueOf(), to: request.range.to.valueOf() };
  const port = grafanaPort({ source: wrapped, request, requestId: request.requestId });
  const nodes = await loadIdentities(port, { labels, ...times });
  source.nodes.remember(nodes);
  const [identity] = nodes;
  if (identity === undefined) {
    return healthText({ name: wrapped.name, nodes, signals: [], errors: [], problems });
  }
  const queries = signalsQueries({ identity, labels });
  const reply = await port({ queries, ...times, step: request.intervalMs });
  return healthText({
    name: wrapped.name,
    nodes,
    signals: evaluateSignals(reply, { labels, to: times.to }),
    errors: reply.errors,
    problems,
  });
}

function lastHour(): TimeRange {
  const to = dateTime();
  const from = dateTime(to.valueOf() - 3_600_000);
  return { from, to, raw: { from: 'now-1h', to: 'now' } };
}
