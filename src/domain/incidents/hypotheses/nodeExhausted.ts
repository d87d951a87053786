import { SIGKILL } from '../../events/killLike';
import { tolerancesOf, type ReviewData } from '../reviewData';
import { kubepodsLimit } from '../sources/kubepodsCgroup';
import { nodeShortage } from '../sources/nodeShortage';
import { fillsNode, firstInReach, outsideGrows } from '../sources/outsidePods';
import { isAtOwnLimit, isFar, ownLimit } from '../sources/ownCgroup';
import { rootCount } from '../sources/rootCount';
import { isSurelyTheKill } from '../sources/surelyTheKill';

import { silent, SILENT, speaks, type Hypothesis, type Prediction, type Subject } from './hypothesis';
import { BY_SIGKILL, KERNEL_COUNTED, KERNEL_REPORT } from './kernelPredictions';
import { evictsUnder, OTHERS_TOO, SEVERAL_DIE } from './sharedCeiling';

const AT_ROOT: Prediction = {
  predicts: 'cAdvisor counts an OOM kill at the root cgroup, while the node is short of memory',
  source: 'container_oom_events_total{id="/"}',
  rule: 'a global OOM is counted at / (cAdvisor manager.go, watchForNewOoms); so are those of a cpuset or memory policy, and old ones again when it starts',
  ask: (subject, data) => {
    const root = rootCount(subject, data);
    switch (root.is) {
      case 'replayed':
        return SILENT;
      case 'rose': {
        const shortage = nodeShortage(subject, data);
        const isShort = shortage.is === 'exhausted';
        const isNamed = root.all && isShort && isSurelyTheKill(subject, data);
        // Of several kills about then it counted another, where there was room.
        if (!root.own && shortage.is === 'room' && !shortage.falling) {
          return SILENT;
        }
        const items = shortage.is === 'unknown' ? [] : [shortage.item];
        return speaks('for', root.own ? (isNamed ? 'names' : 'measured') : 'fits', root.item, ...items);
      }
      case 'stood still':
        return speaks('against', 'fits', root.item);
      case 'unread':
        return silent(root.missing);
    }
  },
};

const SHORT: Prediction = {
  predicts: 'the node has almost nothing left',
  source: 'node_memory_MemAvailable_bytes, node available',
  rule: 'the kernel kills anywhere when nothing can be reclaimed (kernel mm/page_alloc.c, __alloc_pages_may_oom)',
  ask: (subject, data) => {
    const shortage = nodeShortage(subject, data);
    switch (shortage.is) {
      // What nothing shows to have been killed may end by itself on a node that is short.
      case 'exhausted':
        return wasKilled(subject, data) ? speaks('for', 'fits', shortage.item) : SILENT;
      // A node with room may still fall, and what takes all of it in seconds no look shows; the limit of the pods is on the way.
      case 'room':
        return shortage.falling || isUnseen(subject, data) || (subject.end && fillsNode(subject.end, subject, data))
          ? SILENT
          : speaks('against', 'fits', shortage.item);
      // Where pods take it they meet their own limit, if that comes first.
      case 'low':
        return wasKilled(subject, data) && shortage.falling && firstInReach(subject, data)?.is !== 'kubepods'
          ? speaks('for', 'fits', shortage.item)
          : SILENT;
      case 'unknown':
        return silent(shortage.missing);
    }
  },
};

/** Several die at no limit: what took all that the node had, took it between two looks. */
const isUnseen = (subject: Subject, data: ReviewData): boolean => SEVERAL_DIE.ask(subject, data).speaks === 'for';

/** Within a few scrapes: over a long silence the node was short by chance. */
function wasKilled({ kind, kill, end, earliest, latest }: Subject, data: ReviewData): boolean {
  const isKill = kind === 'count' || kill !== undefined || end?.exitCode === SIGKILL || end?.reason === 'OOMKilled';
  return isKill && latest - earliest <= tolerancesOf(data).narrow;
}

/** A count at the root that stood still outranks any estimate. */
function unlessCounted(estimate: Prediction): Prediction {
  return {
    ...estimate,
    ask: (subject, data) => {
      const answer = estimate.ask(subject, data);
      return answer.speaks === 'for' && rootCount(subject, data).is === 'stood still' ? SILENT : answer;
    },
  };
}

/** A kill at no limit of its own, that may have been for the node. */
function isOpen(subject: Subject, data: ReviewData): boolean {
  const { end, kill } = subject;
  return end !== undefined && kill !== undefined && !isAtOwnLimit(end, subject, data);
}

const OUTSIDE_GROWS: Prediction = {
  predicts: 'what grows in the minutes before, and takes what is left, is outside the pods',
  source: 'node available, pods’ working set',
  rule: 'what is outside the pods is not charged to them, and no limit but the node’s own holds it',
  ask: (subject, data) => {
    const grown = wasKilled(subject, data) ? outsideGrows(subject, data) : undefined;
    const shortage = nodeShortage(subject, data);
    // What grows on a node with room, and does not come to its end by then, is beside the point.
    const leads = shortage.is !== 'room' || shortage.falling;
    return grown && leads ? speaks('for', 'fits', grown) : SILENT;
  },
};

const FULL: Prediction = {
  predicts: 'what its pod used at most, the other pods and what is outside them come to all that the node has',
  source: 'container_memory_max_usage_bytes of pods, node_memory_MemAvailable_bytes',
  rule: 'the kernel kills anywhere when nothing can be reclaimed (kernel mm/page_alloc.c, __alloc_pages_may_oom)',
  ask: (subject, data) => {
    const full = subject.end && isOpen(subject, data) ? fillsNode(subject.end, subject, data) : undefined;
    return full ? speaks('for', 'fits', full.item) : SILENT;
  },
};

const NO_LIMIT_IN_REACH: Prediction = {
  predicts: 'no limit was reached: neither the container’s own nor that of all pods together',
  source: 'container_memory_max_usage_bytes, kube_pod_container_resource_limits',
  rule: 'of three ceilings (its own, the pods’, the node) the other two were measured, and not reached',
  ask: (subject, data) => {
    if (!subject.end || !subject.kill) {
      return SILENT;
    }
    const own = ownLimit(subject.end, subject, data);
    const shared = kubepodsLimit(subject, data);
    return isFar(own) && shared.is === 'below' ? speaks('for', 'measured', own.item, shared.item) : SILENT;
  },
};

const FIRST_IN_REACH: Prediction = {
  predicts: 'more is used outside the pods than is reserved, so that the node runs out before they meet their limit',
  source: 'node_memory_MemAvailable_bytes, pods’ working set',
  rule: 'kubepods limit = capacity − kubeReserved − systemReserved: what is reserved is what the node has besides (K32 cm/node_container_manager_linux.go:245)',
  ask: (subject, data) => {
    const first = isOpen(subject, data) ? firstInReach(subject, data) : undefined;
    return first?.is === 'node' ? speaks('for', 'fits', first.item) : SILENT;
  },
};

export const NODE_EXHAUSTED: Hypothesis = {
  verdict: 'node-exhausted',
  about: ['end', 'count'],
  signal: 'node memory',
  predictions: [
    KERNEL_COUNTED,
    BY_SIGKILL,
    AT_ROOT,
    unlessCounted(SHORT),
    NO_LIMIT_IN_REACH,
    unlessCounted(FIRST_IN_REACH),
    unlessCounted(FULL),
    unlessCounted(OUTSIDE_GROWS),
    OTHERS_TOO,
    SEVERAL_DIE,
    unlessCounted(evictsUnder('memory.available')),
    KERNEL_REPORT,
  ],
};
