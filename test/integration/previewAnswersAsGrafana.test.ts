/** @jest-environment ./test/browserWithFetch.ts */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { DataFrame, DataQueryError, Field } from '@grafana/data';

import { queryPrometheus } from '../../preview/prometheus/queryPrometheus';
import type { PromTarget } from '../../preview/prometheus/target';

import { majorOf, serverUrl } from './servers';

/** What a plugin in the browser got from Grafana 12.4's own Prometheus data source (test/fixtures/README.md). */
interface Recorded {
  readonly request: {
    readonly from: string;
    readonly to: string;
    readonly queries: ReadonlyArray<PromTarget & { readonly intervalMs: number; readonly maxDataPoints: number }>;
  };
  readonly emissions: ReadonlyArray<{
    readonly state: string;
    readonly errors?: readonly DataQueryError[];
    readonly data: readonly RecordedFrame[];
  }>;
}

/** Where values are NaN or infinite; Grafana leaves it undeclared. */
type FieldWithEntities = Field & { readonly entities?: unknown };

interface RecordedFrame extends Omit<DataFrame, 'fields'> {
  readonly fields: ReadonlyArray<FieldWithEntities & { readonly valuesShownOf: number }>;
}

const SAME_SERVER = [
  'by-pod',
  'duplicate-series',
  'empty',
  'figure-3',
  'figure-6',
  'instant-table',
  'instant-time-series',
  'label-escaping',
  'legend-format',
  'many-to-many',
  'nan-and-inf',
  'one-of-two-fails',
  'range-and-instant',
  'range-table',
  'rate-interval',
  'scalar',
  'string',
  'syntax-error',
  'too-many-points',
] as const;

describe("the preview's Prometheus answers as Grafana's did, frame by frame", () => {
  test.each(SAME_SERVER)('%s', async (name) => {
    const recorded = load(name);
    const url = serverUrl('r1-article');
    const [answer, expected] = [await replay(recorded, url), shown(recorded)];
    // Recorded from 2.42: a later one words its errors otherwise, and remarks on more.
    const compared = (await majorOf(url)) === 2 ? (one: Answer) => one : withoutWords;
    expect(compared(answer)).toEqual(compared(expected));
  });

  test('connection-refused', async () => {
    const { state, errors, data } = await replay(load('connection-refused'), 'http://127.0.0.1:9');
    expect({ state, data, errors: errors?.map(({ refId, status }) => ({ refId, status })) }).toEqual({
      state: 'Error',
      data: [],
      errors: [{ refId: 'A', status: 502 }],
    });
  });

  test('victoriametrics-figure-3: the good query beside the bad one, in the order of names', async () => {
    const recorded = load('victoriametrics-figure-3');
    const { state, data, errors } = await replay(recorded, serverUrl('vm-r1-article'));
    const expected = shown(recorded);
    expect({ state, data }).toEqual({ state: expected.state, data: expected.data });
    // The wording is that of the server's version.
    expect(errors).toEqual([
      { refId: 'bad', status: 422, message: expect.stringMatching(/^422: error when executing/) },
    ]);
  });
});

const load = (name: string): Recorded =>
  JSON.parse(readFileSync(join('test/fixtures/grafana-12.4-frames/frontend', `${name}.json`), 'utf8')) as Recorded;

async function replay({ request }: Recorded, url: string) {
  const response = await queryPrometheus(
    { url, fetch },
    {
      targets: request.queries,
      fromMs: Number(request.from),
      toMs: Number(request.to),
      intervalMs: request.queries[0]!.intervalMs,
      maxDataPoints: request.queries[0]!.maxDataPoints,
      scrapeIntervalMs: 30_000,
    },
    new AbortController().signal
  );
  return {
    state: response.state,
    errors: response.errors,
    data: response.data.map((frame: DataFrame) => ({
      ...comparable(frame),
      fields: frame.fields.map((field) => ({ ...fieldOf(field), length: field.values.length })),
    })),
  };
}

const shown = ({ emissions }: Recorded) => {
  const { state, errors, data } = emissions.at(-1)!;
  return {
    state,
    errors,
    data: data.map((frame) => ({
      ...comparable(frame),
      fields: frame.fields.map((field) => ({ ...fieldOf(field), length: field.valuesShownOf })),
    })),
  };
};

type Answer = Omit<ReturnType<typeof shown>, 'state'> & { readonly state: string | undefined };

const withoutWords = ({ errors, data, ...answer }: Answer) => ({
  ...answer,
  errors: errors?.map(({ refId, status }) => ({ refId, status })),
  data: data.map(({ meta, ...frame }) => ({ ...frame, meta: { ...meta, notices: undefined } })),
});

const comparable = ({ refId, meta, length }: Pick<DataFrame, 'refId' | 'meta' | 'length'>) => ({ refId, meta, length });

/** The first four values were kept; what JSON cannot hold was written as text. */
const fieldOf = ({ name, type, labels, config, entities, values }: FieldWithEntities) => ({
  name,
  type,
  labels,
  config,
  entities,
  values: values
    .slice(0, 4)
    .map((value) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value)),
});
