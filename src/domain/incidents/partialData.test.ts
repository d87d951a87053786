import { FIGURE_3, KUBEPODS_RACE } from '../../../test/fixtures/incidents';

import { gapFindings, withGaps, type Gap } from './partialData';

const PARTIAL: Gap = { kind: 'partial', warning: 'store gateway timed out' };
const FAILED: Gap = { kind: 'failed', question: 'which pods there were', message: 'HTTP 503' };

test.each<[string, Gap]>([
  ['a store that did not answer', PARTIAL],
  ['a question that failed', FAILED],
])('with %s an incident is not certain', (_, gap) => {
  const { confidence, confidenceRule, missing } = withGaps(FIGURE_3, [gap]);
  expect(confidence).toBe('likely');
  expect(confidenceRule).toBe(`${FIGURE_3.confidenceRule}; but only part of the data arrived, so it is not certain`);
  expect(missing).toHaveLength(1);
});

test('with part of the data neither culprit nor victim is certain', () => {
  const sure = { confidence: 'certain' } as const;
  const certain = {
    ...FIGURE_3,
    culprit: { ...FIGURE_3.culprit, ...sure },
    victims: FIGURE_3.victims.map((victim) => ({ ...victim, ...sure })),
  };
  const { culprit, victims } = withGaps(certain, [PARTIAL]);
  expect([culprit, ...victims].map(({ confidence }) => confidence)).toEqual(['likely', 'likely']);
});

test('what was likely stays likely, by the same rule', () => {
  const { confidence, confidenceRule } = withGaps(KUBEPODS_RACE, [PARTIAL]);
  expect([confidence, confidenceRule]).toEqual(['likely', KUBEPODS_RACE.confidenceRule]);
});

test('what is missing is named once, beside what was missing before', () => {
  expect(withGaps(KUBEPODS_RACE, [PARTIAL, FAILED, PARTIAL]).missing.map(({ what }) => what)).toEqual([
    'Whose limit was hit: no metric tells.',
    'part of the data; Prometheus warned: store gateway timed out',
    'the answer to a question (which pods there were): HTTP 503',
  ]);
});

test('a remark about a question is told, and changes no verdict', () => {
  const remark: Gap = { kind: 'remark', text: 'PromQL info: metric might not be a counter' };
  expect(withGaps(FIGURE_3, [remark])).toBe(FIGURE_3);
  expect(gapFindings([remark, remark])).toMatchObject([
    { severity: 'info', code: 'query-remark', text: expect.stringContaining('might not be a counter') },
  ]);
});

test('whole data change nothing', () => {
  expect(withGaps(FIGURE_3, [])).toBe(FIGURE_3);
});

test('each warning is one finding', () => {
  expect(gapFindings([PARTIAL, FAILED, PARTIAL])).toEqual([
    {
      severity: 'warning',
      code: 'partial-data',
      text: 'Only part of the data arrived; Prometheus warns: store gateway timed out. What is missing could not be seen.',
      remedy: expect.any(String),
    },
  ]);
});
