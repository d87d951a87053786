import { FieldType, type DataFrame } from '@grafana/data';

import type { SignalState, SignalStatus } from '../prometheus/signals/evaluateSignals';
import type { Setup } from '../prometheus/signals/evaluateSetup';

import { HIDDEN_COLUMN } from './compactColumn';
import { field } from './field';
import { FRAME } from './names';

/** What is there of a node's series, and how its collection is set up. */
export interface Signals {
  readonly statuses: readonly SignalStatus[];
  readonly setup: Setup;
}

/** `frame.meta.custom.tidemark` of a `signals` frame. */
interface SignalsMeta {
  readonly version: 1;
  readonly setup: Setup;
}

/**
 * One row for each family of series: whether it is there, by which jobs and how fresh, what its lack costs, what brings it back.
 * The last field holds the status itself, for the app's page.
 */
export function signalsTable({ statuses, setup }: Signals): DataFrame {
  const text = (name: string, displayName: string, read: (status: SignalStatus) => string) =>
    field(name, FieldType.string, statuses.map(read), { displayName });
  const number = (
    name: string,
    displayName: string,
    unit: string,
    read: (status: SignalStatus) => number | undefined
  ) =>
    field(
      name,
      FieldType.number,
      statuses.map((status) => read(status) ?? null),
      { displayName, unit }
    );
  const tidemark: SignalsMeta = { version: 1, setup };
  return {
    name: FRAME.signals,
    length: statuses.length,
    meta: { custom: { tidemark }, preferredVisualisationType: 'table' },
    fields: [
      text('series', 'Series', ({ signal }) => signal.series),
      text('state', 'State', ({ state }) => STATE_WORDS[state]),
      number('count', 'Series of this node', 'none', ({ count }) => count),
      text('job', 'Job', ({ seenBy }) => seenBy.map(({ job }) => job).join(', ')),
      number('age', 'Newest sample', 'dtdurationms', ({ age }) => age),
      number('interval', 'Scrape interval', 'dtdurationms', ({ interval }) => interval),
      text('gives', 'What it gives', ({ signal }) => signal.gives),
      text('costs', 'Without it', ({ signal }) => signal.costs),
      text('remedy', 'To have it', ({ state, signal }) => (state === 'missing' ? signal.remedy : '')),
      { name: STATUS, type: FieldType.other, values: [...statuses], config: { custom: HIDDEN_COLUMN } },
    ],
  };
}

const STATUS = 'signalStatus';

export const STATE_WORDS: Readonly<Record<SignalState, string>> = {
  found: 'found',
  missing: 'missing',
  'none-yet': 'none yet: begins with the first event',
  'not-needed': 'not there, and not needed',
  'no-kubelet': 'no kubelet runs here',
  unknown: 'unknown: the query failed',
};

/** The signals out of a query's frames; undefined while none have arrived. */
export function readSignals(series: readonly DataFrame[]): Signals | undefined {
  const frame = series.find(({ name }) => name === FRAME.signals);
  const tidemark: unknown = frame?.meta?.custom?.tidemark;
  if (!frame || !isMeta(tidemark)) {
    return undefined;
  }
  const values: readonly unknown[] = frame.fields.find(({ name }) => name === STATUS)?.values ?? [];
  return { statuses: values.filter(isStatus), setup: tidemark.setup };
}

/** Only our own data source writes this key, so the version is all there is to check. */
const isMeta = (meta: unknown): meta is SignalsMeta =>
  typeof meta === 'object' && meta !== null && 'version' in meta && meta.version === 1 && 'setup' in meta;

const isStatus = (value: unknown): value is SignalStatus =>
  typeof value === 'object' && value !== null && 'signal' in value && 'state' in value;
