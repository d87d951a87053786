import type { Measured } from './measureServer';
import { performancePage } from './report';

const one = (question: string, nodes: number, by: Measured['by'], cost: Measured['cost']): Measured => ({
  server: 'Prometheus 2.42.0',
  nodes,
  filledHours: 1,
  question,
  by,
  cost,
});
const page = (servers: readonly Measured[]) =>
  performancePage({ measured: '2026-11-25', machine: '2 cores, 24 GiB', filled: ['Prometheus: 10 nodes'], servers });

test.each([
  ['half of mixin’s samples in one request', 500, 1, 'yes'],
  ['more than half', 501, 1, '**no**'],
  ['two requests', 500, 2, '**no**'],
])('a node view of %s meets its goal: %s', (_, samples, requests, met) => {
  const text = page([
    one('node view, 6 h', 10, 'Tidemark', { samples, requests }),
    one('node view, 6 h', 10, 'kubernetes-mixin', { samples: 1000, requests: 1 }),
  ]);
  expect(text).toMatch(new RegExp(`node view, 6 h, 10 nodes \\|.*\\| ${met.replace(/\*/g, '\\*')} \\|`));
});

test('a question that costs 11 % more on ten times the nodes is not flat', () => {
  const text = page(
    [10, 100].map((nodes) => one('node view, 15 min', nodes, 'Tidemark', { samples: nodes === 10 ? 100 : 111 }))
  );
  expect(text).toMatch(/node view, 15 min, 10, 100 nodes \|.*\| 11\.0 % \| \*\*no\*\* \|/);
});

test('each Prometheus has goals of its own', () => {
  const node = one('incidents of a node with two, 24 h', 10, 'Tidemark', { queries: 10, milliseconds: 1600 });
  const text = page([node, { ...node, server: 'Prometheus 3.5.0', cost: { queries: 10, milliseconds: 900 } }]);
  expect(text).toMatch(/\| Prometheus 2\.42\.0 \| incidents of a node with two, 24 h.*1600 ms \| \*\*no\*\* \|/);
  expect(text).toMatch(/\| Prometheus 3\.5\.0 \| incidents of a node with two, 24 h.*900 ms \| yes \|/);
});

test('a fleet’s goal is said of both ways to read it, and which is which', () => {
  const text = page([
    one('fleet view', 1000, 'Tidemark', { queries: 6, milliseconds: 2000, firstMilliseconds: 900 }),
    one('fleet view by recording rules', 1000, 'Tidemark', { queries: 6, milliseconds: 700 }),
  ]);
  expect(text).toMatch(/\| fleet view, 1000 nodes \|.*\| 6 queries, 2000 ms, rows after 900 ms \| \*\*no\*\* \|/);
  expect(text).toMatch(/\| fleet view by recording rules, 1000 nodes \|.*\| 6 queries, 700 ms \| yes \|/);
});

test.each([
  ['is called out of reach where counting the series takes longer', 1600, true],
  ['is not where it does not', 900, false],
])('a whole fleet within a second %s', (_, milliseconds, isSaid) => {
  const text = page([
    { ...one('fleet view, its series only counted', 1000, 'least', { milliseconds }), note: '210,000 series' },
    one('fleet view by recording rules', 1000, 'Tidemark', { queries: 6, milliseconds: 700 }),
  ]);
  expect(/count the 210,000 series.*takes Prometheus 2.42.0 1600 ms.*whole page takes 700 ms/s.test(text)).toBe(isSaid);
});

test('whether one size costs as much as another is not said of one alone', () => {
  expect(page([one('node view, 15 min', 10, 'Tidemark', { samples: 100 })])).toContain(
    '| one size only | not measured |'
  );
});

test('what was filled, on which machine and when stands above the numbers', () => {
  const text = page([]);
  expect(text).toContain('2026-11-25');
  expect(text).toContain('2 cores, 24 GiB');
  expect(text).toContain('- Prometheus: 10 nodes');
  expect(text).toContain('Apache-2.0');
});

test.each([
  ['is out of reach where the curves alone are more', 920, /are out of reach here: .* is 92 % of them/],
  ['is not called out of reach where it is not', 500, /^(?!.*out of reach)/s],
])('half of mixin’s samples %s', (_, least, said) => {
  const text = page([
    one('node view, 6 h', 10, 'least', { samples: least }),
    one('node view, 6 h', 10, 'kubernetes-mixin', { samples: 1000 }),
  ]);
  expect(text).toMatch(said);
});
