import type { OomKill } from './events';
import { processWords } from './processWords';

const AT = Date.UTC(2026, 10, 21, 21, 40, 10);
const STEP = { rise: 'node_vmstat_oom_kill → 10', earliest: AT, latest: AT + 30_000 };
const kill = (id: string, parts: Partial<OomKill> = {}): OomKill => ({
  kind: 'oom-kill',
  id,
  node: 'lab-node',
  earliest: AT,
  latest: AT + 30_000,
  proofs: [],
  processes: 5,
  countedIn: STEP,
  ...parts,
});

test.each<[string, readonly OomKill[], ReadonlyArray<readonly [string, string]>]>([
  [
    'five kills that share one step of the counter say its count once',
    ['a', 'b', 'c', 'd', 'e'].map((id) => kill(id)),
    [['a', '5 processes in all, in these 30 s']],
  ],
  ['a kill that has the count to itself', [kill('a')], [['a', '5 processes']]],
  ['one process is what a kill is', [kill('a', { processes: 1 })], []],
  ['nothing was counted', [kill('a', { processes: undefined, countedIn: undefined })], []],
  [
    'kills of two steps keep apart',
    [kill('a'), kill('b'), kill('c', { processes: 2, countedIn: { ...STEP, rise: 'node_vmstat_oom_kill → 12' } })],
    [
      ['a', '5 processes in all, in these 30 s'],
      ['c', '2 processes'],
    ],
  ],
  [
    'a long step is told in minutes',
    ['a', 'b'].map((id) => kill(id, { countedIn: { ...STEP, latest: AT + 26 * 60_000 } })),
    [['a', '5 processes in all, in these 26 min']],
  ],
])('%s', (_, events, words) => {
  expect([...processWords(events)]).toEqual(words);
});
