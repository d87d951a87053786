import { holdsAgainst, ofCount, ofEnd } from '../../../../test/fixtures/holdsAgainst';
import {
  BEST_EFFORT,
  data,
  end,
  EVENT,
  evicted,
  flat,
  kill,
  LOOKS,
  memory,
  rise,
  SHORT_NODE,
  used,
} from '../../../../test/fixtures/reviewFacts';
import { MiB } from '../../units';

import { OOM4 } from './oom4';

const REACHED = 'the kubepods cgroup comes to its limit';
const NO_OTHER = 'the container has no limit of its own';
const FILLED = 'among the pods that were killed';
const FIRST = 'less is used outside the pods';
const OTHERS = 'others without a limit';
const PODS_GROW = 'what grows in the minutes before is not';
const NOT_FOR_NODE = 'the kubelet does not evict under memory.available';
const EVICTS = 'the kubelet evicts under allocatableMemory.available';
const FREE = end({ qos: 'BestEffort' });
const UNFLAGGED = { ...FREE, reason: 'Error' };
const WIDE = { ...FREE, exact: false, earliest: EVENT - 60_000, latest: EVENT + 60_000 };
const LATE = { ...FREE, exact: false, earliest: EVENT + 60_000, latest: EVENT + 90_000 };
const SUBJECT = ofEnd(FREE, { ...kill(FREE), rivals: [] });
const BY_TWO = rise('node_vmstat_oom_kill', { by: 2 });
const DB = end({ pod: 'db' });
const OF_TWO = ofEnd(FREE, { ...kill(FREE), rise: BY_TWO, rivals: [DB] });
const MINUTES_BEFORE = { earliest: EVENT - 165_000, latest: EVENT - 135_000 };
const OF_CHILD = {
  ...kill(undefined, 'counter-alone'),
  ...MINUTES_BEFORE,
  rise: rise('node_vmstat_oom_kill', MINUTES_BEFORE),
};
const FLAG_ONLY = { ...FREE, exact: false, exitCode: undefined };
const at = (seconds: number, mib: number) => ({ at: EVENT + seconds * 1000, value: mib * MiB });
/** By 1200 MiB a scrape, of 7000: 1000 are left 25 s before. */
const FALLING = [5, 4, 3, 2, 1, 0].map((i) => ({
  ...at(-25 - 30 * i, Math.max(1200, 6000 - 1200 * i)),
  source: 'test',
}));
const UNKNOWN_LIMIT = memory({
  lines: { capacity: flat(7000), podsEvictionLine: flat(4550), allocatable: flat(4550) },
});
const POD = { namespace: 'shop', pod: 'web', firstSeen: 0, lastSeen: EVENT + 600_000, before: true };
const GONE = { ...POD, pod: 'gone', lastSeen: EVENT - 10_000, missedAt: EVENT + 20_000 };
const EVICTED_BEFORE = { earliest: EVENT - 300_000, latest: EVENT - 270_000, reason: 'Evicted', query: 'q' };
const everUsed = (mib: number) => [{ namespace: 'shop', pod: 'web', samples: [at(-60, 100), at(60, mib)] }];
const memAvailable = (mib: number) => LOOKS.map((time) => ({ at: time, value: mib * MiB }));

const outside = (mib: number) => ({ memAvailable: memAvailable(7000 - mib), nodeUsed: used(mib) });

const LATER = { pod: 'late', firstSeen: EVENT + 60_000, lastSeen: EVENT + 600_000, before: false };

describe('OOM4', () => {
  holdsAgainst(
    OOM4.predictions.filter(({ predicts }) =>
      [REACHED, NO_OTHER, FILLED, FIRST, PODS_GROW, OTHERS, EVICTS, NOT_FOR_NODE].some((ask) =>
        predicts.startsWith(ask)
      )
    ),
    [
      {
        fact: 'its failed allocations rose, and the count is its alone',
        asks: REACHED,
        subject: SUBJECT,
        given: data({}, { ...BEST_EFFORT, kubepodsFailures: [at(-20, 0), at(20, 3)] }),
        says: 'for names',
      },
      {
        fact: 'its failed allocations rose, and while nobody read the statuses others may have ended as well',
        asks: REACHED,
        subject: SUBJECT,
        given: data(
          { looks: { kubelet: LOOKS, statuses: [], root: [] } },
          { ...BEST_EFFORT, kubepodsFailures: [at(-20, 0), at(20, 3)] }
        ),
        says: 'for measured',
      },
      {
        fact: 'its failed allocations rose, and of the two that were counted the other end is told as well',
        asks: REACHED,
        subject: OF_TWO,
        given: data({}, { ...BEST_EFFORT, kubepodsFailures: [at(-20, 0), at(20, 3)] }),
        says: 'for names',
      },
      {
        fact: 'its failed allocations rose, and of the two that were counted the other end is told, and the runtime was told of none: one may have been counted twice, and the other be no kill of the kernel’s',
        asks: REACHED,
        subject: ofEnd(UNFLAGGED, { ...kill(UNFLAGGED), rise: BY_TWO, rivals: [DB] }),
        given: data({}, { ...BEST_EFFORT, kubepodsFailures: [at(-20, 0), at(20, 3)] }),
        says: 'for measured',
      },
      {
        fact: 'its failed allocations rose, and minutes before a kill was counted that ended nothing: it may be one of the two',
        asks: REACHED,
        subject: OF_TWO,
        given: data({ kills: [OF_CHILD] }, { ...BEST_EFFORT, kubepodsFailures: [at(-20, 0), at(20, 3)] }),
        says: 'for measured',
      },
      {
        fact: 'its failed allocations rose, the count is its alone, and minutes before a kill was counted that ended nothing',
        asks: REACHED,
        subject: SUBJECT,
        given: data({ kills: [OF_CHILD] }, { ...BEST_EFFORT, kubepodsFailures: [at(-20, 0), at(20, 3)] }),
        says: 'for names',
      },
      {
        fact: 'its failed allocations rose, and nothing but a flag says that the end was the kill',
        asks: REACHED,
        subject: { ...SUBJECT, end: FLAG_ONLY },
        given: data({}, { ...BEST_EFFORT, kubepodsFailures: [at(-20, 0), at(20, 3)] }),
        says: 'for measured',
      },
      {
        fact: 'its failed allocations rose, and the node was falling to its end: the kill may have been for that',
        asks: REACHED,
        subject: SUBJECT,
        given: data({}, { ...BEST_EFFORT, kubepodsFailures: [at(-20, 0), at(20, 3)], nodeUsed: FALLING }),
        says: 'for measured',
      },
      {
        fact: 'its failed allocations rose, and the container may have come to a limit of its own as well',
        asks: REACHED,
        subject: ofEnd(end(), { ...kill(end()), rivals: [] }),
        given: data({}, { kubepodsFailures: [at(-20, 0), at(20, 3)] }),
        says: 'for measured',
      },
      {
        fact: 'its peak came there, and the count cannot have counted all that fit it',
        asks: REACHED,
        subject: ofEnd(FREE, { ...kill(FREE), rivals: [end({ pod: 'db' })] }),
        given: data({}, { kubepodsPeak: [at(-20, 900), at(20, 5300)] }),
        says: 'for fits',
      },
      {
        fact: 'its peak came close to it, and no closer: the kernel charges pages, not tens of MiB',
        asks: REACHED,
        subject: SUBJECT,
        given: data({}, { kubepodsPeak: [at(-20, 900), at(20, 5250)] }),
        says: 'silent',
      },
      {
        fact: 'its peak, read afterwards, is far below',
        asks: REACHED,
        subject: SUBJECT,
        given: data({}, { kubepodsPeak: [at(-20, 900), at(60, 1000)] }),
        says: 'against measured',
      },
      {
        fact: 'its peak was read before the skew of the clocks is over: the kill may lie after it',
        asks: REACHED,
        subject: SUBJECT,
        given: data({}, { kubepodsPeak: [at(-20, 900), at(20, 1000)] }),
        says: 'silent',
      },
      {
        fact: 'the limit is not known, and its peak was to be higher than it was then',
        asks: REACHED,
        subject: SUBJECT,
        given: data({}, { memory: UNKNOWN_LIMIT, kubepodsPeak: [at(-20, 900), at(60, 4600), at(300, 5300)] }),
        says: 'against measured',
      },
      {
        fact: 'the most that each pod ever used, taken together, lies below it',
        asks: REACHED,
        subject: SUBJECT,
        given: data({ pods: [POD] }, { peaks: everUsed(800) }),
        says: 'against measured',
      },
      {
        fact: 'the same, and a pod that had been evicted before has no reading: it uses nothing',
        asks: REACHED,
        subject: SUBJECT,
        given: data({ pods: [POD, { ...POD, pod: 'gone', evictedSeen: EVICTED_BEFORE }] }, { peaks: everUsed(800) }),
        says: 'against measured',
      },
      {
        fact: 'one pod of then was not read afterwards, and may have taken all the rest',
        asks: REACHED,
        subject: SUBJECT,
        given: data({ pods: [POD, { ...POD, pod: 'gone' }] }, { peaks: everUsed(800) }),
        says: 'silent',
      },
      {
        fact: 'one pod came into sight a minute later and was not read: it may have been there, and have taken the rest',
        asks: REACHED,
        subject: SUBJECT,
        given: data({ pods: [POD, { ...POD, ...LATER }] }, { peaks: everUsed(800) }),
        says: 'silent',
      },
      {
        fact: 'one pod was made a minute later',
        asks: REACHED,
        subject: SUBJECT,
        given: data({ pods: [POD, { ...POD, ...LATER, createdAt: EVENT + 55_000 }] }, { peaks: everUsed(800) }),
        says: 'against measured',
      },
      {
        fact: 'the pods were last seen close to it',
        asks: REACHED,
        subject: SUBJECT,
        given: data({}, { memory: memory({ podsWorkingSet: flat(5200) }) }),
        says: 'for fits',
      },
      { fact: 'kubepods is not collected', asks: REACHED, subject: SUBJECT, says: 'silent' },
      {
        fact: 'none: taken together they never used enough, and one that the kernel left alone was gone before it was read again',
        asks: FILLED,
        subject: SUBJECT,
        given: data(
          { kills: [kill(FREE)], pods: [POD, GONE] },
          { ...BEST_EFFORT, peaks: [...everUsed(800), { ...GONE, samples: [at(-60, 140), at(-20, 140)] }] }
        ),
        says: 'against fits',
      },
      {
        fact: 'the one that was killed was gone before it was read again: it may have filled it',
        asks: FILLED,
        subject: SUBJECT,
        given: data(
          { kills: [kill(FREE)], pods: [POD] },
          { ...BEST_EFFORT, peaks: [{ ...POD, samples: [at(-60, 140), at(-20, 140)] }] }
        ),
        says: 'silent',
      },
      {
        fact: 'the same, of which the status dates the end a minute after the kill',
        asks: FILLED,
        subject: ofEnd(LATE, kill(LATE)),
        given: data(
          { kills: [kill(LATE)], pods: [POD] },
          { ...BEST_EFFORT, peaks: [{ ...POD, samples: [at(-60, 140), at(-20, 140)] }] }
        ),
        says: 'silent',
      },
      {
        fact: 'the one that was killed was replaced by one of its name, whose peak alone was read',
        asks: FILLED,
        subject: SUBJECT,
        given: data(
          { kills: [kill(FREE)], pods: [{ ...POD, uid: 'cd34' }] },
          { ...BEST_EFFORT, peaks: everUsed(800).map((track) => ({ ...track, id: '/kubepods/podab12' })) }
        ),
        says: 'silent',
      },
      {
        fact: 'one used as much as the limit',
        asks: FILLED,
        subject: SUBJECT,
        given: data({ kills: [kill(FREE)], pods: [POD] }, { ...BEST_EFFORT, peaks: everUsed(5250) }),
        says: 'silent',
      },
      {
        fact: 'and the node had room',
        asks: NO_OTHER,
        subject: SUBJECT,
        given: data({}, BEST_EFFORT),
        says: 'for fits',
      },
      {
        fact: 'and the node had room, and nobody among the pods had filled theirs: that two were not reached tells nothing then',
        asks: NO_OTHER,
        subject: SUBJECT,
        given: data({ kills: [kill(FREE)], pods: [POD] }, { ...BEST_EFFORT, peaks: everUsed(800) }),
        says: 'silent',
      },
      {
        fact: 'and the node had none',
        asks: NO_OTHER,
        subject: SUBJECT,
        given: data({}, { ...BEST_EFFORT, ...SHORT_NODE }),
        says: 'silent',
      },
      {
        fact: 'and the node had a seventh left and was falling: it may have been the node',
        asks: NO_OTHER,
        subject: SUBJECT,
        given: data({}, { ...BEST_EFFORT, nodeUsed: FALLING }),
        says: 'silent',
      },
      {
        fact: 'and cAdvisor, which was read, counted none at the root cgroup',
        asks: NO_OTHER,
        subject: SUBJECT,
        given: data({ looks: { kubelet: LOOKS, statuses: LOOKS, root: LOOKS } }, { ...BEST_EFFORT, nodeUsed: FALLING }),
        says: 'for fits',
      },
      {
        fact: 'and the node had room at every look, and all that was used comes to what it has',
        asks: NO_OTHER,
        subject: SUBJECT,
        given: data(
          { pods: [POD] },
          { ...BEST_EFFORT, ...outside(1800), peaks: everUsed(5200), memory: UNKNOWN_LIMIT }
        ),
        says: 'silent',
      },
      {
        fact: 'and the node had room at every look, and all that was used comes to less',
        asks: NO_OTHER,
        subject: SUBJECT,
        given: data(
          { pods: [POD] },
          { ...BEST_EFFORT, ...outside(1800), peaks: everUsed(4800), memory: UNKNOWN_LIMIT }
        ),
        says: 'for fits',
      },
      {
        fact: 'limits are not collected',
        asks: NO_OTHER,
        subject: ofEnd(end(), kill(end())),
        given: data({}, { budgets: [], budgetsKnown: false }),
        says: 'silent',
      },
      {
        fact: 'by what MemAvailable leaves',
        asks: FIRST,
        subject: SUBJECT,
        given: data({}, { memAvailable: memAvailable(6000), nodeUsed: used(1000) }),
        says: 'for fits',
      },
      {
        fact: 'more is used than is reserved: the node runs out first',
        asks: FIRST,
        subject: SUBJECT,
        given: data({}, { memAvailable: memAvailable(5000), nodeUsed: used(2000) }),
        says: 'against fits',
      },
      {
        fact: 'more is used than is reserved, and none was counted at the root cgroup: a count outranks the estimate',
        asks: FIRST,
        subject: SUBJECT,
        given: data(
          { looks: { kubelet: LOOKS, statuses: LOOKS, root: LOOKS } },
          { memAvailable: memAvailable(5000), nodeUsed: used(2000) }
        ),
        says: 'silent',
      },
      {
        fact: 'only allocatable is known, which leaves the node more than any eviction-hard that is usual',
        asks: FIRST,
        subject: SUBJECT,
        given: data({}, { memory: UNKNOWN_LIMIT, memAvailable: memAvailable(6000), nodeUsed: used(1000) }),
        says: 'for fits',
      },
      {
        fact: 'only allocatable is known, which leaves the node less than the largest eviction-hard',
        asks: FIRST,
        subject: SUBJECT,
        given: data({}, { memory: UNKNOWN_LIMIT, memAvailable: memAvailable(5200), nodeUsed: used(1800) }),
        says: 'silent',
      },
      {
        fact: 'only allocatable is known, and all that the pods ever used, one after the other, is more than the node has',
        asks: FIRST,
        subject: SUBJECT,
        given: data(
          { pods: [POD] },
          { memory: UNKNOWN_LIMIT, memAvailable: memAvailable(5200), nodeUsed: used(1800), peaks: everUsed(6000) }
        ),
        says: 'silent',
      },
      { fact: 'MemAvailable is not collected', asks: FIRST, subject: SUBJECT, says: 'silent' },
      {
        fact: 'it is: the node’s use had risen by gigabytes, and the pods’ had not',
        asks: PODS_GROW,
        subject: SUBJECT,
        given: data({}, { nodeUsed: used(1200).map((one, i) => ({ ...one, value: (1200 + 100 * i) * MiB })) }),
        says: 'against fits',
      },
      {
        fact: 'it was seen to be, once: a pod that bursts between the looks at pods and node seems to be outside',
        asks: PODS_GROW,
        subject: SUBJECT,
        given: data(
          {},
          { nodeUsed: used(1200).map((one) => (one.at === EVENT ? { ...one, value: 5000 * MiB } : one)) }
        ),
        says: 'silent',
      },
      {
        fact: 'under it alone',
        asks: NOT_FOR_NODE,
        subject: SUBJECT,
        given: data({ evictions: [evicted('memory.available')] }, BEST_EFFORT),
        says: 'against fits',
      },
      {
        fact: 'under it alone, where the pods meet their limit long before the node ends',
        asks: NOT_FOR_NODE,
        subject: SUBJECT,
        given: data(
          { evictions: [evicted('memory.available')] },
          { ...BEST_EFFORT, memAvailable: memAvailable(6000), nodeUsed: used(1000) }
        ),
        says: 'silent',
      },
      {
        fact: 'a pod of which only the step of the count is known, of another step',
        asks: OTHERS,
        subject: ofEnd(WIDE, { ...kill(WIDE), rise: rise('node_vmstat_oom_kill') }),
        given: data({ kills: [kill({ ...WIDE, pod: 'db', qos: 'BestEffort' })] }, BEST_EFFORT),
        says: 'silent',
      },
      {
        fact: 'one more',
        asks: OTHERS,
        subject: SUBJECT,
        given: data({ kills: [kill(end({ pod: 'db', qos: 'BestEffort' }))] }, BEST_EFFORT),
        says: 'for fits',
      },
      {
        fact: 'another, whose limit is not collected',
        asks: OTHERS,
        subject: SUBJECT,
        given: data({ kills: [kill(end({ pod: 'db' }))] }, { budgets: [], budgetsKnown: false }),
        says: 'silent',
      },
      {
        fact: 'in the same seconds',
        asks: EVICTS,
        subject: SUBJECT,
        given: data({ evictions: [evicted('allocatableMemory.available')] }, BEST_EFFORT),
        says: 'for fits',
      },
      {
        fact: 'in the same seconds, and the container may have come to a limit of its own',
        asks: EVICTS,
        subject: ofEnd(end(), { ...kill(end()), rivals: [] }),
        given: data({ evictions: [evicted('allocatableMemory.available')] }),
        says: 'silent',
      },
      {
        fact: 'at some time of the 26 minutes in which it may have ended',
        asks: EVICTS,
        subject: { ...SUBJECT, earliest: EVENT - 780_000, latest: EVENT + 780_000 },
        given: data({ evictions: [evicted('allocatableMemory.available')] }, BEST_EFFORT),
        says: 'silent',
      },
      {
        fact: 'in the same seconds, and nobody knows whom the kernel killed',
        asks: EVICTS,
        subject: ofCount(kill(undefined, 'counter-alone')),
        given: data({ evictions: [evicted('allocatableMemory.available')] }, BEST_EFFORT),
        says: 'silent',
      },
      {
        fact: 'and under the node’s as well, which tells nothing',
        asks: EVICTS,
        subject: SUBJECT,
        given: data({ evictions: [evicted('allocatableMemory.available'), evicted('memory.available')] }, BEST_EFFORT),
        says: 'silent',
      },
    ]
  );
});
