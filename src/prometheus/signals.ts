import type { OnNode } from './nodeSelector';
import type { PromQuery, PromReply } from './port';
import { aggregate } from './promql';
import { SIGNALS, type Signal } from './signalCatalogue';

export type SignalState =
  | 'found'
  | 'missing'
  /** Not there, and need not be: such series begin with the first event of their kind. */
  | 'none-yet'
  /** The query failed. */
  | 'unknown';

export interface SignalStatus {
  readonly signal: Signal;
  readonly state: SignalState;
  /** How many series of the node there are at the end of the range. */
  readonly count: number;
}

/** Counts each family of series for one node, at the end of the range. */
export function signalsQueries(on: OnNode): PromQuery[] {
  return SIGNALS.map(({ id, select }) => ({
    refId: `signal-${id}`,
    expr: aggregate('count', select(on)),
    mode: 'instant',
  }));
}

/** Every signal of the catalogue, in its order. */
export function evaluateSignals(reply: PromReply): readonly SignalStatus[] {
  return SIGNALS.map((signal) => {
    const series = reply.series[`signal-${signal.id}`];
    const count = series?.[0]?.values[0] ?? 0;
    return { signal, state: series === undefined ? 'unknown' : stateOf(signal, count), count };
  });
}

function stateOf({ onlyAfterEvents }: Signal, count: number): SignalState {
  return count > 0 ? 'found' : onlyAfterEvents ? 'none-yet' : 'missing';
}
