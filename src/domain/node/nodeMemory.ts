import type { NodeEvent } from '../events/events';
import type { NodeIdentity } from './nodeIdentity';
import type { NodeLineName, NodeLines } from '../lines/nodeLines';
import type { Finding, Provenance } from '../provenance';
import type { Bytes, DurationMs, EpochMs } from '../units';

/** Values on the model's common time grid; null where nothing was sampled. */
export type Aligned = ReadonlyArray<Bytes | null>;

export interface Curve {
  readonly values: Aligned;
  readonly provenance: Provenance;
  /** What was counted: `root cgroup`, `sum over containers`, `capacity − node working set`. */
  readonly source: string;
  /** Where another source stood in, from the first to the last of its times. */
  readonly stretches?: readonly CurveStretch[];
}

/** A part of a curve that another source gave while the better one was silent. */
export interface CurveStretch {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly provenance: Provenance;
  readonly source: string;
}

/** One node's memory over a range: the curves, the lines that kill, what happened. Absent curves have a finding. */
export interface NodeMemory {
  readonly identity: NodeIdentity;
  readonly step: DurationMs;
  /** The collection's; in a review how often the node's sources were really read, where that can be seen. */
  readonly scrapeInterval: DurationMs;
  readonly times: readonly EpochMs[];
  readonly nodeWorkingSet?: Curve;
  readonly nodeAvailable?: Curve;
  /** Without ghosts. */
  readonly podsWorkingSet?: Curve;
  /** podsWorkingSet plus the last values of containers that are gone: only where ghosts exist, null elsewhere. */
  readonly podsGhost?: Curve;
  /** The lines over time: a kubelet restarted with other settings moves them. */
  readonly lines: Readonly<Partial<Record<NodeLineName, Curve>>>;
  /** The lines at the end of the range. */
  readonly current: NodeLines;
  readonly events: readonly NodeEvent[];
  readonly findings: readonly Finding[];
}
