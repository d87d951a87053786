import './windowForGrafana';

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { DataFrame, DataQueryResponse } from '@grafana/data';
import fc from 'fast-check';

import { grafanaEmission } from '../../test/fixtures/grafanaEmission';
import { EVICTED, PODS_CROSSED_ALLOCATABLE, UNDER_PRESSURE } from '../../test/fixtures/nodeMemory';
import { decodeFrames } from '../../src/frames/decodeFrames';
import { eventsAnnotationFrame } from '../../src/frames/eventsAnnotationFrame';
import { nodeMemoryFrames } from '../../src/frames/nodeMemoryFrames';
import { readNodeMemory, type NodeMemoryView } from '../../src/frames/readNodeMemory';
import type { Series } from '../../src/domain/series';
import { decode } from '../../src/prometheus/ports/decodeApi';
import { gridOf } from '../../src/prometheus/grid';

import { mutatedJson } from './mutateJson';
import { expect, target, type Target } from './target';

const EMISSIONS = readdirSync(join(__dirname, '../../test/fixtures/grafana-12.4-frames/frontend')).map((name) =>
  grafanaEmission(name.replace('.json', ''))
);
/** Replies of Prometheus' API: what Grafana's frames of the same recordings hold, as it came over the wire. */
const REPLIES = EMISSIONS.flatMap(({ data }) => [asReply(data, 'matrix'), asReply(data, 'vector')]).concat(
  { status: 'success', data: { resultType: 'scalar', result: [1795295100, '2'] } },
  { status: 'error', errorType: 'bad_data', error: 'parse error' },
  { status: 'success', data: { resultType: 'matrix', result: [] }, warnings: ['slow store'], infos: ['no counter'] }
);
const MODEL_FRAMES = [...nodeMemoryFrames(PODS_CROSSED_ALLOCATABLE), eventsAnnotationFrame([EVICTED, UNDER_PRESSURE])];

const vector = (...points: Array<readonly [time: number, value: string]>) => ({
  status: 'success',
  data: { resultType: 'vector', result: points.map((value, i) => ({ metric: { pod: `p-${i}` }, value })) },
});
const [MODEL_FRAME] = MODEL_FRAMES;

export const replyTargets: readonly Target[] = [
  target('reply of the API', 0.14, {
    input: fc.tuple(mutatedJson(REPLIES), fc.constantFrom(undefined, 200, 400, 503)),
    found: [
      [vector([0, '1'], [1795295100, '1'], [1795295130, '1']), 200],
      [vector([1e300, '1']), 200],
      [vector(...Array.from({ length: 4000 }, () => [1795295100, '1'] as const)), 200],
    ],
    read: ([reply, status]) => decode(reply, status),
    check: (decoded) =>
      decoded.ok ? checkSeries(decoded.series) : expect(isText(decoded.error.message), 'an error without a message'),
  }),
  target('frames of Grafana', 0.1, {
    input: mutatedJson(EMISSIONS).map(asResponse),
    found: [
      { data: [{ refId: { toString: 1 }, fields: [] }] },
      { data: [{ refId: 'A', fields: [null, { values: null }] }] },
    ].map(asResponse),
    read: decodeFrames,
    check: ({ series, errors, warnings }) => {
      Object.values(series).forEach(checkSeries);
      expect(
        errors.every(({ message }) => isText(message)),
        'an error without a message'
      );
      expect(warnings.every(isText), 'a warning that is no text');
    },
  }),
  target('node memory frames', 0.08, {
    input: mutatedJson([MODEL_FRAMES]).map(asFrames),
    found: [[null], [{ ...MODEL_FRAME, meta: { custom: { tidemark: { version: 1 } } } }]].map(asFrames),
    read: (frames) => readNodeMemory(frames, frames),
    check: (view) => view && checkView(view),
  }),
];

function asFrames(frames: unknown): readonly DataFrame[] {
  return Array.isArray(frames) ? (frames as DataFrame[]) : [];
}

function asResponse(emission: unknown): DataQueryResponse {
  const isObject = typeof emission === 'object' && emission !== null;
  return (isObject ? emission : { data: [emission] }) as DataQueryResponse;
}

function checkView({ memory, headline, counted }: NodeMemoryView): void {
  const { nodeWorkingSet, nodeAvailable, podsWorkingSet, podsGhost, lines, times, events, identity } = memory;
  for (const curve of [nodeWorkingSet, nodeAvailable, podsWorkingSet, podsGhost, ...Object.values(lines)]) {
    const values = curve?.values ?? [];
    expect(
      values.every((value) => value === null || Number.isFinite(value)),
      'a value that is neither a number nor a gap'
    );
  }
  expect(times.every(Number.isFinite), 'a time that is none');
  expect([headline, counted, identity.node].every(isText), 'a text that is none');
  expect(
    events.every(({ earliest, latest }) => Number.isFinite(earliest) && Number.isFinite(latest)),
    'an event without a time'
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** Everything behind the decoders takes this for granted. */
function checkSeries(series: readonly Series[]): void {
  for (const { labels, times, values } of series) {
    expect(times.length === values.length, 'times and values differ in number');
    expect(
      times.every((time, i) => Number.isFinite(time) && time > (times[i - 1] ?? -Infinity)),
      'times out of order'
    );
    expect(
      values.every((value) => typeof value === 'number'),
      'a value that is no number'
    );
    expect(
      Object.values(labels).every((label) => typeof label === 'string'),
      'a label that is no text'
    );
  }
  const { times } = gridOf({ from: 1795295100000, to: 1795298700000, step: 30_000 }, series);
  expect(times.length < 1_000_000, 'a grid that fills the memory');
}

function asReply(frames: readonly DataFrame[], resultType: 'matrix' | 'vector'): object {
  const result = frames.flatMap(({ fields }) => {
    const times = fields.find(({ type }) => type === 'time')?.values ?? [];
    return fields
      .filter(({ type }) => type === 'number')
      .map(({ labels, values }) => {
        const points = values.map((value: unknown, i): [number, string] => [Number(times[i]) / 1000, String(value)]);
        return {
          metric: labels ?? {},
          ...(resultType === 'matrix' ? { values: points } : { value: points[0] ?? [0, '0'] }),
        };
      });
  });
  return { status: 'success', data: { resultType, result } };
}
