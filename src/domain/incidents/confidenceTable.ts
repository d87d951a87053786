import type { DurationMs } from '../units';
import type { Confidence } from './types';

/** When a cause is called what, and nothing else decides it. */
export const CONFIDENCE_TABLE: ReadonlyArray<{
  readonly confidence: Confidence | 'unknown';
  readonly when: string;
}> = [
  {
    confidence: 'certain',
    when: 'a source names this cause, for this very end (no other end fits the same count), nothing speaks against it and no source names another; or something particular speaks for it and a measurement inside the interval contradicts every other cause; and, of all but a node’s restart, Prometheus looks at least every 90 s',
  },
  {
    confidence: 'likely',
    when: 'something particular speaks for it, no measurement contradicts it, and no other cause that is left has as much',
  },
  {
    confidence: 'possible',
    when: 'something particular speaks for it, and as much for another cause or something against it',
  },
  {
    confidence: 'unknown',
    when: 'nothing particular speaks for any cause: what was seen tells none from the others; or it contradicts them all',
  },
];

/**
 * Between looks further apart than Prometheus's default of a minute, and half of one for a late look, a pod may be evicted, cleaned up
 * after and replaced by one that ends as well, or a container be killed at its limit three times (its back-offs begin at 10, 20, 40 s).
 */
export const MOST_APART: DurationMs = 90_000;

export const CONFIDENCES: readonly Confidence[] = ['possible', 'likely', 'certain'];

export function weakest(all: readonly Confidence[]): Confidence | undefined {
  return [...all].sort((a, b) => CONFIDENCES.indexOf(a) - CONFIDENCES.indexOf(b))[0];
}

/**
 * As sure as what it is called after: that it happened does not become less likely by others that may belong to it, each of which
 * says how sure it is itself. Certain only where all of it is.
 */
export function beside(leading: Confidence, other: Confidence): Confidence {
  return leading === 'certain' && other !== 'certain' ? 'likely' : leading;
}

export const besideRule = (rule: string, least: Confidence): string =>
  `${rule}; the least sure of what belongs to it is ${least}`;
