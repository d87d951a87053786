import { data, end, EVENT, rise, WEB } from '../../../../test/fixtures/reviewFacts';
import { MiB } from '../../units';

import { livedOn } from './livedOn';

const COUNT = rise('node_vmstat_oom_kill');
/** In seconds from the count, and MiB. */
const sampled = (...samples: ReadonlyArray<readonly [number, number]>) => [
  { ...WEB, id: '/web', samples: samples.map(([at, value]) => ({ at: EVENT + at * 1000, value: value * MiB })) },
];
const LAST = end({ exact: false, earliest: EVENT + 30_000, latest: EVENT + 40_000, restarted: false });

test.each([
  ['was sampled half a minute later with what it had held', sampled([-20, 100], [30, 100]), {}, LAST, true],
  ['was sampled later with little: its memory had been freed', sampled([-20, 100], [30, 2]), {}, LAST, false],
  ['was not sampled later', sampled([-20, 100], [10, 100]), {}, LAST, false],
  ['was not sampled before', sampled([30, 100]), {}, LAST, false],
  ['was sampled later by a clock that nobody read', sampled([-20, 100], [30, 100]), { clockUnread: true }, LAST, false],
  ['was started again: the samples may be of what was started', sampled([-20, 100], [30, 100]), {}, end(), false],
])('a container that %s: is it surely not the one that was counted?', (_, containers, observed, of, expected) => {
  expect(livedOn(of, COUNT, data(observed, { containers }))).toBe(expected);
});
