import type { FoundEviction } from '../detectEvictions';
import type { Kill } from '../detectOomKills';
import type { ContainerEnd } from '../eventsObserved';
import type { EpochMs } from '../units';

import type { ContainerName } from './reviewData';
import type { Confidence, Evidence, MissingEvidence, Verdict } from './types';

/** Events that belong together with what is thought of them: an incident before its culprit and its story. */
export interface CaseFile {
  readonly verdict: Verdict;
  readonly confidence: Confidence;
  readonly rule: string;
  readonly signal?: string;
  readonly race: boolean;
  readonly evictions: readonly FoundEviction[];
  readonly kills: readonly Kill[];
  readonly ends: readonly ContainerEnd[];
  /** Who did it by the very nature of the verdict: a container at its own limit. */
  readonly own?: Partial<ContainerName>;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly MissingEvidence[];
}

export function boundsOf({ evictions, kills, ends }: Pick<CaseFile, 'evictions' | 'kills' | 'ends'>): {
  readonly start: EpochMs;
  readonly end: EpochMs;
} {
  const all = [...evictions, ...kills, ...ends];
  return {
    start: Math.min(...all.map(({ earliest }) => earliest)),
    end: Math.max(...all.map(({ latest }) => latest)),
  };
}

/** How far apart two spans of time are; 0 when they touch. */
export function gap(a: { earliest: EpochMs; latest: EpochMs }, b: { earliest: EpochMs; latest: EpochMs }): number {
  return Math.max(0, a.earliest - b.latest, b.earliest - a.latest);
}
