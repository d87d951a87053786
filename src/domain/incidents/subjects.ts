import { endedByDeletion, SIGKILL } from '../events/killLike';
import type { ContainerEnd } from '../events/eventsObserved';

import type { Subject } from './hypotheses/hypothesis';
import { isSamePod, type ReviewData } from './reviewData';
import { ASKED_TO_STOP, wasFoundGone } from './sources/exitStatus';
import { startAfter } from './sources/nodeStart';

/** Everything that ended or rose and wants a cause, each once. */
export function subjectsOf(data: ReviewData): Subject[] {
  const { kills, evictions, ends, restarts } = data.observed;
  return [
    ...kills.map((kill): Subject => {
      const { earliest, latest, end } = kill;
      return end ? { kind: 'end', end, kill, earliest, latest } : { kind: 'count', kill, earliest, latest };
    }),
    ...evictions.map((eviction): Subject => {
      const { earliest, latest } = eviction;
      return { kind: 'eviction', eviction, earliest, latest };
    }),
    ...ends.map(asSubject).filter((subject) => isWorthTelling(subject, data)),
    ...restarts
      .filter(({ of }) => of === 'node')
      .map((restart): Subject => ({ kind: 'restart', restart, earliest: restart.earliest, latest: restart.latest })),
  ].sort((a, b) => a.earliest - b.earliest);
}

function asSubject(end: ContainerEnd): Subject & { readonly end: ContainerEnd } {
  return { kind: 'end', end, earliest: end.earliest, latest: end.latest };
}

/** Completed containers, a bare pod's deletion, and restarts of which nothing is known tell nothing. */
function isWorthTelling(subject: Subject & { readonly end: ContainerEnd }, data: ReviewData): boolean {
  const { end } = subject;
  const { exitCode, reason } = end;
  if (wasFoundGone(end)) {
    return exitCode !== undefined || startAfter('node', subject, data) !== undefined;
  }
  const isSilent = exitCode === undefined && reason === undefined;
  const isPlanned = exitCode === 0 || reason === 'Completed';
  return !isSilent && !isPlanned && !isPlainDeletion(end, data);
}

function isPlainDeletion(end: ContainerEnd, { observed }: ReviewData): boolean {
  const { exitCode } = end;
  const obeyed = exitCode === undefined || exitCode === SIGKILL || ASKED_TO_STOP.includes(exitCode);
  const owner = observed.pods.find((one) => isSamePod(one, end))?.owner;
  const isReplaced = exitCode !== undefined && owner !== undefined && owner.kind !== 'none';
  return endedByDeletion(end) && obeyed && !isReplaced;
}
