import type { FoundEviction } from '../events/detectEvictions';
import type { Kill } from '../events/detectOomKills';
import type { ContainerEnd, Interval, Restart } from '../events/eventsObserved';
import type { EpochMs } from '../units';

import { boundsWithin } from './cluster';
import type { ContainerName } from './reviewData';
import type { Alternative, Confidence, Evidence, MissingEvidence, Verdict } from './types';

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
  readonly restarts?: readonly Restart[];
  /** When, by what is known best. */
  readonly bounds?: Interval;
  /** How sure each of its evictions, kills and ends is by itself. */
  readonly sureOf?: ReadonlyMap<FoundEviction | Kill | ContainerEnd, Confidence>;
  /** Who did it by the very nature of the verdict: a container at its own limit. */
  readonly own?: Partial<ContainerName>;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly MissingEvidence[];
  readonly alternatives?: readonly Alternative[];
}

export function boundsOf({ bounds, evictions, kills, ends, restarts = [] }: Parts): {
  readonly start: EpochMs;
  readonly end: EpochMs;
} {
  const { earliest, latest } = bounds ?? boundsWithin([...evictions, ...kills, ...ends, ...restarts], Infinity);
  return { start: earliest, end: latest };
}

type Parts = Pick<CaseFile, 'bounds' | 'evictions' | 'kills' | 'ends' | 'restarts'>;
