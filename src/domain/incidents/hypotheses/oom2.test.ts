import { holdsAgainst, ofEnd, ofEviction } from '../../../../test/fixtures/holdsAgainst';
import { data, end, EVENT, evicted, kill, memory, flat, LOOKS } from '../../../../test/fixtures/reviewFacts';

import { OOM2 } from './oom2';

const COUNTED = 'the kubelet counts an eviction';
const SAYS = 'the pod says that it was evicted';
const PRESSURE = 'the node reports memory pressure';
const LINE = 'the pods’ working set comes to the line';
const ONCE = 'the container is not started again';
const BESIDE = 'the kernel kills nothing besides';
const OURS = evicted('allocatableMemory.available', 'web');
const HELD = [{ earliest: EVENT - 10_000, latest: EVENT + 290_000, ended: true }];

describe('OOM2', () => {
  holdsAgainst(
    OOM2.predictions.filter(({ predicts }) => predicts !== 'a kubelet runs on the node'),
    [
      { fact: 'under allocatableMemory.available', asks: COUNTED, subject: ofEviction(OURS), says: 'for names' },
      {
        fact: 'under memory.available',
        asks: COUNTED,
        subject: ofEviction(evicted('memory.available', 'web')),
        says: 'against measured',
      },
      {
        fact: 'and in the same interval under a signal of disk: which pod was for which, a count does not say',
        asks: COUNTED,
        subject: ofEviction(OURS),
        given: data({ evictions: [OURS, evicted('nodefs.available', 'log')] }),
        says: 'for fits',
      },
      {
        fact: 'and in the same interval under the node’s own signal',
        asks: COUNTED,
        subject: ofEviction(OURS),
        given: data({ evictions: [OURS, evicted('memory.available', 'log')] }),
        says: 'for fits',
      },
      {
        fact: 'from a base that is only assumed, after an absence',
        asks: COUNTED,
        subject: ofEviction({ ...OURS, ...(OURS.rise && { rise: { ...OURS.rise, base: 'assumed' } }) }),
        says: 'for measured',
      },
      {
        fact: 'the count stood still on both sides of an end',
        asks: COUNTED,
        subject: ofEnd(end()),
        says: 'against measured',
      },
      {
        fact: 'the kubelet was not read for ten minutes',
        asks: COUNTED,
        subject: ofEnd(end()),
        given: data({ looks: { kubelet: [EVENT - 600_000], statuses: LOOKS, root: [] } }),
        says: 'silent',
      },
      { fact: 'Evicted', asks: SAYS, subject: ofEviction(OURS), says: 'for fits' },
      {
        fact: 'no pod does: a DaemonSet’s is replaced before a scrape',
        asks: SAYS,
        subject: ofEviction(evicted('allocatableMemory.available')),
        says: 'silent',
      },
      { fact: 'then', asks: PRESSURE, subject: ofEviction(OURS), given: data({ pressure: HELD }), says: 'for fits' },
      {
        fact: 'an hour before',
        asks: PRESSURE,
        subject: ofEviction(OURS),
        given: data({ pressure: [{ earliest: EVENT - 3_700_000, latest: EVENT - 3_600_000, ended: true }] }),
        says: 'silent',
      },
      {
        fact: 'the pods were last seen at the line',
        asks: LINE,
        subject: ofEviction(OURS),
        given: data({}, { memory: memory({ podsWorkingSet: flat(4540) }) }),
        says: 'for fits',
      },
      { fact: 'the pods were far below', asks: LINE, subject: ofEviction(OURS), says: 'silent' },
      {
        fact: 'without a count it takes the pressure as well',
        asks: LINE,
        subject: ofEnd(end()),
        given: data({}, { memory: memory({ podsWorkingSet: flat(4540) }) }),
        says: 'silent',
      },
      { fact: 'it was', asks: ONCE, subject: ofEnd(end({ restarted: true })), says: 'against measured' },
      { fact: 'it was not', asks: ONCE, subject: ofEnd(end({ restarted: false })), says: 'silent' },
      {
        fact: 'it killed what had no limit, in the same minute',
        asks: BESIDE,
        subject: ofEviction(OURS),
        given: data({ kills: [kill(end({ pod: 'db', qos: 'BestEffort' }))] }),
        says: 'against fits',
      },
      { fact: 'it killed nothing', asks: BESIDE, subject: ofEviction(OURS), says: 'silent' },
    ]
  );
});
