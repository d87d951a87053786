import { holdsAgainst, ofEnd, ownOf } from '../../../../test/fixtures/holdsAgainst';
import { data, end, EVENT, growing, kill } from '../../../../test/fixtures/reviewFacts';
import { MiB } from '../../units';

import { PARENT_LIMIT } from './parentLimit';

const ASKS = 'a cgroup above the container';
const ID = '/system.slice/demo.slice';
const above = (...peaks: readonly number[]) => ({
  containers: [growing('web', 20, 150, { id: `${ID}/abc` })],
  limitedAbove: [
    {
      id: ID,
      limit: 200 * MiB,
      samples: peaks.map((mib, i) => ({ at: EVENT - 60_000 + i * 60_000, value: mib * MiB })),
    },
  ],
});
const KILLED = end({ uid: undefined });
const SUBJECT = ofEnd(KILLED, kill(KILLED));

describe('PARENT_LIMIT', () => {
  holdsAgainst(ownOf(PARENT_LIMIT), [
    {
      fact: 'its peak came to its limit as it ended',
      asks: ASKS,
      subject: SUBJECT,
      given: data({}, above(120, 150, 200)),
      says: 'for measured',
    },
    {
      fact: 'it had been full all along',
      asks: ASKS,
      subject: SUBJECT,
      given: data({}, above(200, 200, 200)),
      says: 'silent',
    },
    { fact: 'it never came there', asks: ASKS, subject: SUBJECT, given: data({}, above(80, 80, 90)), says: 'silent' },
    {
      fact: 'the pod is Kubernetes’ own, and so is what is above it',
      asks: ASKS,
      subject: ofEnd(end(), kill(end())),
      says: 'against measured',
    },
  ]);
});
