import { SIGNALS } from '../prometheus/signals/catalogue';
import { evaluateSetup } from '../prometheus/signals/evaluateSetup';
import type { SignalStatus } from '../prometheus/signals/evaluateSignals';
import { DEFAULT_LABELS } from '../prometheus/scope';

import { readSignals, signalsTable } from './signalsTable';

const STATES = ['found', 'missing', 'none-yet', 'unknown'] as const;
const STATUSES = STATES.flatMap((state, index): SignalStatus[] => {
  const signal = SIGNALS[index];
  return signal ? [{ signal, state, count: 0, seenBy: [] }] : [];
});
const SETUP = evaluateSetup({ series: {}, errors: [], warnings: [] }, STATUSES, DEFAULT_LABELS);
const FRAME = signalsTable({ statuses: STATUSES, setup: SETUP });

test('only what is missing asks for something', () => {
  const column = (name: string) => FRAME.fields.find((field) => field.name === name)?.values;
  expect(column('state')).toEqual([
    'found',
    'missing',
    'none yet: begins with the first event',
    'unknown: the query failed',
  ]);
  expect(column('remedy')).toEqual(['', SIGNALS[1]?.remedy, '', '']);
});

test('the page reads out of the frame what went into it', () => {
  expect(readSignals([FRAME])).toEqual({ statuses: STATUSES, setup: SETUP });
});

test('while no frame has arrived nothing is read', () => {
  expect(readSignals([])).toBeUndefined();
  expect(readSignals([{ ...FRAME, meta: {} }])).toBeUndefined();
});
