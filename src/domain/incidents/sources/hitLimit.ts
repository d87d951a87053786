import type { Bytes } from '../../units';

/** The kernel charges up to 64 pages at once (include/linux/memcontrol.h, MEMCG_CHARGE_BATCH). */
const BATCH: Bytes = 64 * 4096;
/** What all processors may have charged beforehand, 64 of them. */
const CHARGED_AT_ONCE: Bytes = 64 * BATCH;
/** Of the lowest limits this part and no more may be missing, though less is charged at once. */
const LOW = 0.02;

/** From here on a cgroup's peak shows that it hit its limit: of a limit of GiB nothing like a hundredth may be missing. */
export const hitFrom = (limit: Bytes): Bytes => limit - Math.min(CHARGED_AT_ONCE, limit * LOW);

/** Nothing is used beyond a limit: a peak higher than this is of another one, before or after it was changed. */
export const beyond = (limit: Bytes): Bytes => limit + BATCH;

export const isHit = (limit: Bytes, peak: Bytes): boolean => peak >= hitFrom(limit) && peak <= beyond(limit);
