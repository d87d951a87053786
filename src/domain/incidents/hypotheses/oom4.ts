import type { ReviewData } from '../reviewData';
import { isSurelyCounted, kernelCount, killsUntoldAbout } from '../sources/kernelCount';
import { kubepodsLimit, nobodyFilled } from '../sources/kubepodsCgroup';
import { nodeShortage } from '../sources/nodeShortage';
import { fillsNode, firstInReach, outsideGrows } from '../sources/outsidePods';
import { isFar, ownLimit } from '../sources/ownCgroup';
import { rootCount } from '../sources/rootCount';
import { isSurelyTheKill } from '../sources/surelyTheKill';

import { silent, SILENT, speaks, type Hypothesis, type Prediction, type Subject } from './hypothesis';
import { BY_SIGKILL, KERNEL_COUNTED, KERNEL_REPORT, KUBELET_RUNS, NODE_HAS_ROOM } from './kernelPredictions';
import { evictsUnder, NOT_FOR_NODE, OTHERS_TOO } from './sharedCeiling';

const REACHED: Prediction = {
  predicts: 'the kubepods cgroup comes to its limit, or fails to allocate there, as the kernel kills',
  source: 'container_memory_failcnt and container_memory_max_usage_bytes of kubepods, pods’ working set',
  rule: 'kubepods limit = capacity − kubeReserved − systemReserved, enforced by the kernel (K32 cm/node_container_manager_linux.go:245)',
  ask: (subject, data) => {
    const shared = kubepodsLimit(subject, data);
    switch (shared.is) {
      case 'reached': {
        const count = kernelCount(subject, data);
        const isCounted = count.says === 'rose' && count.enough;
        // A failed allocation there is no kill yet: who may have come to a limit of his own besides, or the node to its end, was killed at that one.
        const isOnly = isFarFromOwn(subject, data) && nodeHeld(subject, data) && isSurelyTheKill(subject, data);
        const isOfThese = isSurelyCounted(count, subject) && (count.alone || !killsUntoldAbout(count.rise, data));
        return speaks('for', isCounted ? (isOnly && isOfThese ? 'names' : 'measured') : 'fits', shared.item);
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

const SOMEBODY_FILLED: Prediction = {
  predicts: 'among the pods that were killed, or stayed, are those that filled the limit they share',
  source: 'container_memory_max_usage_bytes of pods',
  rule: 'inside a memory cgroup the kernel kills who has the most memory and the highest oom_score_adj (kernel mm/oom_kill.c, oom_badness)',
  shared: true,
  ask: (subject, data) => {
    const item = subject.end && subject.kill ? nobodyFilled(subject, data) : undefined;
    return item ? speaks('against', 'fits', item) : SILENT;
  },
};

function isFarFromOwn(subject: Subject, data: ReviewData): boolean {
  return subject.end !== undefined && isFar(ownLimit(subject.end, subject, data));
}

/** By a count of the kernel's, by what it had left, or where the pods' limit is clearly met before the node's end. */
function nodeHeld(subject: Subject, data: ReviewData): boolean {
  const shortage = nodeShortage(subject, data);
  // What falls may have come to nothing by then, where the pods' limit is not met first.
  return (
    rootCount(subject, data).is === 'stood still' ||
    firstInReach(subject, data)?.is === 'kubepods' ||
    (shortage.is === 'room' && !shortage.falling)
  );
}

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
    // That two of three were not reached tells of the third only where that may have been.
    const isOpen = nobodyFilled(subject, data) === undefined;
    if (!isOpen || !isFar(own) || shortage.is === 'unknown' || shortage.is === 'exhausted') {
      return SILENT;
    }
    const root = rootCount(subject, data);
    if (root.is === 'stood still') {
      return speaks('for', 'fits', own.item, root.item);
    }
    const isFull = fillsNode(subject.end, subject, data)?.is === 'all';
    return nodeHeld(subject, data) && !isFull ? speaks('for', 'fits', own.item, shortage.item) : SILENT;
  },
};

const FIRST_IN_REACH: Prediction = {
  predicts: 'less is used outside the pods than is reserved, so that their limit is met before the node runs out',
  source: 'node_memory_MemAvailable_bytes, pods’ working set',
  rule: 'kubepods limit = capacity − kubeReserved − systemReserved: what is reserved is what the node has besides (K32 cm/node_container_manager_linux.go:245)',
  shared: true,
  ask: (subject, data) => {
    const first = subject.end && subject.kill ? firstInReach(subject, data) : undefined;
    if (first?.is === 'node') {
      // A count outranks the estimate.
      return rootCount(subject, data).is === 'stood still' ? SILENT : speaks('against', 'fits', first.item);
    }
    return first ? speaks('for', 'fits', first.item) : SILENT;
  },
};

const PODS_GROW: Prediction = {
  predicts: 'what grows in the minutes before is not outside the pods',
  source: 'node available, pods’ working set',
  rule: 'what is outside the pods is not charged to them, and no limit but the node’s own holds it',
  shared: true,
  ask: (subject, data) => {
    const outside = subject.kill ? outsideGrows(subject, data) : undefined;
    return outside ? speaks('against', 'fits', outside) : SILENT;
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
    SOMEBODY_FILLED,
    NO_OTHER_IN_REACH,
    FIRST_IN_REACH,
    PODS_GROW,
    OTHERS_TOO,
    evictsUnder('allocatableMemory.available'),
    NOT_FOR_NODE,
    NODE_HAS_ROOM,
    KERNEL_REPORT,
  ],
};
