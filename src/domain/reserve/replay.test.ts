import type { Incident, Verdict } from '../incidents/types';
import { computeNodeLines } from '../lines/computeNodeLines';
import type { NodeLines } from '../lines/nodeLines';
import type { NodeMemory } from '../node/nodeMemory';
import { KiB, MiB } from '../units';

import { outcomeWords, replay } from './replay';

const START = Date.UTC(2026, 10, 21, 21);
const SECOND = 1000;
const STEP = 30 * SECOND;

/** The article's node with some eviction-hard and reserve, in MiB. */
const lines = (evictionHard: number, reserved = 1638): NodeLines =>
  computeNodeLines(
    { value: 7120616 * KiB, provenance: 'measured', source: 'test' },
    {
      kubeReserved: reserved * MiB,
      evictionHard: [{ signal: 'memory.available', value: { kind: 'quantity', bytes: evictionHard * MiB } }],
    }
  );
const NOW = lines(750);

/** Samples every 30 s, in MiB; what the pods do not use is available but for 1000 MiB. */
function memory(pods: ReadonlyArray<number | null>, available?: ReadonlyArray<number | null>): NodeMemory {
  const curve = (values: ReadonlyArray<number | null>) => ({
    values: values.map((value) => (value === null ? null : value * MiB)),
    provenance: 'measured' as const,
    source: 'test',
  });
  return {
    identity: { node: 'lab-node' },
    step: STEP,
    scrapeInterval: STEP,
    times: pods.map((_, index) => START + index * STEP),
    podsWorkingSet: curve(pods),
    nodeAvailable: curve(available ?? pods.map((value) => (value === null ? null : 5953 - value))),
    lines: {},
    current: NOW,
    events: [],
    findings: [],
  };
}

const incident = (verdict: Verdict, at: number, growth?: number): Incident =>
  ({
    id: verdict,
    node: 'lab-node',
    verdict,
    memory: true,
    start: START + at * SECOND,
    end: START + at * SECOND,
    culprit: { kind: 'pod', ...(growth !== undefined && { growth: growth * MiB }) },
  }) as Incident;

/** A leak of 10 MiB/s: 300 MiB a sample. Allocatable, 4565 MiB, is crossed after 246.6 s; 4315 MiB 25 s before. */
const LEAK = Array.from({ length: 10 }, (_, index) => 2100 + 300 * index);

interface Case {
  readonly verdict: Verdict;
  readonly at: number;
  readonly growth?: number;
  readonly memory: NodeMemory;
  readonly tried: NodeLines;
  readonly says: string;
  readonly because: RegExp;
}

test.each<[string, Case]>([
  [
    'the article’s 1000Mi evicts a leak of 10 MiB/s 25 s earlier',
    {
      verdict: 'oom2-allocatable-evicted',
      at: 250,
      memory: memory(LEAK),
      tried: lines(1000),
      says: 'would have happened 25 s earlier',
      because: /the pods would have been above their line 2\d s before it/,
    },
  ],
  [
    'a line 60 MiB lower is crossed within the same look',
    {
      verdict: 'oom2-allocatable-evicted',
      at: 250,
      memory: memory(LEAK),
      tried: lines(810),
      says: 'unchanged',
      because: /within one look of the kubelet \(10 s\)/,
    },
  ],
  [
    'the same lines change nothing',
    {
      verdict: 'oom2-allocatable-evicted',
      at: 250,
      memory: memory(LEAK),
      tried: NOW,
      says: 'unchanged',
      because: /lines are the same/,
    },
  ],
  [
    'a higher line: the eviction ended what was recorded',
    {
      verdict: 'oom2-allocatable-evicted',
      at: 240,
      growth: 10,
      memory: memory(LEAK.slice(0, 8)),
      tried: lines(500),
      says: 'cannot be told',
      because: /higher by 250 MiB: at 10\.0 MiB\/s that is reached 25 s later, if it had grown on\. The eviction ended/,
    },
  ],
  [
    'a higher line above memory that stood still',
    {
      verdict: 'oom2-allocatable-evicted',
      at: 240,
      growth: 0,
      memory: memory(LEAK.map(() => 4570)),
      tried: lines(500),
      says: 'would not have happened',
      because: /higher by 250 MiB, and memory stood still below it/,
    },
  ],
  [
    'a higher line, and growth that is not known',
    {
      verdict: 'oom2-allocatable-evicted',
      at: 240,
      memory: memory(LEAK.slice(0, 8)),
      tried: lines(500),
      says: 'cannot be told',
      because: /whether memory would have grown on to it is not known/,
    },
  ],
  [
    'a leak between two samples, by its growth',
    {
      verdict: 'oom2-allocatable-evicted',
      at: 70,
      growth: 20,
      memory: memory([100, 100, 100]),
      tried: lines(1150),
      says: 'would have happened 20 s earlier',
      because: /by its growth of 20\.0 MiB\/s: no sample lies between/,
    },
  ],
  [
    'the same without a growth',
    {
      verdict: 'oom2-allocatable-evicted',
      at: 70,
      memory: memory([100, 100, 100]),
      tried: lines(1150),
      says: 'cannot be told',
      because: /how much is not known/,
    },
  ],
  [
    'a crossing inside a gap',
    {
      verdict: 'oom2-allocatable-evicted',
      at: 245,
      memory: memory([2100, 2400, null, null, null, null, 4400, 4500, 4600]),
      tried: lines(1000),
      says: 'cannot be told',
      because: /first sample after a gap/,
    },
  ],
  [
    'pods that were not sampled',
    {
      verdict: 'oom2-allocatable-evicted',
      at: 600,
      memory: memory([100]),
      tried: lines(1000),
      says: 'cannot be told',
      because: /What the pods used was not sampled/,
    },
  ],
  [
    'a node that ran low, with a higher threshold',
    {
      verdict: 'oom3-node-evicted',
      at: 250,
      memory: memory(
        LEAK.map(() => 100),
        LEAK.map((_, i) => 3000 - 300 * i)
      ),
      tried: lines(1000),
      says: 'would have happened 25 s earlier',
      because: /the node would have been below eviction-hard 50 s before it/,
    },
  ],
  [
    'the pods are evicted first where their new line is nearer than the node’s',
    {
      verdict: 'oom3-node-evicted',
      at: 250,
      memory: memory(
        LEAK.map(() => 4500),
        LEAK.map((_, i) => 3000 - 300 * i)
      ),
      tried: lines(750, 1838),
      says: 'would have happened 4 min earlier',
      because: /the pods would have been above their line 4 min before it, or longer: the range begins with it/,
    },
  ],
  [
    'a kill at the kubepods limit becomes an eviction where the band lasts long enough',
    {
      verdict: 'oom4-kubepods-limit',
      at: 240,
      memory: memory([100, 100, 100, 100, 600, 1700, 2900, 4100, 4500]),
      tried: lines(1750),
      says: 'would have happened 43 s earlier',
      because: /As an eviction instead of a kill: the pods would have been above their line 4\d s before it/,
    },
  ],
  [
    'where it lasts between one look and two nobody knows',
    {
      verdict: 'oom4-kubepods-limit',
      at: 240,
      memory: memory([100, 100, 100, 100, 600, 1700, 2900, 3500, 4500]),
      tried: lines(1250),
      says: 'cannot be told',
      because: /may or may not have evicted before the kernel killed/,
    },
  ],
  [
    'a kill between two samples, faster than a wider band',
    {
      verdict: 'oom4-kubepods-limit',
      at: 70,
      growth: 200,
      memory: memory([100, 100, 100]),
      tried: lines(1000),
      says: 'unchanged',
      because: /would have been 1000 MiB instead of 750 MiB: at 200 MiB\/s it is passed in 5 s, .*too fast still/,
    },
  ],
  [
    'a kill between two samples that a wider band may have caught',
    {
      verdict: 'oom4-kubepods-limit',
      at: 70,
      growth: 50,
      memory: memory([100, 100, 100]),
      tried: lines(1000),
      says: 'cannot be told',
      because: /passed in 20 s, .* No sample lies in it/,
    },
  ],
  [
    'a kill of unknown growth under a wider band',
    {
      verdict: 'oom4-kubepods-limit',
      at: 70,
      memory: memory([100, 100, 100]),
      tried: lines(1000),
      says: 'cannot be told',
      because: /how fast the pods passed it was not sampled/,
    },
  ],
  [
    'a kill under a narrower band',
    {
      verdict: 'oom4-kubepods-limit',
      at: 70,
      growth: 50,
      memory: memory([100, 100, 100]),
      tried: lines(500),
      says: 'unchanged',
      because: /The line that was crossed stays/,
    },
  ],
  [
    'a node out of memory: whether evicting sooner is enough',
    {
      verdict: 'node-exhausted',
      at: 250,
      memory: memory(
        LEAK.map(() => 100),
        LEAK.map((_, i) => 2300 - 300 * i)
      ),
      tried: lines(1250),
      says: 'cannot be told',
      because: /begun to evict 50 s earlier; whether what that frees had been enough/,
    },
  ],
  [
    'a container’s own limit',
    {
      verdict: 'oom1-container-limit',
      at: 100,
      memory: memory(LEAK),
      tried: lines(1000),
      says: 'unchanged',
      because: /A limit of its own decided/,
    },
  ],
])('%s', (_, { verdict, at, growth, memory: recorded, tried, says, because }) => {
  const [found] = replay(recorded, [incident(verdict, at, growth)], tried).incidents;
  expect(found && outcomeWords(found)).toBe(says);
  expect(found?.because).toMatch(because);
});

test('what is not about memory is not replayed', () => {
  expect(replay(memory(LEAK), [{ ...incident('stopped', 10), memory: false }], lines(1000)).incidents).toEqual([]);
});

describe('where nothing happened', () => {
  const CALM = [4000, 4400, 4400, 4000, 4000];

  it('the kubelet would have evicted under a lower line', () => {
    const { added } = replay(memory(CALM), [], lines(1000));
    expect(added).toEqual([
      {
        signal: 'allocatableMemory.available',
        from: expect.closeTo(START + 23_645, -3),
        to: expect.closeTo(START + 66_355, -3),
        begunUnseen: false,
      },
    ]);
  });

  it('but not under the lines as they are', () => {
    expect(replay(memory(CALM), [], NOW).added).toEqual([]);
  });

  it('nor where it belongs to an incident', () => {
    expect(replay(memory(CALM), [incident('oom2-allocatable-evicted', 70)], lines(1000)).added).toEqual([]);
  });

  it('nor where pods already were above the line as it is, and were not evicted', () => {
    expect(replay(memory([4600, 4600, 4600]), [], lines(760)).added).toEqual([]);
  });
});
