import type { DurationMs, EpochMs } from '../units';

/** No node was recorded in a range. That is no failure: a new cluster, or a Prometheus that was not running then. */
export interface NoNode {
  /** When any node was seen last; absent when none was found, or when it could not be looked up. */
  readonly lastSeen?: EpochMs;
  /** How far back it was looked; absent when the look-up failed. */
  readonly lookedBack?: DurationMs;
}

export interface NoNodeWords {
  readonly title: string;
  readonly text: string;
}

/** What to say, once, and what to do about it. */
export function noNodeWords({ lastSeen, lookedBack }: NoNode, formatTime: (time: EpochMs) => string): NoNodeWords {
  if (lastSeen !== undefined) {
    return { title: TITLE, text: `A node was last seen at ${formatTime(lastSeen)}.` };
  }
  if (lookedBack === undefined) {
    return { title: TITLE, text: 'Widen the time range, or choose another data source or cluster.' };
  }
  const days = Math.round(lookedBack / DAY);
  return {
    title: `${TITLE}, nor in the last ${days} days`,
    text:
      'A node is known by kube_node_info (kube-state-metrics), or by kubelet_node_name or machine_memory_bytes (the ' +
      'kubelet and its cAdvisor). Prometheus holds none of them: let it scrape one, or choose another data source or cluster.',
  };
}

/** The hour up to when a node was seen last, with a little after it. */
export function rangeWithNode({ lastSeen }: NoNode): { readonly from: EpochMs; readonly to: EpochMs } | undefined {
  return lastSeen === undefined ? undefined : { from: lastSeen - HOUR, to: lastSeen + 60_000 };
}

const TITLE = 'No node was recorded in this time range';
const HOUR: DurationMs = 3_600_000;
const DAY: DurationMs = 24 * HOUR;
