import { holdsAgainst, ofCount, ofEnd, ownOf, started } from '../../../../test/fixtures/holdsAgainst';
import {
  BEST_EFFORT,
  data,
  end,
  EVENT,
  flat,
  growing,
  kill,
  LOOKS,
  memory,
  peak,
  rise,
} from '../../../../test/fixtures/reviewFacts';

import { MiB } from '../../units';

import { OOM1 } from './oom1';

const REACHED = 'one cgroup of this very instance';
const ONLY = 'pods and node had more room';
const AGAIN = 'what no container’s end shows';
const LOST = 'the one container that comes to its limit';
const ALONE = { ...kill(end()), rivals: [] };
const SUBJECT = ofEnd(end(), ALONE);
const COUNT = ofCount(kill(undefined, 'counter-alone'));
const AT = { peaks: [peak(100, 300)] };
const OF_TWO = rise('node_vmstat_oom_kill', { by: 2 });
const LONG_BEFORE = end({ earliest: EVENT - 200_000, latest: EVENT - 200_000 });
const OF_LONG_BEFORE = {
  ...kill(LONG_BEFORE),
  earliest: LONG_BEFORE.earliest,
  latest: LONG_BEFORE.latest,
  rise: OF_TWO,
};
const UNFLAGGED = end({ reason: 'Error' });
const BEFORE = end({ earliest: EVENT - 90_000, latest: EVENT - 90_000 });
const POD = { namespace: 'shop', pod: 'web', firstSeen: 0, lastSeen: EVENT + 600_000, before: true };
const LIFE = { namespace: 'shop', pod: 'web', container: 'web', id: '/a', firstSample: 0, lastSample: EVENT - 5000 };

const TWO = { namespace: 'shop', pod: 'web', container: 'proxy' };
const both = (proxy: object) => ({
  budgets: [
    { ...end(), limit: 300 * MiB },
    { ...TWO, ...proxy },
  ],
});
const cgroup = (id: string, container: string, at: number, mib: number) => ({
  namespace: 'shop',
  pod: 'web',
  container,
  id,
  samples: [{ at: EVENT + at * 1000, value: mib * MiB }],
});

const NEXT = {
  ...cgroup('/b', 'web', 3, 56),
  samples: [3, 15, 28].map((at, i) => ({ at: EVENT + at * 1000, value: [56, 176, 300][i]! * MiB })),
};

const RAISED = [
  { at: EVENT - 300_000, value: 300 * MiB },
  { at: EVENT - 120_000, value: 900 * MiB },
];
const OTHERS = 'nobody without a limit';

describe('OOM1, beside others', () => {
  holdsAgainst(
    OOM1.predictions.filter(({ predicts }) => predicts.startsWith(OTHERS)),
    [
      {
        fact: 'another pod was, which has none',
        asks: OTHERS,
        subject: SUBJECT,
        given: data({ kills: [ALONE, kill(end({ pod: 'db', qos: 'BestEffort' }))] }),
        says: 'against fits',
      },
      {
        fact: 'another pod was, whose limit is not collected',
        asks: OTHERS,
        subject: SUBJECT,
        given: data({ kills: [ALONE, kill(end({ pod: 'db' }))] }, { budgetsKnown: false }),
        says: 'silent',
      },
    ]
  );
});

describe('OOM1', () => {
  holdsAgainst(ownOf(OOM1), [
    {
      fact: 'its peak came there, and the count is its alone',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, AT),
      says: 'for names',
    },
    {
      fact: 'its peak came there, and another pod’s end fits the same count',
      asks: REACHED,
      subject: ofEnd(end(), { ...ALONE, rivals: [end({ pod: 'db' })] }),
      given: data({}, AT),
      says: 'for measured',
    },
    {
      fact: 'its peak came there, another of its pod fits the count of two as well, and the runtime was told of neither: one may have been counted twice',
      asks: REACHED,
      subject: ofEnd(UNFLAGGED, { ...kill(UNFLAGGED), rise: OF_TWO, rivals: [LONG_BEFORE] }),
      given: data({ kills: [OF_LONG_BEFORE] }, AT),
      says: 'for measured',
    },
    {
      fact: 'its peak came there, and of what was counted then four are not known',
      asks: REACHED,
      subject: ofEnd(end(), { ...ALONE, rise: rise('node_vmstat_oom_kill', { by: 5 }) }),
      given: data({}, AT),
      says: 'for measured',
    },
    {
      fact: 'the next instance’s came there, half a minute after this one had ended',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { peaks: [cgroup('/a', 'web', -60, 100), NEXT] }),
      says: 'for fits',
    },
    {
      fact: 'its peak came there, and the kernel counted a child about then',
      asks: REACHED,
      subject: SUBJECT,
      given: data({ kills: [ALONE, kill(undefined, 'counter-alone')] }, AT),
      says: 'for measured',
    },
    {
      fact: 'the pod’s peak came to one container’s limit, and all have one: the pod’s is their sum',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { ...AT, ...both({ limit: 100 * MiB }) }),
      says: 'silent',
    },
    {
      fact: 'the pod’s peak came to the sum of its containers’ limits',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { peaks: [peak(100, 400)], ...both({ limit: 100 * MiB }) }),
      says: 'for names',
    },
    {
      fact: 'its peak left 27 MiB of a limit of 2 GiB: more than all CPUs charge at once',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { peaks: [peak(100, 2021)], budgets: [{ ...end(), limit: 2048 * MiB }] }),
      says: 'silent',
    },
    {
      fact: 'its peak is beyond the limit by more than the kernel charges at once: another limit held then',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { peaks: [peak(100, 301)] }),
      says: 'silent',
    },
    {
      fact: 'its peak came to a limit that had been raised in place by then',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { peaks: [{ ...peak(100, 300), limits: RAISED }] }),
      says: 'silent',
    },
    {
      fact: 'its peak came to the limit that it was raised to',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { peaks: [{ ...peak(100, 900), limits: RAISED }] }),
      says: 'for names',
    },
    {
      fact: 'the pod’s peak came to one container’s limit, and another has none: so has the pod',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { ...AT, ...both({ unlimited: true }) }),
      says: 'silent',
    },
    {
      fact: 'a neighbour’s peak in the pod came to what is this container’s limit',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { peaks: [{ ...peak(100, 300), container: 'proxy' }], ...both({ limit: 600 * MiB }) }),
      says: 'silent',
    },
    {
      fact: 'its peak is at the limit in a second instance, which has no earlier reading of its own',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { peaks: [cgroup('/a', 'web', -60, 100), cgroup('/b', 'web', 10, 300)] }),
      says: 'for fits',
    },
    {
      fact: 'with swap a cgroup stays at its limit for long',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { ...AT, hasSwap: true }),
      says: 'for fits',
    },
    {
      fact: 'it was last seen close to it',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { containers: [growing('web', 20, 290)] }),
      says: 'for fits',
    },
    {
      fact: 'its peak, read afterwards, is far below',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { peaks: [peak(80, 90)] }),
      says: 'against measured',
    },
    {
      fact: 'a peak read afterwards that had fallen: the cgroup is another, and a peak only grows',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { peaks: [peak(120, 1)] }),
      says: 'silent',
    },
    {
      fact: 'the first reading of its pod’s cgroup is after the end: it may be the next pod’s of the name',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { peaks: [{ ...peak(0, 1), samples: [{ at: EVENT + 60_000, value: 1 * MiB }] }] }),
      says: 'silent',
    },
    {
      fact: 'the node started again before the reading, and every cgroup with it',
      asks: REACHED,
      subject: SUBJECT,
      given: data({ restarts: [started('node')] }, { peaks: [peak(80, 90)] }),
      says: 'silent',
    },
    {
      fact: 'its peak came there, and pods of two workloads were killed with it',
      asks: REACHED,
      subject: SUBJECT,
      given: data({ kills: [ALONE, kill(end({ pod: 'db' })), kill(end({ pod: 'cache' }))] }, AT),
      says: 'for fits',
    },
    {
      fact: 'it has no limit',
      asks: REACHED,
      subject: ofEnd(end({ qos: 'BestEffort' }), ALONE),
      given: data({}, BEST_EFFORT),
      says: 'against measured',
    },
    {
      fact: 'limits are not collected: absent is not none',
      asks: REACHED,
      subject: SUBJECT,
      given: data({}, { ...AT, budgets: [], budgetsKnown: false }),
      says: 'silent',
    },
    { fact: 'peaks are not collected', asks: REACHED, subject: SUBJECT, says: 'silent' },
    {
      fact: 'the readings of its peak are ten minutes apart',
      asks: REACHED,
      subject: SUBJECT,
      given: data(
        {},
        {
          peaks: [
            {
              ...peak(100, 300),
              samples: [
                { at: EVENT - 590_000, value: 0 },
                { at: EVENT - 580_000, value: 0 },
              ],
            },
          ],
        }
      ),
      says: 'silent',
    },
    { fact: 'both had gigabytes', asks: ONLY, subject: SUBJECT, says: 'for fits' },
    {
      fact: 'the pods had less left than its limit',
      asks: ONLY,
      subject: SUBJECT,
      given: data({}, { memory: memory({ podsWorkingSet: flat(5100) }) }),
      says: 'silent',
    },
    {
      fact: 'the node had gigabytes, and would have had none by then at its pace',
      asks: ONLY,
      subject: { ...SUBJECT, latest: EVENT + 60_000 },
      given: data(
        {},
        {
          nodeUsed: LOOKS.map((at) => ({
            at,
            value: Math.max(0, 5000 + (at - EVENT) / 10) * MiB,
            source: 'test',
          })).filter(({ at }) => at <= EVENT),
        }
      ),
      says: 'silent',
    },
    {
      fact: 'the node’s available memory is not known',
      asks: ONLY,
      subject: SUBJECT,
      given: data({}, { memory: memory({ nodeAvailable: undefined }) }),
      says: 'silent',
    },
    {
      fact: 'one had just been killed there, and its peak is there again',
      asks: AGAIN,
      subject: COUNT,
      given: data({ kills: [kill(BEFORE)] }, { peaks: [peak(200, 300)], containers: [growing('web', 20, 400)] }),
      says: 'for measured',
    },
    {
      fact: 'one had just been killed there',
      asks: AGAIN,
      subject: COUNT,
      given: data({ kills: [kill(BEFORE)] }, { containers: [growing('web', 20, 400)] }),
      says: 'for fits',
    },
    {
      fact: 'one had just been killed there, and so had another, which may be the next to be killed as well',
      asks: AGAIN,
      subject: COUNT,
      given: data(
        { kills: [kill(BEFORE), kill({ ...BEFORE, pod: 'leak' })] },
        { containers: [growing('web', 20, 400)] }
      ),
      says: 'silent',
    },
    {
      fact: 'one had just been killed there, and was not started again',
      asks: AGAIN,
      subject: COUNT,
      given: data({ kills: [kill({ ...BEFORE, restarted: false })] }, { containers: [growing('web', 20, 400)] }),
      says: 'silent',
    },
    {
      fact: 'one had just been killed there, and another is at its own limit now',
      asks: AGAIN,
      subject: COUNT,
      given: data(
        { kills: [kill(BEFORE)] },
        {
          containers: [growing('web', 20, 400)],
          peaks: [{ ...peak(100, 300), pod: 'workers' }],
          budgets: [
            { ...end(), limit: 300 * MiB },
            { ...end({ pod: 'workers' }), limit: 300 * MiB },
          ],
        }
      ),
      says: 'silent',
    },
    { fact: 'nobody had been killed before', asks: AGAIN, subject: COUNT, given: data({}, AT), says: 'silent' },
    {
      fact: 'its instance was lost in the same seconds, and its pod lives on',
      asks: LOST,
      subject: COUNT,
      given: data({ lives: [{ ...LIFE, missedAt: EVENT + 5000 }], pods: [POD] }, AT),
      says: 'for measured',
    },
    {
      fact: 'its instance was lost as the node started again, and with it every other',
      asks: LOST,
      subject: COUNT,
      given: data({ lives: [{ ...LIFE, missedAt: EVENT + 5000 }], pods: [POD], restarts: [started('node')] }, AT),
      says: 'silent',
    },
    {
      fact: 'its instance runs on',
      asks: LOST,
      subject: COUNT,
      given: data({ lives: [{ ...LIFE, lastSample: EVENT + 600_000 }], pods: [POD] }, AT),
      says: 'silent',
    },
  ]);
});
