import { SIGNALS } from './signalCatalogue';
import { evaluateSignals } from './signals';

const stateOf = (id: string, series: Record<string, number | undefined>) => {
  const replies = Object.entries(series).map(([name, count]) => [
    `signal-${name}`,
    count === undefined ? [] : [{ labels: {}, times: [0], values: [count] }],
  ]);
  const statuses = evaluateSignals({ series: Object.fromEntries(replies), errors: [], warnings: [] });
  return statuses.find(({ signal }) => signal.id === id);
};

test.each([
  ['is found with its number of series', 'containers', { containers: 12 }, { state: 'found', count: 12 }],
  ['is missing when it could be there', 'containers', { containers: undefined }, { state: 'missing', count: 0 }],
  ['is none yet before the first eviction', 'evictions', { evictions: undefined }, { state: 'none-yet', count: 0 }],
  ['is unknown when the query failed', 'containers', {}, { state: 'unknown', count: 0 }],
])('a signal %s', (_, id, series, status) => {
  expect(stateOf(id, series)).toMatchObject(status);
});

test('each signal says what it gives, what its lack costs and what brings it back', () => {
  for (const { gives, costs, remedy } of SIGNALS) {
    expect([gives, costs, remedy].every((text) => text.endsWith('.'))).toBe(true);
  }
  expect(new Set(SIGNALS.map(({ id }) => id)).size).toBe(SIGNALS.length);
});
