import type { Curve, NodeMemory } from './nodeMemory';
import { perScrape } from './perScrape';

const START = Date.UTC(2026, 10, 21, 21, 5);

const curve = (values: ReadonlyArray<number | null>): Curve => ({
  values,
  provenance: 'measured',
  source: 'root cgroup',
});

/** Two samples a minute, looked at so often. */
const looked = (step: number, values: ReadonlyArray<number | null>, from = START): NodeMemory => ({
  identity: { node: 'lab-node' },
  step,
  scrapeInterval: 30_000,
  times: values.map((_, index) => from + index * step),
  nodeWorkingSet: curve(values),
  lines: { allocatable: curve(values.map(() => 9)) },
  current: { findings: [] },
  events: [],
  findings: [],
});
const seen = ({ times, step, nodeWorkingSet, lines }: NodeMemory) => ({
  at: times.map((time) => (time - START) / 1000),
  step,
  values: nodeWorkingSet?.values,
  lines: lines.allocatable?.values.length,
});

test.each<[string, NodeMemory, ReturnType<typeof seen>]>([
  [
    'three looks at each scrape are one point, at the whole half minute',
    looked(10_000, [1, 1, 1, 2, 2, 2, 3]),
    { at: [0, 30, 60], step: 30_000, values: [1, 2, 3], lines: 3 },
  ],
  [
    'also where the range begins between two scrapes',
    looked(10_000, [1, 1, 2, 2, 2, 3], START + 10_000),
    { at: [30, 60], step: 30_000, values: [2, 3], lines: 2 },
  ],
  [
    'a gap stays a gap',
    looked(15_000, [1, 1, null, null, 3]),
    { at: [0, 30, 60], step: 30_000, values: [1, null, 3], lines: 3 },
  ],
  [
    'a look at each scrape stays as it is',
    looked(30_000, [1, 2]),
    { at: [0, 30], step: 30_000, values: [1, 2], lines: 2 },
  ],
  ['so does a coarser one', looked(60_000, [1, 2]), { at: [0, 60], step: 60_000, values: [1, 2], lines: 2 }],
  [
    'and one that no scrape interval holds twice',
    looked(20_000, [1, 2]),
    { at: [0, 20], step: 20_000, values: [1, 2], lines: 2 },
  ],
])('%s', (_, memory, expected) => {
  expect(seen(perScrape(memory))).toEqual(expected);
});

test('a curve that was not recorded stays absent', () => {
  expect(Object.keys(perScrape(looked(10_000, [1, 1, 1])))).not.toContain('podsGhost');
});
