import { limitOf } from '../sources/containerLimit';
import { kernelCount, touches } from '../sources/kernelCount';
import { kubepodsLimit } from '../sources/kubepodsCgroup';
import { nodeShortage } from '../sources/nodeShortage';
import { ownLimit } from '../sources/ownCgroup';

import { silent, SILENT, speaks, type Hypothesis, type Prediction } from './hypothesis';
import { BY_SIGKILL, KERNEL_COUNTED, KERNEL_REPORT, KUBELET_RUNS, NODE_HAS_ROOM } from './kernelPredictions';

const REACHED: Prediction = {
  predicts: 'the kubepods cgroup comes to its limit, or fails to allocate there, as the kernel kills',
  source: 'container_memory_failcnt and container_memory_max_usage_bytes of kubepods, pods’ working set',
  rule: 'kubepods limit = capacity − kubeReserved − systemReserved, enforced by the kernel (K32 cm/node_container_manager_linux.go:245)',
  ask: (subject, data) => {
    const shared = kubepodsLimit(subject, data);
    switch (shared.is) {
      case 'reached': {
        const count = kernelCount(subject, data);
        return speaks('for', count.says === 'rose' && count.enough ? 'names' : 'fits', shared.item);
      }
      case 'near':
        return speaks('for', 'fits', shared.item);
      case 'below':
        return speaks('against', 'measured', shared.item);
      case 'unknown':
        return silent(shared.missing);
    }
  },
};

const NO_OTHER_IN_REACH: Prediction = {
  predicts: 'the container has no limit of its own, or never came near it, and the node had memory left',
  source: 'kube_pod_container_resource_limits, container_memory_max_usage_bytes, node available',
  rule: 'of three ceilings (its own, the pods’, the node) two were not reached',
  ask: (subject, data) => {
    if (!subject.end || !subject.kill) {
      return SILENT;
    }
    const own = ownLimit(subject.end, subject, data);
    const shortage = nodeShortage(subject, data);
    const isFar = own.is === 'without' || own.is === 'never';
    return isFar && shortage.is === 'room' ? speaks('for', 'fits', own.item, shortage.item) : SILENT;
  },
};

const OTHERS_TOO: Prediction = {
  predicts: 'others without a limit of their own are killed in the same seconds',
  source: 'kube_pod_container_status_last_terminated_*',
  rule: 'who has no limit is killed at a shared one (kernel mm/oom_kill.c, select_bad_process)',
  ask: (subject, data) => {
    const other = data.observed.kills.find(
      ({ end }) =>
        end &&
        subject.end &&
        (end.pod !== subject.end.pod || end.namespace !== subject.end.namespace) &&
        touches({ earliest: end.earliest - TOGETHER, latest: end.latest + TOGETHER }, subject) &&
        limitOf(end, end.latest, data) === 'none'
    );
    const isShort = nodeShortage(subject, data).is === 'exhausted';
    return other?.end && !isShort
      ? speaks('for', 'fits', {
          speaks: 'for',
          text: `${other.end.pod}, which has no limit, was killed in the same seconds`,
          source: 'kube_pod_container_status_last_terminated_timestamp',
          at: other.end.latest,
        })
      : SILENT;
  },
};

/** Seconds of one shortage: reports of the runtime's come so far apart. */
const TOGETHER = 30_000;

export const OOM4: Hypothesis = {
  verdict: 'oom4-kubepods-limit',
  about: ['end', 'count'],
  signal: 'kubepods memory limit',
  predictions: [
    KUBELET_RUNS,
    KERNEL_COUNTED,
    BY_SIGKILL,
    REACHED,
    NO_OTHER_IN_REACH,
    OTHERS_TOO,
    NODE_HAS_ROOM,
    KERNEL_REPORT,
  ],
};
