import { kernelCount } from '../sources/kernelCount';
import { kubepodsLimit } from '../sources/kubepodsCgroup';
import { nodeShortage } from '../sources/nodeShortage';
import { firstInReach } from '../sources/outsidePods';
import { ownLimit } from '../sources/ownCgroup';

import { silent, SILENT, speaks, type Hypothesis, type Prediction } from './hypothesis';
import { BY_SIGKILL, KERNEL_COUNTED, KERNEL_REPORT, KUBELET_RUNS, NODE_HAS_ROOM } from './kernelPredictions';
import { evictsUnder, OTHERS_TOO } from './sharedCeiling';

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

const FIRST_IN_REACH: Prediction = {
  predicts: 'less is used outside the pods than is reserved, so that their limit is met before the node runs out',
  source: 'node_memory_MemAvailable_bytes, pods’ working set',
  rule: 'kubepods limit = capacity − kubeReserved − systemReserved: what is reserved is what the node has besides (K32 cm/node_container_manager_linux.go:245)',
  shared: true,
  ask: (subject, data) => {
    const first = subject.end && subject.kill ? firstInReach(subject, data) : undefined;
    return first ? speaks(first.is === 'kubepods' ? 'for' : 'against', 'fits', first.item) : SILENT;
  },
};

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
    FIRST_IN_REACH,
    OTHERS_TOO,
    evictsUnder('allocatableMemory.available'),
    NODE_HAS_ROOM,
    KERNEL_REPORT,
  ],
};
