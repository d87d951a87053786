import type { DurationMs, EpochMs } from '../../domain/units';
import { partsOf } from '../fleet/parts';
import type { PromReply } from '../ports/port';
import type { LabelNames } from '../scope';

import { SIGNALS } from './catalogue';
import type { Signal } from './signal';
import { COUNTED_SECONDS } from './signalsQueries';

export type SignalState =
  | 'found'
  | 'missing'
  /** Not there, and need not be: such series begin with the first event of their kind. */
  | 'none-yet'
  /** Not there, and not read: what it stands in for is there. */
  | 'not-needed'
  /** Not there, and cannot be: no kubelet runs on the host. */
  | 'no-kubelet'
  /** The query failed. */
  | 'unknown';

/** One scrape job that brings a family of series. */
export interface SeenBy {
  readonly job: string;
  /** `/metrics/cadvisor`, where the collection keeps it as a label. */
  readonly path?: string;
  /** By which the node is known in these series. */
  readonly nodeBy: 'node' | 'instance';
  readonly count: number;
}

export interface SignalStatus {
  readonly signal: Signal;
  readonly state: SignalState;
  /** How many series of the node there are at the end of the range. */
  readonly count: number;
  readonly seenBy: readonly SeenBy[];
  /** Of the newest sample, at the end of the range. */
  readonly age?: DurationMs;
  /** The scrape interval, as the number of samples tells it; not of what may have begun lately. */
  readonly interval?: DurationMs;
}

interface Asked {
  readonly to: EpochMs;
  readonly labels: LabelNames;
}

/** Every signal of the catalogue, in its order. */
export function evaluateSignals(reply: PromReply, asked: Asked): readonly SignalStatus[] {
  const found = SIGNALS.map((signal) => seenSignal(signal, reply, asked));
  const isThere = (id: string) => found.some(({ signal, count }) => signal.id === id && count > 0);
  const withoutKubelet = hasNoKubelet(found);
  return found.map((status) => ({ ...status, state: stateOf(status, isThere, withoutKubelet) }));
}

function seenSignal(signal: Signal, reply: PromReply, { to, labels }: Asked): SignalStatus {
  const series = reply.series[`signal-${signal.id}`];
  const parts = partsOf(series);
  const seenBy = (parts.get('count') ?? []).map(({ labels: one, values }): SeenBy => {
    const path = one['metrics_path'];
    return {
      job: one['job'] ?? '',
      ...(path && { path }),
      nodeBy: one[labels.node] ? 'node' : 'instance',
      count: values[0] ?? 0,
    };
  });
  const newest = parts.get('newest')?.[0]?.values[0];
  const samples = parts.get('samples')?.[0]?.values[0];
  return {
    signal,
    state: series === undefined ? 'unknown' : 'missing',
    count: seenBy.reduce((sum, { count }) => sum + count, 0),
    seenBy: [...seenBy].sort((a, b) => b.count - a.count),
    ...(newest !== undefined && { age: Math.max(0, to - newest * 1000) }),
    ...(samples !== undefined && samples > 1 && !signal.onlyAfterEvents && { interval: intervalOf(samples) }),
  };
}

function stateOf(
  { signal, state, count }: SignalStatus,
  isThere: (id: string) => boolean,
  withoutKubelet: boolean
): SignalState {
  const { onlyAfterEvents, standsInFor, from } = signal;
  if (state === 'unknown') {
    return state;
  }
  if (count > 0) {
    return 'found';
  }
  if (withoutKubelet && (from === 'kube-state-metrics' || from === 'kubelet' || signal.id.startsWith('kubepods'))) {
    return 'no-kubelet';
  }
  return onlyAfterEvents ? 'none-yet' : standsInFor && isThere(standsInFor) ? 'not-needed' : 'missing';
}

/** cAdvisor shows the root cgroup, none of Kubernetes', and nobody speaks of the node but node_exporter. */
function hasNoKubelet(found: readonly SignalStatus[]): boolean {
  const isKubelets = ({ from, id }: Signal) =>
    from === 'kubelet' || from === 'resource' || from === 'kube-state-metrics' || id.startsWith('kubepods');
  const failed = found.some(({ state }) => state === 'unknown');
  const root = found.some(({ signal, count }) => signal.id === 'rootCgroup' && count > 0);
  return (
    root &&
    !failed &&
    found.every(({ signal, count }) => !isKubelets(signal) || count === 0 || signal.id === 'processStart')
  );
}

/** What people set; a window may hold one sample more or less than it is long. */
const USUAL = [1, 5, 10, 15, 20, 30, 60, 120, 300].map((seconds) => seconds * 1000);

function intervalOf(samples: number): DurationMs {
  const counted = (COUNTED_SECONDS * 1000) / samples;
  const usual = USUAL.find((one) => Math.abs(one - counted) <= one * 0.12);
  return usual ?? Math.round(counted / 1000) * 1000;
}
