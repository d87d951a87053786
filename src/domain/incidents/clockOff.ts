import type { DurationMs } from '../units';

import type { Incident } from './types';

interface Clock {
  /** What the node's clock is ahead of that of Prometheus. */
  readonly ahead: DurationMs;
  /** What it was set by within the range, at least. */
  readonly setBy?: DurationMs;
}

/** `The node’s clock is 300 s behind that of Prometheus: …`; nothing where it is right. */
export function clockWords({ ahead, setBy }: Clock): string | undefined {
  const seconds = (time: DurationMs) => `${Math.round(Math.abs(time) / 1000)} s`;
  if (setBy !== undefined) {
    return `The node’s clock was set by ${seconds(setBy)} or more within this time: when its containers ended is known only as well as their statuses tell.`;
  }
  return ahead === 0
    ? undefined
    : `The node’s clock is ${seconds(ahead)} ${ahead > 0 ? 'ahead of' : 'behind'} that of Prometheus: times of its containers are shown by the latter.`;
}

/** The incident of a node whose clock differs, which says so: its own logs are read by that. */
export function withClock(incident: Incident, clock: Clock): Incident {
  const text = clockWords(clock);
  return text === undefined
    ? incident
    : {
        ...incident,
        ...(clock.ahead !== 0 && { clockAhead: clock.ahead }),
        evidence: [...incident.evidence, { speaks: 'context', text, source: 'node_time_seconds', at: incident.start }],
      };
}
