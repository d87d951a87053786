import { counted } from '../words/counted';
import type { LogReview } from '../logs/readLog';

import { notCertain } from './partialData';
import { applyKernel } from './proofKernel';
import { applyKubelet } from './proofKubelet';
import { matchLog, type LogMatch, type PodName } from './proofMatch';
import type { Evidence, Incident } from './types';

interface Known {
  /** Names for the pod uids in cgroup paths, besides those that the log itself gives. */
  readonly pods?: readonly PodName[];
}

/**
 * The incident with a log as proof. What the kernel or the kubelet wrote settles the verdict; where that differs from what the
 * metrics said, both are told. A log that has nothing to say about the incident leaves the verdict and says so.
 */
export function applyLog(incident: Incident, review: LogReview, { pods = [] }: Known = {}): Incident {
  const match = matchLog(incident, review, pods);
  const settled = applyKernel(applyKubelet(incident, match), match);
  // A log is matched to what was seen: of another incident that did not arrive it may as well tell.
  const proven = incident.inPart ? notCertain(settled) : settled;
  return {
    ...proven,
    evidence: [...proven.evidence, ...remarks(incident, review, match)],
    missing: stillMissing(proven.missing, review, match),
    ...(proven.alternatives && {
      alternatives: proven.alternatives.map((other) => ({
        ...other,
        missing: stillMissing(other.missing, review, match),
      })),
    }),
  };
}

/** What only the kernel's log could tell is missing no more; where the log given does not tell it, another is asked for. */
function stillMissing(missing: Incident['missing'], review: LogReview, { ooms }: LogMatch): Incident['missing'] {
  const ofKernel = ({ what, setting }: Incident['missing'][number]) => KERNEL_LOG.test(`${what} ${setting}`);
  if (ooms.some(({ about }) => about !== 'other')) {
    return missing.filter((one) => !ofKernel(one));
  }
  return review.ooms.length > 0
    ? missing.map((one) => (ofKernel(one) ? { ...one, setting: ANOTHER_LOG } : one))
    : missing;
}

const ANOTHER_LOG = 'the log given holds no report of it; give the kernel log (dmesg) of that time and node';

const KERNEL_LOG = /kernel.s own report|kernel log|dmesg/i;

/** What one must know to judge the log itself. */
function remarks(
  incident: Incident,
  review: LogReview,
  { ooms, evictions, untimed, otherHosts }: LogMatch
): readonly Evidence[] {
  const remark = (text: string): Evidence => ({ speaks: 'context', text, source: 'log', at: incident.start });
  return [
    ...(ooms.length + evictions.length === 0
      ? [
          remark(
            'The log holds no OOM report and no eviction within 30 s of this incident. It may be of another time or node.'
          ),
        ]
      : []),
    ...(untimed > 0
      ? [
          remark(
            `${counted(untimed, 'OOM report')} in the log without a date cannot be placed. Give one with dates: dmesg --time-format iso, or journalctl -k.`
          ),
        ]
      : []),
    ...(otherHosts.length > 0
      ? [
          remark(
            `The log calls its host ${otherHosts.join(', ')}; this node is ${incident.node}. Make sure that it is the right log.`
          ),
        ]
      : []),
    ...(review.notUnderstoodCount > 0
      ? [remark(`${counted(review.notUnderstoodCount, 'line')} about OOM kills could not be understood.`)]
      : []),
  ];
}
