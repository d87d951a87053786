import { holdsAgainst, ofCount, ownOf } from '../../../../test/fixtures/holdsAgainst';
import { data, end, EVENT, kill, LOOKS, peak, rise } from '../../../../test/fixtures/reviewFacts';

import { MiB } from '../../units';

import { CHILD_KILLED } from './childKilled';

const AT_LIMIT = 'one pod comes to its own limit';
const NOBODY = 'the statuses of the containers are read';
const COUNT = ofCount(kill(undefined, 'counter-alone'));
const RISING = peak(100, 300);
const AT = { peaks: [peak(100, 300)] };
const LOST = { namespace: 'shop', pod: 'web', container: 'web', id: '/a', firstSample: 0, lastSample: EVENT - 5000 };
const LATER = { earliest: EVENT + 20_000, latest: EVENT + 50_000 };
const OWN_KILL = { ...kill(end()), rise: rise('node_vmstat_oom_kill', LATER) };
const AFTER = { earliest: EVENT + 90_000, latest: EVENT + 120_000 };
/** Told by a restart after a back-off, and taken for another count. */
const WIDE = end({ pod: 'other', exact: false, earliest: EVENT - 60_000, latest: EVENT + 300_000 });
const TAKEN_WIDE = { ends: [WIDE], kills: [{ ...kill(WIDE), rise: rise('node_vmstat_oom_kill', AFTER) }] };
const EXACT = end({ pod: 'other' });
const COUNTED = { ends: [EXACT], kills: [{ ...kill(EXACT), rise: rise('node_vmstat_oom_kill', AFTER) }] };
const JUST_BEFORE = { earliest: AT.peaks[0]!.samples[0]!.at - 10_000, latest: AT.peaks[0]!.samples[0]!.at - 10_000 };
const POD = { namespace: 'shop', pod: 'web', firstSeen: 0, lastSeen: EVENT + 600_000, before: true };

describe('CHILD_KILLED', () => {
  holdsAgainst(
    [...ownOf(CHILD_KILLED), ...CHILD_KILLED.predictions.filter(({ predicts }) => predicts.startsWith(NOBODY))],
    [
      {
        fact: 'its peak came to its limit as the count rose',
        asks: AT_LIMIT,
        subject: COUNT,
        given: data({}, AT),
        says: 'for fits',
      },
      {
        fact: 'the kernel killed the container itself within the step of its peak',
        asks: AT_LIMIT,
        subject: COUNT,
        given: data({ kills: [OWN_KILL] }, AT),
        says: 'silent',
      },
      {
        fact: 'the kernel killed it just before its peak was read without that: cAdvisor had looked before',
        asks: AT_LIMIT,
        subject: COUNT,
        given: data({ kills: [{ ...OWN_KILL, end: end(JUST_BEFORE) }] }, AT),
        says: 'silent',
      },
      {
        fact: 'the kernel killed it soon after: it was on its way there',
        asks: AT_LIMIT,
        subject: COUNT,
        given: data({ kills: [{ ...OWN_KILL, end: end(AFTER) }] }, AT),
        says: 'silent',
      },
      {
        fact: 'its pod was deleted soon after, and it has the flag of the child',
        asks: AT_LIMIT,
        subject: COUNT,
        given: data(
          { kills: [{ ...OWN_KILL, end: end({ ...AFTER, restarted: false, podGoneAt: EVENT + 150_000 }) }] },
          AT
        ),
        says: 'for fits',
      },
      {
        fact: 'another may have ended then, which a back-off hides: another count was taken for it',
        asks: AT_LIMIT,
        subject: COUNT,
        given: data(TAKEN_WIDE, AT),
        says: 'silent',
      },
      {
        fact: 'another ended then by its own time, and that was counted',
        asks: AT_LIMIT,
        subject: COUNT,
        given: data(COUNTED, AT),
        says: 'for fits',
      },
      {
        fact: 'its peak stayed far below',
        asks: AT_LIMIT,
        subject: COUNT,
        given: data({}, { peaks: [peak(100, 120)] }),
        says: 'silent',
      },
      {
        fact: 'its peak goes on beyond the limit: that had been raised before it came there',
        asks: AT_LIMIT,
        subject: COUNT,
        given: data(
          {},
          { peaks: [{ ...RISING, samples: [...RISING.samples, { at: EVENT + 90_000, value: 400 * MiB }] }] }
        ),
        says: 'silent',
      },
      {
        fact: 'a peak beyond the limit is of another limit',
        asks: AT_LIMIT,
        subject: COUNT,
        given: data({}, { peaks: [peak(100, 900)] }),
        says: 'silent',
      },
      {
        fact: 'the statuses are not collected: who ended is not known',
        asks: AT_LIMIT,
        subject: COUNT,
        given: data({ statusesKnown: false }, AT),
        says: 'silent',
      },
      {
        fact: 'the instance was not seen again, so it did not live on',
        asks: AT_LIMIT,
        subject: COUNT,
        given: data({ lives: [{ ...LOST, missedAt: EVENT + 5000 }], pods: [POD] }, AT),
        says: 'against fits',
      },
      {
        fact: 'the instance of another pod was not seen again',
        asks: AT_LIMIT,
        subject: COUNT,
        given: data(
          { lives: [{ ...LOST, pod: 'other', missedAt: EVENT + 5000 }], pods: [{ ...POD, pod: 'other' }] },
          AT
        ),
        says: 'silent',
      },
      {
        fact: 'the instance went with its pod, which was deleted soon after',
        asks: AT_LIMIT,
        subject: COUNT,
        given: data({ lives: [{ ...LOST, missedAt: EVENT + 5000 }], pods: [{ ...POD, missedAt: EVENT + 60_000 }] }, AT),
        says: 'for fits',
      },
      { fact: 'no status shows an end', asks: NOBODY, subject: COUNT, says: 'for fits' },
      {
        fact: 'the instance of another was lost in the same seconds, and its pod lives on',
        asks: NOBODY,
        subject: COUNT,
        given: data({ lives: [{ ...LOST, missedAt: EVENT + 5000 }], pods: [POD] }),
        says: 'silent',
      },
      {
        fact: 'an end without a code lies in the same seconds',
        asks: NOBODY,
        subject: COUNT,
        given: data({ ends: [end({ exitCode: undefined })] }),
        says: 'silent',
      },
      {
        fact: 'an end by a kill may lie in the same seconds, which a back-off hides',
        asks: NOBODY,
        subject: COUNT,
        given: data(TAKEN_WIDE),
        says: 'silent',
      },
      {
        fact: 'the statuses were read last ten minutes before',
        asks: NOBODY,
        subject: COUNT,
        given: data({ looks: { kubelet: LOOKS, statuses: [EVENT - 600_000], root: [] } }),
        says: 'silent',
      },
    ]
  );
});
