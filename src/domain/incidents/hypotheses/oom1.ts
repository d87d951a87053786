import { DELAY } from '../../events/delays';
import type { Interval } from '../../events/eventsObserved';
import { touches } from '../../events/touches';
import { nodeAt, podsHeadroom } from '../nodeAt';
import { isSamePod, type ReviewData } from '../reviewData';
import { limitOf } from '../sources/containerLimit';
import { lostInstance } from '../sources/instanceThen';
import { isSurelyCounted, kernelCount } from '../sources/kernelCount';
import { nodeShortage } from '../sources/nodeShortage';
import { ownLimit } from '../sources/ownCgroup';
import { podAtLimit } from '../sources/podAtLimit';
import { sameContainerKilled } from '../sources/crashLoop';
import { isSurelyTheKill } from '../sources/surelyTheKill';

import { silent, SILENT, speaks, type Hypothesis, type Prediction, type Subject } from './hypothesis';
import { BY_SIGKILL, KERNEL_COUNTED, KERNEL_REPORT, NODE_HAS_ROOM } from './kernelPredictions';
import { doSeveralDie, NO_OTHERS } from './sharedCeiling';

const REACHED: Prediction = {
  predicts: 'one cgroup of this very instance comes to its own limit as it ends',
  source: 'container_memory_max_usage_bytes, container_memory_failcnt, container_memory_working_set_bytes',
  rule: 'a memory cgroup kills inside itself when usage would exceed its limit (kernel mm/memcontrol.c, try_charge_memcg)',
  ask: (subject, data) => {
    if (!subject.end) {
      return SILENT;
    }
    const own = ownLimit(subject.end, subject, data);
    switch (own.is) {
      case 'reached': {
        const count = kernelCount(subject, data);
        const isCounted = isSurelyCounted(count, subject);
        const isOnly = isAlone(subject) && !isAnothers(own.step, subject, data);
        const isPinned = isCounted && isOnly && isAllExplained(subject, data) && isSurelyTheKill(subject, data);
        // With swap a cgroup stays at its limit for long before anything in it is killed; a child's may have been another kill.
        const strength = data.hasSwap || doSeveralDie(subject, data) ? 'fits' : isPinned ? 'names' : 'measured';
        return speaks('for', strength, own.item);
      }
      case 'near':
        return speaks('for', 'fits', own.item);
      case 'never':
      case 'without':
        return speaks('against', 'measured', own.item);
      case 'unknown':
        return silent(own.missing);
    }
  },
};

/** No end of another pod fits the same count: whoever dies with others may have died at a ceiling that they share. */
function isAlone({ kill, end }: Subject): boolean {
  return (kill?.rivals ?? []).every((rival) => isSamePod(rival, end ?? {}));
}

/** Of the same count no kill is left that no end shows: a child of the same may have met the limit, and this end another ceiling. */
function isAllExplained({ kill }: Subject, { observed }: ReviewData): boolean {
  const others = observed.kills.filter((other) => other !== kill && other.end && other.rise === kill?.rise);
  return (kill?.rise?.by ?? 0) <= others.length + 1;
}

/** The kernel counted besides, as the cgroup came there, what no container's end shows: a child of the same may have met the limit. */
function isAnothers(step: Interval, { kill, end }: Subject, { observed }: ReviewData): boolean {
  const around = { earliest: step.earliest - DELAY.clockSkew, latest: step.latest + DELAY.clockSkew };
  return observed.kills.some(
    (other) => other !== kill && (!other.end || isSamePod(other.end, end ?? {})) && touches(other, around)
  );
}

const ONLY_ONE_IN_REACH: Prediction = {
  predicts: 'pods and node had more room than the container may use, so that only its own limit was in reach',
  source: 'pods’ working set, node available, kube_pod_container_resource_limits',
  rule: 'a ceiling that one container cannot fill is not the one it ran into',
  ask: (subject, data) => {
    const limit = subject.kill && subject.end && limitOf(subject.end, subject.latest, data);
    const around = nodeAt(data.memory, subject.earliest);
    const headroom = podsHeadroom(around);
    if (typeof limit !== 'number' || headroom === undefined || around.available === undefined) {
      return SILENT;
    }
    const shortage = nodeShortage(subject, data);
    const isGoing = shortage.is === 'exhausted' || (shortage.is !== 'unknown' && shortage.falling);
    return headroom > limit && around.available > limit && !isGoing
      ? speaks('for', 'fits', {
          speaks: 'for',
          text: 'pods and node had more room than the container’s limit',
          source: 'container_memory_working_set_bytes',
          ...(data.queries.pods !== undefined && { query: data.queries.pods }),
          at: around.at ?? subject.earliest,
        })
      : SILENT;
  },
};

const AGAIN: Prediction = {
  predicts:
    'what no container’s end shows is the next kill of one that was just killed at its limit, and is there again',
  source: 'container_memory_max_usage_bytes, container_memory_failcnt',
  rule: 'a crashing container is started again after a back-off of up to 5 min (K32 kubelet.go, MaxContainerBackOff); ends between two scrapes go unseen',
  ask: (subject, data) => {
    const known = subject.kind === 'count' ? sameContainerKilled(subject, data) : undefined;
    if (!known) {
      return SILENT;
    }
    const atLimit = podAtLimit(subject, data);
    const isSame = atLimit && atLimit.track.pod === known.end.pod && atLimit.track.namespace === known.end.namespace;
    if (!atLimit) {
      return speaks('for', 'fits', known.item);
    }
    return isSame ? speaks('for', 'measured', atLimit.item) : SILENT;
  },
};

const LOST_UNSEEN: Prediction = {
  predicts: 'the one container that comes to its limit is not seen again, whatever its status shows yet',
  source: 'container_memory_max_usage_bytes, container_memory_working_set_bytes',
  rule: 'an instance ends with its first process, and the next one has a cgroup of its own; its status may come late or between two scrapes',
  ask: (subject, data) => {
    const atLimit = subject.kind === 'count' ? podAtLimit(subject, data) : undefined;
    const lost = atLimit && lostInstance(atLimit.track, subject, data);
    return atLimit && lost ? speaks('for', 'measured', atLimit.item, lost) : SILENT;
  },
};

export const OOM1: Hypothesis = {
  verdict: 'oom1-container-limit',
  about: ['end', 'count'],
  signal: 'container memory limit',
  predictions: [
    KERNEL_COUNTED,
    BY_SIGKILL,
    REACHED,
    ONLY_ONE_IN_REACH,
    AGAIN,
    LOST_UNSEEN,
    NO_OTHERS,
    NODE_HAS_ROOM,
    KERNEL_REPORT,
  ],
};
