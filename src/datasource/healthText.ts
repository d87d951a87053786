import type { TestDataSourceResponse } from '@grafana/data';

import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { QueryError } from '../prometheus/ports/port';
import type { SignalStatus } from '../prometheus/signals/evaluateSignals';

export interface Found {
  /** Of the wrapped data source. */
  readonly name: string;
  /** Seen in the last hour. */
  readonly nodes: readonly NodeIdentity[];
  /** Of the first node; empty when there is none. */
  readonly signals: readonly SignalStatus[];
  readonly errors: readonly QueryError[];
  /** Settings that cannot be used. */
  readonly problems: readonly string[];
}

/** `Connected to Prometheus "X". Found 3 nodes.`, and below it what is missing, what that costs and what mends it. */
export function healthText({ name, nodes, signals, errors, problems }: Found): TestDataSourceResponse {
  const [first] = nodes;
  const connected = `Connected to Prometheus "${name}".`;
  if (first === undefined) {
    return { status: 'warning', message: `${connected} ${NO_NODES}`, ...details(problemLines(problems)) };
  }
  const found = signals.filter(({ state }) => state === 'found').map(({ signal }) => signal.series);
  const missing = signals.filter(({ state }) => state === 'missing');
  const lines = [
    ...problemLines(problems),
    ...[...new Set(errors.map(({ message }) => message))].map((message) => `Could not be checked: ${message}`),
    ...(found.length > 0 ? [`Found for ${first.node}: ${found.join(', ')}.`] : []),
    ...missing.map(({ signal }) => `Missing: ${signal.series}. ${signal.costs} ${signal.remedy}`),
  ];
  const count = nodes.length === 1 ? `one node, ${first.node}` : `${nodes.length} nodes`;
  const sum =
    missing.length === 0
      ? 'Nothing is missing.'
      : `${missing.length} of ${signals.length} kinds of series are missing; see below what each costs.`;
  return {
    status: problems.length + errors.length > 0 || found.length === 0 ? 'warning' : 'success',
    message: `${connected} Found ${count}. ${errors.length > 0 ? 'Not everything could be checked.' : sum}`,
    ...details(lines),
  };
}

const NO_NODES =
  'It knows no node in the last hour: neither kube_node_info of kube-state-metrics nor series of a kubelet. If its data are ' +
  'older, dashboards over that time work all the same. Otherwise scrape both, or correct the label names above.';

const problemLines = (problems: readonly string[]) => problems.map((problem) => `Setting ignored: ${problem}`);

const details = (lines: readonly string[]) => (lines.length === 0 ? {} : { details: { message: lines.join('\n') } });
