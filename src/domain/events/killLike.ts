import { DELAY } from './delays';
import type { ContainerEnd } from './eventsObserved';

export const SIGKILL = 137;

/**
 * Ended by SIGKILL, or flagged OOMKilled, or nothing known to the contrary. Who fell by another signal or finished was not
 * killed, flagged or not: cgroup v1 flags bystanders, and containerd keeps a child's flag.
 */
export function isKillLike(end: ContainerEnd): boolean {
  const { exitCode, reason } = end;
  if (exitCode !== undefined && exitCode !== SIGKILL) {
    return mayFollowChild(end);
  }
  const unlike = ['Completed', 'Unknown', 'ContainerStatusUnknown'].includes(reason ?? '');
  return !unlike && (exitCode === SIGKILL || isFlagged(end) || !endedByDeletion(end));
}

export function isFlagged({ reason }: Pick<ContainerEnd, 'reason'>): boolean {
  return reason === 'OOMKilled';
}

/** Flagged, and ended with a code of its own: a process may give up because the kernel killed its child. */
export function mayFollowChild(end: Pick<ContainerEnd, 'exitCode' | 'reason'>): boolean {
  const { exitCode = 0 } = end;
  return isFlagged(end) && exitCode > 0 && exitCode < 128;
}

/**
 * The pod was gone soon after and the container was not started again: its deletion explains the end well enough. The last end of a pod
 * may come a grace period before it is cleaned up, and is told late.
 */
export function endedByDeletion({ restarted, podGoneAt, latest }: ContainerEnd): boolean {
  return !restarted && podGoneAt !== undefined && podGoneAt - latest <= DELAY.standstill + 2 * DELAY.podCleanup;
}
