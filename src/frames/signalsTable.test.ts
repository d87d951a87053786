import { SIGNALS } from '../prometheus/signalCatalogue';

import { signalsTable } from './signalsTable';

test('only what is missing asks for something', () => {
  const states = ['found', 'missing', 'none-yet', 'unknown'] as const;
  const statuses = states.flatMap((state, index) => {
    const signal = SIGNALS[index];
    return signal ? [{ signal, state, count: 0 }] : [];
  });
  const column = (name: string) => signalsTable(statuses).fields.find((field) => field.name === name)?.values;
  expect(column('state')).toEqual([
    'found',
    'missing',
    'none yet: begins with the first event',
    'unknown: the query failed',
  ]);
  expect(column('remedy')).toEqual(['', SIGNALS[1]?.remedy, '', '']);
});
