import { holdsAgainst, ofEnd, ownOf, started } from '../../../../test/fixtures/holdsAgainst';
import { data, end, EVENT } from '../../../../test/fixtures/reviewFacts';

import { KUBELET_RESTARTED } from './kubeletRestarted';

const ASKS = 'the kubelet’s process is another';
const MUCH_LATER = { earliest: EVENT + 700_000, startedAt: EVENT + 3_600_000, latest: EVENT + 3_610_000 };
const GONE = ofEnd(end({ exitCode: 255, reason: 'Unknown' }));

describe('KUBELET_RESTARTED', () => {
  holdsAgainst(ownOf(KUBELET_RESTARTED), [
    {
      fact: 'it started, and the boot time read before and after is the same',
      asks: ASKS,
      subject: GONE,
      given: data({ restarts: [started('kubelet')], bootKnown: true }),
      says: 'for names',
    },
    {
      fact: 'it started, and the boot time was last read before',
      asks: ASKS,
      subject: GONE,
      given: data({
        restarts: [started('kubelet')],
        bootKnown: true,
        oomTrack: { samples: [{ at: EVENT - 60_000, value: 0 }] },
      }),
      says: 'for fits',
    },
    {
      fact: 'it started, and the node started once between the readings: then, or later',
      asks: ASKS,
      subject: GONE,
      given: data({
        restarts: [started('kubelet'), started('node', MUCH_LATER)],
        bootKnown: true,
        oomTrack: { samples: [EVENT - 60_000, MUCH_LATER.latest].map((at) => ({ at, value: 0 })) },
      }),
      says: 'for fits',
    },
    {
      fact: 'it started, and the boot time is not collected',
      asks: ASKS,
      subject: GONE,
      given: data({ restarts: [started('kubelet')] }),
      says: 'for fits',
    },
    {
      fact: 'the node started with it',
      asks: ASKS,
      subject: GONE,
      given: data({ restarts: [started('kubelet'), started('node')], bootKnown: true }),
      says: 'against measured',
    },
    {
      fact: 'the runtime saw the container end by a code of its own',
      asks: ASKS,
      subject: ofEnd(end({ exitCode: 1, reason: 'Error' })),
      given: data({ restarts: [started('kubelet')], bootKnown: true }),
      says: 'against measured',
    },
    { fact: 'no start of the kubelet is known', asks: ASKS, subject: GONE, says: 'silent' },
    {
      fact: 'it started an hour later',
      asks: ASKS,
      subject: GONE,
      given: data({
        restarts: [
          started('kubelet', { earliest: EVENT + 3_500_000, startedAt: EVENT + 3_600_000, latest: EVENT + 3_610_000 }),
        ],
      }),
      says: 'silent',
    },
  ]);
});
