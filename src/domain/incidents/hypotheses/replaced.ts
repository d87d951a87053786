import { DELAY } from '../../events/delays';
import { endedByDeletion, SIGKILL } from '../../events/killLike';
import { touches } from '../../events/touches';
import { isSamePod } from '../reviewData';
import { ASKED_TO_STOP, exitItem, restartedItem } from '../sources/exitStatus';
import { kernelCount } from '../sources/kernelCount';

import { KERNEL_SILENT } from './endPredictions';
import { SILENT, speaks, type Hypothesis, type Prediction } from './hypothesis';

const DELETED: Prediction = {
  predicts: 'the pod was to be deleted, and is gone afterwards',
  source: 'kube_pod_deletion_timestamp, kube_pod_info',
  rule: 'a rolling update, a drain, a scale-down delete pods through the API; the kubelet then sends SIGTERM, and SIGKILL after the grace period',
  ask: (subject, data) => {
    const { end, kill } = subject;
    const { observed } = data;
    if (!end) {
      return SILENT;
    }
    if (end.restarted) {
      return speaks('against', 'measured', restartedItem(end));
    }
    const pod = observed.pods.find((one) => isSamePod(one, end) && (end.uid === undefined || one.uid === end.uid));
    // Nobody replaces a bare pod: of one that may be bare and was killed the deletion does not tell why.
    if (pod && !pod.owner && kill) {
      return SILENT;
    }
    const asked = pod?.deletedBy !== undefined && pod.deletedBy >= end.earliest - DELAY.crashLoopBackOff;
    if (asked) {
      // The timestamp holds the grace period, which is not published: 30 s unless set. What ended before was not yet asked.
      const isAfter = end.latest >= (pod.deletedBy ?? 0) - GRACE - DELAY.clockSkew;
      // The kernel kills what a drain deletes as it kills anything else, and a node that goes down takes it and the count with it: only
      // where that was read, and stood still, does the order to delete name the cause.
      const isOnly = !kill && kernelCount(subject, data).says === 'stood still';
      const told = item(`${end.pod} was to be deleted`, 'kube_pod_deletion_timestamp', end.latest);
      return speaks('for', isAfter && isOnly ? 'names' : 'fits', told);
    }
    return endedByDeletion(end)
      ? speaks('for', 'fits', item(`${end.pod} was gone soon after`, 'kube_pod_info', end.podGoneAt ?? end.latest))
      : SILENT;
  },
};

/** terminationGracePeriodSeconds unless set. */
const GRACE = 30_000;

const NOT_EVICTED: Prediction = {
  predicts: 'the kubelet evicts nothing about then',
  source: 'kubelet_evictions, kube_pod_status_reason',
  rule: 'an evicted pod of a DaemonSet or StatefulSet is deleted by its controller as well (k/k#54525)',
  shared: true,
  ask: (subject, { observed }) => {
    const around = { earliest: subject.earliest - DELAY.standstill, latest: subject.latest + DELAY.standstill };
    const eviction = observed.evictions.find((one) => touches(one, around));
    return eviction
      ? speaks('against', 'fits', item('the kubelet evicted about then', 'kubelet_evictions', eviction.latest))
      : SILENT;
  },
};

const BY_CONTROLLER: Prediction = {
  predicts: 'a controller owns the pod',
  source: 'kube_pod_info, created_by_kind',
  rule: 'nobody replaces a bare pod',
  shared: true,
  ask: ({ end }, { observed }) => {
    const owner = end && observed.pods.find((one) => isSamePod(one, end))?.owner;
    if (!end || !owner) {
      return SILENT;
    }
    return owner.kind === 'none'
      ? speaks('against', 'measured', item(`${end.pod} is a bare pod`, 'kube_pod_info', end.latest))
      : speaks('for', 'fits', item(`${end.pod} is of ${owner.kind} ${owner.name}`, 'kube_pod_info', end.latest));
  },
};

const IN_ORDER: Prediction = {
  predicts: 'it stops when asked, or is killed after its grace period',
  source: 'kube_pod_container_status_last_terminated_exitcode',
  rule: 'terminationGracePeriodSeconds (K32 kuberuntime_container.go, killContainer)',
  shared: true,
  ask: ({ end }) =>
    end?.exitCode !== undefined && [0, SIGKILL, ...ASKED_TO_STOP].includes(end.exitCode)
      ? speaks('for', 'fits', exitItem(end))
      : SILENT,
};

const CORDONED: Prediction = {
  predicts: 'for a drain: the node takes no pods',
  source: 'kube_node_spec_unschedulable',
  rule: 'kubectl drain cordons the node first',
  shared: true,
  ask: (subject, { observed }) =>
    observed.cordoned.some((one) => touches(one, subject))
      ? speaks(
          'for',
          'fits',
          item('the node took no pods: it was being drained', 'kube_node_spec_unschedulable', subject.latest)
        )
      : SILENT,
};

function item(text: string, source: string, at: number) {
  return { speaks: 'for' as const, text, source, at };
}

export const REPLACED: Hypothesis = {
  verdict: 'replaced',
  about: ['end'],
  predictions: [DELETED, NOT_EVICTED, KERNEL_SILENT, BY_CONTROLLER, IN_ORDER, CORDONED],
};
