import type { NodeLines } from '../lines/nodeLines';
import type { Aligned, NodeMemory } from '../node/nodeMemory';
import { standingAtEnd, type Level } from './standing';
import { MiB } from '../units';

const line = (value: number) => ({ value: value * MiB, provenance: 'measured' as const, source: 'test' });
const LINES: NodeLines = {
  capacity: line(7000),
  evictionHard: line(750),
  podsEvictionLine: line(4500),
  kubepodsLimit: line(5300),
  findings: [],
};
const COUNT = 20;
const curve = (values: Aligned) => ({ values, provenance: 'measured' as const, source: 'test' });
const still = (value: number) => curve(Array.from({ length: COUNT }, () => value * MiB));

interface At {
  readonly available?: number;
  readonly pods?: number;
}

const memory = ({ available = 5000, pods = 700 }: At, more: Partial<NodeMemory> = {}): NodeMemory => ({
  identity: { node: 'n' },
  step: 30_000,
  scrapeInterval: 30_000,
  times: Array.from({ length: COUNT }, (_, index) => index * 30_000),
  nodeWorkingSet: still(7000 - available),
  nodeAvailable: still(available),
  podsWorkingSet: still(pods),
  lines: {},
  current: LINES,
  events: [],
  findings: [],
  ...more,
});

const without = (name: 'evictionHard' | 'podsEvictionLine' | 'capacity'): NodeLines => {
  const { [name]: _, ...lines } = LINES;
  return lines;
};

const standings = (levels: readonly Level[]) => levels.map(({ of, standing }) => `${of} ${standing}`);

test.each<[string, NodeMemory, readonly string[]]>([
  ['calm', memory({}), ['node clear', 'pods clear']],
  ['below eviction-hard', memory({ available: 749 }), ['node crossed', 'pods clear']],
  ['at eviction-hard, which does not evict yet', memory({ available: 750 }), ['node close', 'pods clear']],
  ['a twentieth of the way above', memory({ available: 1050 }), ['node close', 'pods clear']],
  ['further above', memory({ available: 1070 }), ['node clear', 'pods clear']],
  ['pods above their line', memory({ pods: 4501 }), ['node clear', 'pods crossed']],
  ['pods at their line', memory({ pods: 4500 }), ['node clear', 'pods close']],
  [
    'little available and no line known',
    memory({ available: 220 }, { current: without('evictionHard') }),
    ['node close', 'pods clear'],
  ],
  [
    'enough available and no line known',
    memory({ available: 5000 }, { current: without('evictionHard') }),
    ['node unknown', 'pods clear'],
  ],
  ['pods without any line', memory({}, { current: without('podsEvictionLine') }), ['node clear', 'pods unknown']],
  [
    'pods against allocatable where nothing better is known',
    memory({ pods: 4600 }, { current: { ...without('podsEvictionLine'), allocatable: line(4500) } }),
    ['node clear', 'pods crossed'],
  ],
  ['no curve', memory({}, { nodeAvailable: undefined, podsWorkingSet: undefined }), []],
  [
    'the last sample is old',
    memory(
      { available: 200 },
      { nodeAvailable: curve([...still(200).values.slice(0, 15), ...Array.from({ length: 5 }, () => null)]) }
    ),
    ['pods clear'],
  ],
  [
    'one missed scrape',
    memory({ available: 200 }, { nodeAvailable: curve([...still(200).values.slice(0, 19), null]) }),
    ['node crossed', 'pods clear'],
  ],
])('%s', (_, model, expected) => {
  expect(standings(standingAtEnd(model).levels)).toEqual(expected);
});

test('a jump leaves no trend, but is told as growth', () => {
  const jumped = curve(Array.from({ length: COUNT }, (_, index) => (index < 16 ? 700 : 5700) * MiB));
  const { nearest, grownBy } = standingAtEnd(memory({ available: 1300 }, { nodeWorkingSet: jumped }));
  expect(nearest).toBeUndefined();
  expect(grownBy).toBe(5000 * MiB);
});

test('a pressure window that has ended is no pressure', () => {
  const pressure = { id: 'p', kind: 'pressure', node: 'n', earliest: 0, latest: 1, proofs: [] } as const;
  expect(standingAtEnd(memory({}, { events: [{ ...pressure, ended: true }] })).pressure).toBe(false);
  expect(standingAtEnd(memory({}, { events: [{ ...pressure, ended: false }] })).pressure).toBe(true);
});

test('an old curve has no future', () => {
  const climb = Array.from({ length: COUNT }, (_, index) => (index < 12 ? (1000 + index * 200) * MiB : null));
  const old = { nodeAvailable: undefined, nodeWorkingSet: curve(climb), podsWorkingSet: curve(climb) };
  expect(standingAtEnd(memory({}, old))).toEqual({ levels: [], pressure: false });
});
