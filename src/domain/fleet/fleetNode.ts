import type { NearestLine, SampledCurve } from '../trend/nearestLine';
import type { NodeIdentity } from '../node/nodeIdentity';
import type { NodeLines } from '../lines/nodeLines';
import type { Bytes, EpochMs } from '../units';

import type { Rises } from './countRises';
import type { PoolAndZone } from './poolAndZone';

/** One node among many at the end of a range, and what happened on it in the range; what is unknown is absent. */
export interface FleetNode extends PoolAndZone {
  readonly identity: NodeIdentity;
  /** When anything of it was seen last, where nothing is any more at the end of the range. */
  readonly goneSince?: EpochMs;
  readonly lines: NodeLines;
  /** Sum over the containers that were there at the last scrape. */
  readonly podsWorkingSet?: Bytes;
  readonly nodeWorkingSet?: Bytes;
  /** capacity − nodeWorkingSet */
  readonly nodeAvailable?: Bytes;
  /** Sums over the pods that are not finished. */
  readonly requests?: Bytes;
  readonly limits?: Bytes;
  /** What they ask for is still to be read. */
  readonly requestsPending?: true;
  /** As `kubectl top node` prints it. */
  readonly topPercent?: number;
  /** The MemoryPressure condition. */
  readonly pressure?: boolean;
  /** By a memory signal; a pod each. */
  readonly evictions?: Rises;
  /** Processes, as the node's kernel counts them. */
  readonly oomKills?: Rises;
  /** The line that the last half hour's trend reaches first. */
  readonly nearest?: NearestLine;
  /** The pods' working set over the last half hour, with what has ended for up to five minutes more. */
  readonly podsCurve?: SampledCurve;
}
