import type { ContainerEnd, Interval } from '../../events/eventsObserved';
import { isKillLike, SIGKILL } from '../../events/killLike';
import { touches } from '../../events/touches';
import { tolerancesOf, type ReviewData } from '../reviewData';
import { lostInstance, lostThen } from '../sources/instanceThen';
import { podAtLimit } from '../sources/podAtLimit';
import { statusesRead } from '../sources/statusesRead';

import { silent, SILENT, speaks, type Hypothesis, type Prediction } from './hypothesis';
import { KERNEL_COUNTED, KERNEL_REPORT, NODE_HAS_ROOM } from './kernelPredictions';

const NOBODY_ENDED: Prediction = {
  predicts: 'the statuses of the containers are read, none of them ended, and no instance of one was lost',
  source: 'kube_pod_container_status_restarts_total, …_terminated_reason, container_memory_working_set_bytes',
  rule: 'the death of a child leaves the container alive on cgroup v1, or with singleProcessOOMKill (K32 kuberuntime_container_linux.go:283)',
  shared: true,
  ask: (subject, data) => {
    if (subject.kind !== 'count' || !statusesRead(subject, data)) {
      return silent(STATUSES);
    }
    return mayHaveEnded(subject, data)
      ? SILENT
      : speaks('for', 'fits', {
          speaks: 'for',
          text: 'no container’s status shows an end then',
          source: 'kube_pod_container_status_restarts_total',
          at: subject.latest,
        });
  },
};

const POD_AT_LIMIT: Prediction = {
  predicts: 'one pod comes to its own limit, and lives on',
  source: 'container_memory_max_usage_bytes, container_memory_failcnt',
  rule: 'the child is killed because its cgroup is full (kernel mm/memcontrol.c, mem_cgroup_out_of_memory)',
  ask: (subject, data) => {
    const found = subject.kind === 'count' && statusesRead(subject, data) ? podAtLimit(subject, data) : undefined;
    if (!found) {
      return SILENT;
    }
    const lost = lostInstance(found.track, subject, data);
    if (lost) {
      return speaks('against', 'fits', lost);
    }
    return mayBeAnothers(subject, data) ? SILENT : speaks('for', 'fits', found.item);
  },
};

const mayHaveEnded = (subject: Interval, data: ReviewData): boolean =>
  mayBeAnothers(subject, data) || data.observed.ends.some((end) => end.exitCode === undefined && touches(end, subject));

/**
 * What was counted may be another's end, and the peak another time's: by a kill at any time of a back-off, whichever count was taken for
 * it. A sidecar that waits to be started again shows no end, and its instance is gone.
 */
function mayBeAnothers(subject: Interval, data: ReviewData): boolean {
  const { narrow } = tolerancesOf(data);
  const isWide = ({ earliest, latest }: ContainerEnd) => latest - earliest > narrow;
  const isKill = (end: ContainerEnd) => end.exitCode === SIGKILL && isKillLike(end);
  return (
    lostThen(subject, data).length > 0 ||
    data.observed.ends.some((end) => isKill(end) && isWide(end) && touches(end, subject))
  );
}

const STATUSES = {
  what: 'which containers ended',
  setting: 'scrape kube-state-metrics; keep kube_pod_info and kube_pod_container_status_*',
};

export const CHILD_KILLED: Hypothesis = {
  verdict: 'child-killed',
  about: ['count'],
  signal: 'container memory limit',
  predictions: [KERNEL_COUNTED, NOBODY_ENDED, POD_AT_LIMIT, NODE_HAS_ROOM, KERNEL_REPORT],
};
