import Ajv2020 from 'ajv/dist/2020';

import schema from '../../../docs/review-schema.json';
import { FIGURE_3, FIGURE_6, KUBEPODS_RACE, STOPPED } from '../../../test/fixtures/incidents';

import { exportJson } from './exportJson';
import { MEMORY_VERDICTS, OTHER_VERDICTS, type Incident } from './types';

const isReview = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

function problems(incident: Incident): unknown {
  const review = {
    schemaVersion: 2,
    range: { from: '2026-11-21T21:00:00.000Z', to: '2026-11-21T22:00:00.000Z' },
    // As a reader gets it.
    incidents: [JSON.parse(JSON.stringify(exportJson(incident)))],
    findings: [],
  };
  return isReview(review) ? [] : isReview.errors;
}

test.each([
  ['an eviction of the culprit, with a projection', FIGURE_3],
  ['evictions of innocents by a culprit outside the pods', FIGURE_6],
  ['a race of kernel and kubelet', KUBEPODS_RACE],
  ['a stopped container, of a cluster', STOPPED],
  ['numbers that are none', { ...FIGURE_6, culprit: { kind: 'outside-pods' as const, growth: NaN } }],
])('%s fits the schema', (_, incident) => {
  expect(problems(incident)).toEqual([]);
});

test.each([...MEMORY_VERDICTS, ...OTHER_VERDICTS])('the schema knows the verdict %s', (verdict) => {
  expect(problems({ ...STOPPED, verdict })).toEqual([]);
});

test('the schema refuses what it does not describe', () => {
  expect(isReview({ schemaVersion: 1, range: {}, incidents: [], findings: [] })).toBe(false);
});

test('times are RFC 3339 UTC with milliseconds and absent values are null', () => {
  expect(exportJson(KUBEPODS_RACE)).toMatchObject({
    cluster: null,
    start: '2026-11-21T21:40:24.000Z',
    culprit: { kind: 'pod', pod: 'prefork', growthBytesPerSecond: null },
    projection: null,
    victims: [{ exitCode: 137 }, { exitCode: 1 }, { exitCode: null, reason: null, container: null, qos: null }],
  });
});

test('every field of an incident but its events is exported', () => {
  const exported = Object.keys(exportJson(FIGURE_3) as object);
  const own = Object.keys(FIGURE_3).filter((field) => field !== 'events');
  expect(exported).toEqual(expect.arrayContaining(own));
});
