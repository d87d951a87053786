import { holdsAgainst, ofEnd, ofEviction, ownOf } from '../../../../test/fixtures/holdsAgainst';
import { data, end, EVENT, evicted, flat, memory } from '../../../../test/fixtures/reviewFacts';

import { OOM3 } from './oom3';

const COUNTED = 'the kubelet counts an eviction';
const BELOW = 'the node’s available memory falls';
const OURS = ofEviction(evicted('memory.available', 'web'));
const SHORT = { memory: memory({ nodeAvailable: flat(700) }) };
const PRESSED = { pressure: [{ earliest: EVENT - 10_000, latest: EVENT + 290_000, ended: true }] };

describe('OOM3', () => {
  holdsAgainst(ownOf(OOM3), [
    { fact: 'under memory.available', asks: COUNTED, subject: OURS, says: 'for names' },
    {
      fact: 'under allocatableMemory.available',
      asks: COUNTED,
      subject: ofEviction(evicted('allocatableMemory.available', 'web')),
      says: 'against measured',
    },
    {
      fact: 'the count stood still',
      asks: COUNTED,
      subject: ofEviction(evicted(undefined, 'web')),
      says: 'against measured',
    },
    {
      fact: 'the kubelet was never read',
      asks: COUNTED,
      subject: ofEviction(evicted(undefined, 'web')),
      given: data({ looks: { kubelet: [], statuses: [], root: [] } }),
      says: 'silent',
    },
    { fact: 'below eviction-hard', asks: BELOW, subject: OURS, given: data({}, SHORT), says: 'for fits' },
    {
      fact: 'below eviction-hard and under pressure, where no count is read',
      asks: BELOW,
      subject: ofEnd(end()),
      given: data(PRESSED, SHORT),
      says: 'for measured',
    },
    {
      fact: 'below eviction-hard alone, where no count is read',
      asks: BELOW,
      subject: ofEnd(end()),
      given: data({}, SHORT),
      says: 'silent',
    },
    { fact: 'far above', asks: BELOW, subject: OURS, says: 'silent' },
    {
      fact: 'eviction-hard is not known',
      asks: BELOW,
      subject: OURS,
      given: data({}, { memory: { ...SHORT.memory, lines: { capacity: flat(7000) } } }),
      says: 'silent',
    },
  ]);
});
