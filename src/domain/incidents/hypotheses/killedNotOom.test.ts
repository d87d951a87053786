import { holdsAgainst, ofEnd, started } from '../../../../test/fixtures/holdsAgainst';
import { data, end, EVENT, kill, peak } from '../../../../test/fixtures/reviewFacts';
import { MiB } from '../../units';

import { KILLED_NOT_OOM } from './killedNotOom';

const KILLED = end({ reason: 'Error' });
const LATE = end({ reason: 'Error', earliest: EVENT + 20_000, latest: EVENT + 20_000 });
const ACQUITS = 'the node’s count of OOM kills is read before';
const STILL = 'the node’s count of OOM kills stands still';
const readAt = (...values: ReadonlyArray<[number, number]>) => ({
  oomTrack: { samples: values.map(([at, value]) => ({ at: EVENT + at, value })) },
  bootKnown: true,
});

describe('KILLED_NOT_OOM', () => {
  holdsAgainst(KILLED_NOT_OOM.predictions, [
    { fact: 'exit code 137', asks: 'the container ends', subject: ofEnd(KILLED), says: 'for fits' },
    {
      fact: 'exit code 143: it obeyed SIGTERM',
      asks: 'the container ends',
      subject: ofEnd(end({ exitCode: 143 })),
      says: 'against measured',
    },
    {
      fact: 'no exit code is collected',
      asks: 'the container ends',
      subject: ofEnd(end({ exitCode: undefined })),
      says: 'silent',
    },
    {
      fact: 'the count was the same before and after, in one boot',
      asks: ACQUITS,
      subject: ofEnd(KILLED),
      given: data({ bootKnown: true }),
      says: 'for measured',
    },
    {
      fact: 'reason Error without an exit code is not SIGKILL',
      asks: ACQUITS,
      subject: ofEnd(end({ exitCode: undefined, reason: 'Error' })),
      given: data({ bootKnown: true }),
      says: 'silent',
    },
    {
      fact: 'nobody read the count afterwards',
      asks: ACQUITS,
      subject: ofEnd(KILLED),
      given: data(readAt([-60_000, 3])),
      says: 'silent',
    },
    {
      fact: 'the same number of another boot is another count',
      asks: ACQUITS,
      subject: ofEnd(KILLED),
      given: data({ ...readAt([-60_000, 0], [90_000, 0]), restarts: [started('node')] }),
      says: 'silent',
    },
    {
      fact: 'a status alone may be three minutes late, and the count rose meanwhile',
      asks: ACQUITS,
      subject: ofEnd(end({ reason: 'Error', exact: false, earliest: EVENT + 150_000, latest: EVENT + 180_000 })),
      given: data({ bootKnown: true, kills: [kill(undefined, 'counter-alone')] }),
      says: 'silent',
    },
    {
      fact: 'which instance ended is inferred, and the count rose before its status told of it',
      asks: ACQUITS,
      subject: ofEnd(
        end({
          ...{ reason: 'Error', exact: false, aliveAt: EVENT - 240_000 },
          ...{ earliest: EVENT - 240_000, latest: EVENT - 210_000 },
          sources: [{ metric: 'restarts', query: 'q', observed: '3 → 4', at: EVENT + 60_000 }],
        })
      ),
      given: data({ bootKnown: true, kills: [kill(undefined, 'counter-alone')] }),
      says: 'silent',
    },
    {
      fact: 'the count was read on both sides and was the same',
      asks: STILL,
      subject: ofEnd(KILLED),
      given: data({ bootKnown: true }),
      says: 'for measured',
    },
    {
      fact: 'the count rose, and only this end fits it',
      asks: STILL,
      subject: ofEnd(KILLED, { ...kill(KILLED), rivals: [] }),
      says: 'against measured',
    },
    {
      fact: 'the count rose, and others fit it as well',
      asks: STILL,
      subject: ofEnd(KILLED, { ...kill(KILLED), rivals: [end({ pod: 'db' })] }),
      says: 'against fits',
    },
    {
      fact: 'the count was read before it ended: it is this end’s only if the clocks differ',
      asks: STILL,
      subject: ofEnd(LATE, { ...kill(LATE), rivals: [] }),
      says: 'against fits',
    },
    {
      fact: 'another pod came to its limit as it rose, and no end of that one shows',
      asks: STILL,
      subject: ofEnd(KILLED, { ...kill(KILLED), rivals: [] }),
      given: data(
        {},
        { peaks: [{ ...peak(100, 300), pod: 'workers' }], budgets: [{ ...end({ pod: 'workers' }), limit: 300 * MiB }] }
      ),
      says: 'against fits',
    },
  ]);
});
