import type { NodeEvent, QosClass } from '../events/events';
import type { Bytes, BytesPerSecond, DurationMs, EpochMs } from '../units';

/** Verdicts about memory: the article's five scenarios and the named cases beyond them. */
export const MEMORY_VERDICTS = [
  'oom1-container-limit',
  'oom2-allocatable-evicted',
  'oom3-node-evicted',
  'oom4-kubepods-limit',
  'oom5-runtime-ceiling',
  'node-exhausted',
  'child-killed',
  'parent-limit',
] as const;

/** Kept apart and never counted as memory incidents. */
export const OTHER_VERDICTS = [
  'killed-not-oom',
  'stopped',
  'crashed',
  'replaced',
  'node-restarted',
  'kubelet-restarted',
  'evicted-other',
  'unknown',
] as const;

export type Verdict = (typeof MEMORY_VERDICTS)[number] | (typeof OTHER_VERDICTS)[number];
export type Confidence = 'certain' | 'likely' | 'possible';

/** One fact a verdict rests on, or one that speaks against it. */
export interface Evidence {
  readonly speaks: 'for' | 'against' | 'context';
  /** In a person's words with units: `node available 702 MiB < eviction-hard 750 MiB`. */
  readonly text: string;
  /** The metric or log it rests on. */
  readonly source: string;
  /** The PromQL to run again, absent for logs. It may ask for more than this one item. */
  readonly query?: string;
  /** The labels of the series that the item speaks of, of all those that the query asks for. */
  readonly about?: Readonly<Record<string, string>>;
  readonly value?: string;
  readonly threshold?: string;
  readonly at: EpochMs;
}

/** What was not there to be seen, and the setting that would bring it. */
export interface MissingEvidence {
  readonly what: string;
  readonly setting: string;
}

/** Another cause that was thought of, and how it stands. */
export interface Alternative {
  readonly verdict: Verdict;
  /** `ruled out` by a measurement; `unlikely`: something speaks against it; `fits too`; `open`: nothing that was seen tells. */
  readonly standing: 'ruled out' | 'unlikely' | 'fits too' | 'open';
  /** One line: what rules it out, what speaks for it, or what is not collected. */
  readonly because: string;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly MissingEvidence[];
}

interface Workload {
  readonly namespace?: string;
  readonly pod?: string;
  readonly container?: string;
}

export interface Victim extends Workload {
  readonly fate: 'evicted' | 'oom-killed' | 'terminated';
  readonly qos?: QosClass;
  readonly earliest: EpochMs;
  readonly latest: EpochMs;
  readonly exitCode?: number;
  readonly reason?: string;
  /** It grew less than a tenth of the culprit's growth. */
  readonly paidForAnother: boolean;
  /** That it was this one, and by what the verdict says. */
  readonly confidence?: Confidence;
}

export interface Culprit extends Workload {
  readonly kind: 'pod' | 'outside-pods' | 'unknown';
  /** Over the minutes before the incident; absent when it could not be measured. */
  readonly growth?: BytesPerSecond;
  /** That it was this one; absent for an unknown one. */
  readonly confidence?: Confidence;
}

/** How one pod, or the node's share outside the pods, moved before the incident. */
export interface Growth extends Workload {
  readonly kind: 'pod' | 'outside-pods';
  readonly growth?: BytesPerSecond;
  /** The last sample before the incident, and the first after it. */
  readonly before?: Bytes;
  readonly after?: Bytes;
}

/** A curve carried on to the moment of the event, which no scrape saw. A projection, never a measurement. */
export interface Projection {
  readonly curve: 'podsWorkingSet' | 'nodeAvailable' | 'container';
  readonly from: { readonly at: EpochMs; readonly value: Bytes };
  readonly to: { readonly at: EpochMs; readonly value: Bytes };
}

export interface StoryLine {
  readonly at: EpochMs;
  /** Where no source gave the exact time: it happened between `at` and this. */
  readonly until?: EpochMs;
  readonly text: string;
}

/** Events of one node that belong together, with the verdict about them. */
export interface Incident {
  /** Stable over reloads and ranges. */
  readonly id: string;
  readonly cluster?: string;
  readonly node: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly verdict: Verdict;
  readonly memory: boolean;
  readonly confidence: Confidence;
  /** The rule that set the confidence, in words. */
  readonly confidenceRule: string;
  /** The kubelet evicted and the kernel killed within the same seconds. */
  readonly race: boolean;
  /** `memory.available`, `allocatableMemory.available`, `container memory limit`, …; absent when none was crossed or known. */
  readonly signal?: string;
  readonly headline: string;
  readonly victims: readonly Victim[];
  readonly culprit: Culprit;
  readonly growths: readonly Growth[];
  /** True when memory grew by more than the eviction band's width within one check of the kubelet (10 s). */
  readonly tooFastToEvict?: boolean;
  readonly projection?: Projection;
  readonly story: readonly StoryLine[];
  readonly evidence: readonly Evidence[];
  readonly missing: readonly MissingEvidence[];
  /** What else it could have been. */
  readonly alternatives?: readonly Alternative[];
  /** It may have begun before the time that was looked at. */
  readonly begunBefore?: boolean;
  /** Part of the data did not arrive: nothing about it is certain, whatever else is learned. */
  readonly inPart?: boolean;
  /** What the node’s own clock, and so its logs, are ahead of the times told here. */
  readonly clockAhead?: DurationMs;
  /** What would have prevented it, with the numbers. */
  readonly prevention: readonly string[];
  readonly events: readonly NodeEvent[];
}
