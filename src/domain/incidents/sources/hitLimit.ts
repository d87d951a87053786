import { MiB, type Bytes } from '../../units';

/** Of the lowest limits this part and no more may be missing, though less is charged at once. */
const LOW = 0.02;
/** What all processors may have charged beforehand, by 64 pages each (kernel mm/memcontrol.c, MEMCG_CHARGE_BATCH). */
const CHARGED_AT_ONCE = 16 * MiB;

/** From here on a cgroup's peak shows that it hit its limit: of a limit of GiB nothing like a hundredth may be missing. */
export const hitFrom = (limit: Bytes): Bytes => limit - Math.min(CHARGED_AT_ONCE, limit * LOW);
