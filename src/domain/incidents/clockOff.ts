import type { DurationMs } from '../units';

import type { Incident } from './types';

/** `The node’s clock is 300 s behind that of Prometheus: …` */
export const clockWords = (ahead: DurationMs): string =>
  `The node’s clock is ${Math.round(Math.abs(ahead) / 1000)} s ${ahead > 0 ? 'ahead of' : 'behind'} that of Prometheus: times of its containers are shown by the latter.`;

/** The incident of a node whose clock is so far ahead: its own logs are read by that. */
export function withClock(incident: Incident, ahead: DurationMs): Incident {
  const told = { speaks: 'context', text: clockWords(ahead), source: 'node_time_seconds', at: incident.start } as const;
  return ahead === 0 ? incident : { ...incident, clockAhead: ahead, evidence: [...incident.evidence, told] };
}
