import { formatMiB, formatRate } from '../formatBytes';

import { boundsOf, type CaseFile } from './caseFile';
import type { Blame } from './findCulprit';
import { limitOf } from './killEvidence';
import { nodeAt } from './nodeAt';
import type { ReviewData } from './reviewData';
import { culpritName } from './verdictWords';

/** What would have prevented it, with this node's own numbers. */
export function prevention(file: CaseFile, data: ReviewData, { culprit }: Blame): string[] {
  const { start } = boundsOf(file);
  const { allocatable, kubepodsLimit, evictionHard } = nodeAt(data.memory, start);
  const name = culpritName(culprit);
  const known = culprit.kind === 'pod';
  switch (file.verdict) {
    case 'oom1-container-limit':
    case 'child-killed': {
      const limit = file.kills.map((kill) => limitOf(kill, data)).find((one) => typeof one === 'number');
      const now = typeof limit === 'number' ? ` of ${formatMiB(limit)}` : '';
      return [`Find what makes ${name} grow, or raise its memory limit${now} above what it needs.`];
    }
    case 'oom2-allocatable-evicted':
      return [
        ...(known ? [`Give ${name} a memory limit: then it alone is killed, at its own limit.`] : []),
        `Set requests near real use, so that the scheduler keeps the pods of this node below allocatable${allocatable === undefined ? '' : ` (${formatMiB(allocatable)})`}.`,
      ];
    case 'oom3-node-evicted':
    case 'node-exhausted':
      return culprit.kind === 'outside-pods'
        ? [
            'Reserve what the processes outside the pods need (kubeReserved, systemReserved): it is taken off allocatable.',
            'Find the process outside the pods that grew; no pod’s limit would have held it.',
          ]
        : [
            `Limit ${name}; the node’s own reserve was used up.`,
            ...(evictionHard === undefined
              ? []
              : [`A larger eviction-hard than ${formatMiB(evictionHard)} lets the kubelet act earlier.`]),
          ];
    case 'oom4-kubepods-limit': {
      const speed = culprit.growth === undefined ? 'faster than any scrape saw' : `by ${formatRate(culprit.growth)}`;
      return [
        ...(known
          ? [
              `Give ${name} a memory limit: it grew ${speed}, and only a limit of its own is faster than the kubelet’s look every 10 s.`,
            ]
          : []),
        `A larger eviction-hard widens the band below the kubepods limit${kubepodsLimit === undefined ? '' : ` (${formatMiB(kubepodsLimit)})`} and gives the kubelet more time.`,
      ];
    }
    case 'oom5-runtime-ceiling':
      return ['Set the runtime’s own ceiling (heap size) to fit the container’s limit, and look into its last log.'];
    case 'killed-not-oom':
    case 'stopped':
    case 'crashed':
    case 'evicted-other':
    case 'unknown':
      return [];
  }
}
