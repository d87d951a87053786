import { holdsAgainst, ofEnd, started } from '../../../../test/fixtures/holdsAgainst';
import {
  AT_ROOT,
  BEST_EFFORT,
  data,
  end,
  EVENT,
  evicted,
  flat,
  growing,
  kill,
  LOOKS,
  memory,
  SHORT_NODE,
  SURVIVOR,
  used,
} from '../../../../test/fixtures/reviewFacts';
import { MiB } from '../../units';

import { NODE_EXHAUSTED } from './nodeExhausted';

const ROOT = 'cAdvisor counts an OOM kill at the root cgroup';
const SHORT = 'the node has almost nothing left';
const NO_LIMIT = 'no limit was reached';
const FIRST = 'more is used outside the pods';
const FULL = 'what its pod used at most';
const GROWS = 'what grows in the minutes before, and takes what is left';
const SEVERAL = 'pods of several workloads';
const OTHERS = 'others without a limit';
const EVICTS = 'the kubelet evicts under memory.available';
const FREE = end({ qos: 'BestEffort' });
const SUBJECT = ofEnd(FREE, { ...kill(FREE), rivals: [] });
const FLAG_ONLY = end({ exact: false, exitCode: undefined });
const KILLS = { kills: [{ ...kill(FREE), rivals: [] }] };
const UNTOLD = end({
  pod: 'db',
  restarted: false,
  exact: false,
  exitCode: undefined,
  reason: undefined,
  podGoneAt: EVENT + 10_000,
});
const OF_MINUTES = { earliest: EVENT - 300_000, latest: EVENT + 30_000 };
const DOZEN = { ...OF_MINUTES, rise: { ...AT_ROOT, ...OF_MINUTES, by: 12 }, match: 'counter-alone' } as const;
const at = (seconds: number, mib: number) => ({ at: EVENT + seconds * 1000, value: mib * MiB });
const memAvailable = (mib: number) => LOOKS.map((time) => ({ at: time, value: mib * MiB }));
const TOGETHER = { kills: ['web', 'db', 'cache'].map((pod) => kill(end({ pod, qos: 'BestEffort' }))) };
const REPLICA = {
  namespace: 'shop',
  owner: { kind: 'ReplicaSet', name: 'shop' },
  firstSeen: EVENT - 600_000,
  lastSeen: EVENT + 600_000,
  before: true,
};
const UNKNOWN_LIMIT = memory({
  lines: { capacity: flat(7000), podsEvictionLine: flat(4550), allocatable: flat(4550) },
});
const POD = { namespace: 'shop', pod: 'web', firstSeen: 0, lastSeen: EVENT + 600_000, before: true };
/** 1800 MiB outside the pods, and 5200 that one of them used at most, of 7000. */
const ALL_OF_IT = {
  memAvailable: memAvailable(5200),
  nodeUsed: used(1800),
  peaks: [{ namespace: 'shop', pod: 'web', samples: [at(-60, 100), at(60, 5200)] }],
};
const PEAKED = (mib: number) => ({ peaks: [{ namespace: 'shop', pod: 'web', samples: [at(-60, 100), at(60, mib)] }] });
/** Between each two of its samples it took so much, and gave it back. */
const leaping = (mib: number) => ({
  ...SURVIVOR,
  samples: LOOKS.map((time, i) => ({ at: time - 5000, value: (i % 2) * mib * MiB })),
});
const everUsed = (pod: string, mib: number) => ({ namespace: 'shop', pod, samples: [at(-60, 100), at(60, mib)] });
const readBefore = (pod: string, mib: number) => ({ namespace: 'shop', pod, samples: [at(-60, mib), at(-20, mib)] });
const GONE = { ...POD, pod: 'gone', lastSeen: EVENT - 10_000, missedAt: EVENT + 20_000 };
const BELOW = { kubepodsPeak: [at(-20, 900), at(60, 1000)] };

describe('NODE_EXHAUSTED', () => {
  holdsAgainst(
    NODE_EXHAUSTED.predictions.filter(({ predicts }) =>
      [ROOT, SHORT, NO_LIMIT, FIRST, FULL, GROWS, OTHERS, SEVERAL, EVICTS].some((ask) => predicts.startsWith(ask))
    ),
    [
      {
        fact: 'of one process, and nothing but a flag says that it was this one',
        asks: ROOT,
        subject: { ...SUBJECT, end: FLAG_ONLY },
        given: data({ ...KILLS, rootKills: [AT_ROOT] }, SHORT_NODE),
        says: 'for measured',
      },
      {
        fact: 'of one process, as many as fit it, the node out of memory',
        asks: ROOT,
        subject: SUBJECT,
        given: data({ ...KILLS, rootKills: [AT_ROOT] }, SHORT_NODE),
        says: 'for names',
      },
      {
        fact: 'of one process, as many as fit it, the node last seen with room',
        asks: ROOT,
        subject: SUBJECT,
        given: data({ ...KILLS, rootKills: [AT_ROOT] }),
        says: 'for measured',
      },
      {
        fact: 'of one process, as many as fit it, the node under pressure with 700 MiB left: of a cpuset or memory policy, it may be',
        asks: ROOT,
        subject: SUBJECT,
        given: data({ ...KILLS, rootKills: [AT_ROOT] }, { nodeUsed: used(6300) }),
        says: 'for measured',
      },
      {
        fact: 'fewer than fit it, and the node had room: it counted another',
        asks: ROOT,
        subject: SUBJECT,
        given: data({ kills: [...KILLS.kills, kill(end({ pod: 'db' }))], rootKills: [AT_ROOT] }),
        says: 'silent',
      },
      {
        fact: 'fewer than fit it: an end beside a dozen that the node’s own count had risen by over minutes',
        asks: ROOT,
        subject: ofEnd(FREE),
        given: data({ kills: [DOZEN], ends: [FREE], rootKills: [AT_ROOT] }, SHORT_NODE),
        says: 'for fits',
      },
      {
        fact: 'of one process, more than fit it: nothing told of some, and this may be none of them',
        asks: ROOT,
        subject: SUBJECT,
        given: data({ ...KILLS, rootKills: [{ ...AT_ROOT, by: 8 }] }, SHORT_NODE),
        says: 'for measured',
      },
      {
        fact: 'of one process, as many as fit it, beside an evicted pod whose status nobody read',
        asks: ROOT,
        subject: SUBJECT,
        given: data(
          { ...KILLS, rootKills: [AT_ROOT], evictions: [{ earliest: EVENT - 30_000, latest: EVENT }] },
          SHORT_NODE
        ),
        says: 'for measured',
      },
      {
        fact: 'of one process, as many as fit it, beside a deleted pod of whose end nothing told',
        asks: ROOT,
        subject: SUBJECT,
        given: data({ ...KILLS, rootKills: [AT_ROOT], ends: [UNTOLD] }, SHORT_NODE),
        says: 'for measured',
      },
      {
        fact: 'by a cAdvisor that had just started, which reads old messages again',
        asks: ROOT,
        subject: SUBJECT,
        given: data(
          { ...KILLS, rootKills: [AT_ROOT], restarts: [started('kubelet', { startedAt: EVENT - 20_000 })] },
          SHORT_NODE
        ),
        says: 'silent',
      },
      {
        fact: 'none, read on both sides',
        asks: ROOT,
        subject: SUBJECT,
        given: data({ ...KILLS, looks: { kubelet: LOOKS, statuses: LOOKS, root: LOOKS } }),
        says: 'against fits',
      },
      {
        fact: 'none, read on both sides of a start of the kubelet, whose cAdvisor counts anew',
        asks: ROOT,
        subject: SUBJECT,
        given: data({
          ...KILLS,
          looks: { kubelet: LOOKS, statuses: LOOKS, root: LOOKS },
          restarts: [started('kubelet', { startedAt: EVENT })],
        }),
        says: 'silent',
      },
      { fact: 'the root cgroup is not collected', asks: ROOT, subject: SUBJECT, given: data(KILLS), says: 'silent' },
      { fact: 'nothing', asks: SHORT, subject: SUBJECT, given: data({}, SHORT_NODE), says: 'for fits' },
      {
        fact: 'nothing, and what ended gave up by a code of its own, which the kernel counted nowhere',
        asks: SHORT,
        subject: ofEnd(end({ exitCode: undefined, reason: 'Error' })),
        given: data({}, SHORT_NODE),
        says: 'silent',
      },
      {
        fact: 'nothing, at some time of the 26 minutes in which it may have ended',
        asks: SHORT,
        subject: { ...SUBJECT, earliest: EVENT - 780_000, latest: EVENT + 780_000 },
        given: data({}, SHORT_NODE),
        says: 'silent',
      },
      {
        fact: 'it has gigabytes at every look, and pods of two workloads died at no limit: what took all did so in between',
        asks: SHORT,
        subject: SUBJECT,
        given: data(TOGETHER, { ...BEST_EFFORT, ...BELOW }),
        says: 'silent',
      },
      {
        fact: 'of three, of which none had come to the pods’ limit',
        asks: SEVERAL,
        subject: SUBJECT,
        given: data(TOGETHER, { ...BEST_EFFORT, ...BELOW }),
        says: 'for fits',
      },
      {
        fact: 'of three, which with all that stayed never used enough to fill their limit; one that was evicted was read only before',
        asks: SEVERAL,
        subject: SUBJECT,
        given: data(
          { ...TOGETHER, pods: [...['web', 'db', 'cache'].map((pod) => ({ ...POD, pod })), GONE] },
          {
            ...BEST_EFFORT,
            peaks: [...['web', 'db', 'cache'].map((pod) => everUsed(pod, 300)), readBefore('gone', 140)],
          }
        ),
        says: 'for fits',
      },
      {
        fact: 'of three, and the pods may have come to their limit: many processes of one pod fill that as well',
        asks: SEVERAL,
        subject: SUBJECT,
        given: data(TOGETHER, BEST_EFFORT),
        says: 'silent',
      },
      {
        fact: 'of one workload, whose pods take turns',
        asks: SEVERAL,
        subject: SUBJECT,
        given: data(
          { ...TOGETHER, pods: ['web', 'db', 'cache'].map((pod) => ({ ...REPLICA, pod })) },
          { ...BEST_EFFORT, ...BELOW }
        ),
        says: 'silent',
      },
      {
        fact: 'for minutes, by gigabytes, to its end',
        asks: GROWS,
        subject: SUBJECT,
        given: data({}, { nodeUsed: used(1200).map((one, i) => ({ ...one, value: (1200 + 275 * i) * MiB })) }),
        says: 'for fits',
      },
      {
        fact: 'for minutes, by gigabytes, and gigabytes are left',
        asks: GROWS,
        subject: SUBJECT,
        given: data({}, { nodeUsed: used(1200).map((one, i) => ({ ...one, value: (1200 + 100 * i) * MiB })) }),
        says: 'silent',
      },
      {
        fact: 'for minutes, by gigabytes, of which a pod took as much between two of its samples',
        asks: GROWS,
        subject: SUBJECT,
        given: data(
          {},
          {
            nodeUsed: used(1200).map((one, i) => ({ ...one, value: (1200 + 275 * i) * MiB })),
            containers: [leaping(5000)],
          }
        ),
        says: 'silent',
      },
      {
        fact: 'where the pods’ own limit is not known',
        asks: FULL,
        subject: SUBJECT,
        given: data({ pods: [POD] }, { ...BEST_EFFORT, ...ALL_OF_IT, memory: UNKNOWN_LIMIT }),
        says: 'for fits',
      },
      {
        fact: 'or seem to come to more, of which something must have been counted twice',
        asks: FULL,
        subject: SUBJECT,
        given: data({ pods: [POD] }, { ...BEST_EFFORT, ...ALL_OF_IT, ...PEAKED(5700), memory: UNKNOWN_LIMIT }),
        says: 'for fits',
      },
      {
        fact: 'they come to less: something stopped it before',
        asks: FULL,
        subject: SUBJECT,
        given: data({ pods: [POD] }, { ...BEST_EFFORT, ...ALL_OF_IT, ...PEAKED(4600), memory: UNKNOWN_LIMIT }),
        says: 'silent',
      },
      {
        fact: 'they come to less with its own, and to all with what another has',
        asks: FULL,
        subject: SUBJECT,
        given: data(
          { pods: [POD] },
          {
            ...BEST_EFFORT,
            ...ALL_OF_IT,
            ...PEAKED(4600),
            memAvailable: memAvailable(4600),
            memory: UNKNOWN_LIMIT,
            containers: [{ ...SURVIVOR, samples: LOOKS.map((time) => ({ at: time, value: 600 * MiB })) }],
          }
        ),
        says: 'for fits',
      },
      {
        fact: 'its pod’s peak is that of another of its name',
        asks: FULL,
        subject: ofEnd({ ...FREE, uid: 'cd34' }, { ...kill(FREE), rivals: [] }),
        given: data(
          { pods: [POD] },
          {
            ...BEST_EFFORT,
            ...ALL_OF_IT,
            peaks: ALL_OF_IT.peaks.map((track) => ({ ...track, id: '/kubepods/podab12' })),
            memory: UNKNOWN_LIMIT,
          }
        ),
        says: 'silent',
      },
      {
        fact: 'where the pods’ own limit is known, which then tells more',
        asks: FULL,
        subject: SUBJECT,
        given: data({ pods: [POD] }, { ...BEST_EFFORT, ...ALL_OF_IT }),
        says: 'silent',
      },
      {
        fact: 'and cAdvisor, which was read, counted none at the root cgroup',
        asks: FULL,
        subject: SUBJECT,
        given: data(
          { pods: [POD], looks: { kubelet: LOOKS, statuses: LOOKS, root: LOOKS } },
          { ...BEST_EFFORT, ...ALL_OF_IT, memory: UNKNOWN_LIMIT }
        ),
        says: 'silent',
      },
      {
        fact: 'and cAdvisor, which was read, counted none at the root cgroup: by its estimate the node was short',
        asks: SHORT,
        subject: SUBJECT,
        given: data({ looks: { kubelet: LOOKS, statuses: LOOKS, root: LOOKS } }, SHORT_NODE),
        says: 'silent',
      },
      { fact: 'nothing does', asks: GROWS, subject: SUBJECT, says: 'silent' },
      { fact: 'it has gigabytes', asks: SHORT, subject: SUBJECT, says: 'against fits' },
      {
        fact: 'it was last seen an hour before',
        asks: SHORT,
        subject: SUBJECT,
        given: data({}, { nodeUsed: [{ ...at(-3600, 6900), source: 'test' }] }),
        says: 'silent',
      },
      {
        fact: 'neither its own, which it has not, nor the pods’, which their peak is far from',
        asks: NO_LIMIT,
        subject: SUBJECT,
        given: data({}, { ...BEST_EFFORT, ...BELOW }),
        says: 'for measured',
      },
      {
        fact: 'its own may have been, which is not collected',
        asks: NO_LIMIT,
        subject: ofEnd(end(), kill(end())),
        given: data({}, { budgets: [], budgetsKnown: false, ...BELOW }),
        says: 'silent',
      },
      {
        fact: 'by what MemAvailable leaves',
        asks: FIRST,
        subject: SUBJECT,
        given: data({}, { ...BEST_EFFORT, memAvailable: memAvailable(5000), nodeUsed: used(2000) }),
        says: 'for fits',
      },
      {
        fact: 'and it was at its own limit, which comes before both',
        asks: FIRST,
        subject: ofEnd(end(), kill(end())),
        given: data(
          {},
          { memAvailable: memAvailable(5000), nodeUsed: used(2000), containers: [growing('web', 20, 400)] }
        ),
        says: 'silent',
      },
      {
        fact: 'less is used than is reserved',
        asks: FIRST,
        subject: SUBJECT,
        given: data({}, { ...BEST_EFFORT, memAvailable: memAvailable(6500), nodeUsed: used(500) }),
        says: 'silent',
      },
      {
        fact: 'one more',
        asks: OTHERS,
        subject: SUBJECT,
        given: data({ kills: [kill(end({ pod: 'db', qos: 'BestEffort' }))] }, BEST_EFFORT),
        says: 'for fits',
      },
      { fact: 'nobody else', asks: OTHERS, subject: SUBJECT, given: data({}, BEST_EFFORT), says: 'silent' },
      {
        fact: 'in the same seconds',
        asks: EVICTS,
        subject: SUBJECT,
        given: data({ evictions: [evicted('memory.available')] }, BEST_EFFORT),
        says: 'for fits',
      },
      { fact: 'nothing is evicted', asks: EVICTS, subject: SUBJECT, given: data({}, BEST_EFFORT), says: 'silent' },
    ]
  );
});
