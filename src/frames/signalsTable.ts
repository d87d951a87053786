import { FieldType, type DataFrame } from '@grafana/data';

import type { SignalState, SignalStatus } from '../prometheus/signals';

import { field } from './field';
import { FRAME } from './names';

/** One row for each family of series: whether it is there, what its lack costs, what brings it back. */
export function signalsTable(statuses: readonly SignalStatus[]): DataFrame {
  const text = (name: string, displayName: string, read: (status: SignalStatus) => string) =>
    field(name, FieldType.string, statuses.map(read), { displayName });
  return {
    name: FRAME.signals,
    length: statuses.length,
    meta: { preferredVisualisationType: 'table' },
    fields: [
      text('series', 'Series', ({ signal }) => signal.series),
      text('state', 'State', ({ state }) => STATE_WORDS[state]),
      field(
        'count',
        FieldType.number,
        statuses.map(({ count }) => count),
        { displayName: 'Series of this node' }
      ),
      text('gives', 'What it gives', ({ signal }) => signal.gives),
      text('costs', 'Without it', ({ signal }) => signal.costs),
      text('remedy', 'To have it', ({ state, signal }) => (state === 'missing' ? signal.remedy : '')),
    ],
  };
}

const STATE_WORDS: Readonly<Record<SignalState, string>> = {
  found: 'found',
  missing: 'missing',
  'none-yet': 'none yet: begins with the first event',
  unknown: 'unknown: the query failed',
};
