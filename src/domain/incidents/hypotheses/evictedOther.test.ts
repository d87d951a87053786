import { holdsAgainst, ofEviction } from '../../../../test/fixtures/holdsAgainst';
import { data, EVENT, evicted } from '../../../../test/fixtures/reviewFacts';

import { EVICTED_OTHER } from './evictedOther';

const COUNTED = 'the kubelet counts an eviction';
const NO_PRESSURE = 'the node reports no memory pressure';
const DISK = evicted('nodefs.available', 'web');

describe('EVICTED_OTHER', () => {
  holdsAgainst(
    EVICTED_OTHER.predictions.filter(({ predicts }) =>
      [COUNTED, NO_PRESSURE].some((asks) => predicts.startsWith(asks))
    ),
    [
      ...['nodefs.available', 'imagefs.available', 'nodefs.inodesFree', 'pid.available'].map((signal) => ({
        fact: `under ${signal}`,
        asks: COUNTED,
        subject: ofEviction(evicted(signal, 'web')),
        says: 'for names' as const,
      })),
      ...['memory.available', 'allocatableMemory.available'].map((signal) => ({
        fact: `under ${signal}`,
        asks: COUNTED,
        subject: ofEviction(evicted(signal, 'web')),
        says: 'against measured' as const,
      })),
      {
        fact: 'under disk, and under memory in the same interval',
        asks: COUNTED,
        subject: ofEviction(DISK),
        given: data({ evictions: [DISK, evicted('memory.available', 'db')] }),
        says: 'for fits',
      },
      {
        fact: 'it reports it',
        asks: NO_PRESSURE,
        subject: ofEviction(DISK),
        given: data({ pressure: [{ earliest: EVENT, latest: EVENT + 300_000, ended: true }] }),
        says: 'against fits',
      },
      { fact: 'none is seen, and may not be collected', asks: NO_PRESSURE, subject: ofEviction(DISK), says: 'silent' },
    ]
  );
});
