import { DELAY } from './delays';
import type { ContainerEnd, Interval, Rise } from './eventsObserved';
import { endedByDeletion, isKillLike } from './killLike';
import type { DurationMs } from '../units';

/** Most ends are reported within half the time that the runtime may take. */
export const MOSTLY_LATE: DurationMs = DELAY.runtimeReport / 2;
/** Beyond this the clocks would have to differ by more than half a minute. */
const FARTHEST = DELAY.clockSkew + MOSTLY_LATE;

/** By its time a count could have counted this end. */
export function couldBeCounted(end: ContainerEnd, rise: Rise): boolean {
  return isKillLike(end) && isNear(end, rise);
}

export function isNear(end: ContainerEnd, rise: Rise): boolean {
  return (
    end.earliest - rise.latest <= FARTHEST &&
    rise.earliest - end.latest <= DELAY.clockSkew &&
    !isOfAnotherTime(end, rise)
  );
}

/** What was counted before the pod was there, or while its container lived on, was another's. */
function isOfAnotherTime(end: ContainerEnd, rise: Rise): boolean {
  return (end.podNotBefore ?? -Infinity) > rise.latest || outlived(end, rise);
}

/** A container of a deleted pod that was still sampled after the rise: its flag is a child's. */
function outlived(end: ContainerEnd, rise: Rise): boolean {
  return endedByDeletion(end) && end.aliveAt !== undefined && end.aliveAt > rise.latest + DELAY.housekeeping;
}

/** How ill the times fit, in milliseconds: an end may be reported after the kill, hardly before it. */
export function misfit(end: Interval, rise: Interval): DurationMs {
  if (end.earliest > rise.latest) {
    return end.earliest - rise.latest;
  }
  return end.latest < rise.earliest ? 2 * (rise.earliest - end.latest) : 0;
}

/** How much of the time in which the container may have ended lies within the rise and a delay: all of an exact time, or nothing. */
export function share(end: Interval, rise: Interval, late: DurationMs = 0): number {
  const common = Math.min(end.latest, rise.latest + late) - Math.max(end.earliest, rise.earliest);
  if (end.latest === end.earliest) {
    return common >= 0 ? 1 : 0;
  }
  return Math.max(0, common) / Math.max(1, end.latest - end.earliest);
}
