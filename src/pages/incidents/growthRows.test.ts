import { FIGURE_3, FIGURE_6, KUBEPODS_RACE, STOPPED } from '../../../test/fixtures/incidents';
import type { Incident } from '../../domain/incidents/types';
import { MiB } from '../../domain/units';

import { growthRows } from './growthRows';

const line = (incident: Incident) =>
  growthRows(incident).map(({ who, growth, before, after, role }) => [who, growth, before, after, role].join(' | '));

test('the culprit comes first, then who paid, then who was left alone', () => {
  expect(line(FIGURE_6)).toEqual([
    'outside the pods | +17.0 MiB/s | 6080 MiB | 520 MiB | culprit',
    'monitoring/node-exporter-q6knv | 0 | 40 MiB | – | paid for another',
    'monitoring/node-exporter-scnqv | – | – | – | paid for another',
    'monitoring/node-exporter-gq2dt | – | – | – | paid for another',
    'apps/web-584f99b7cd-6nbpc | 0 | 110 MiB | 110 MiB | untouched',
  ]);
});

test('a culprit that is its own victim stands there once', () => {
  expect(line(FIGURE_3)).toEqual([
    'alloc-tests/alloc-mem-leak | +16.6 MiB/s | 4229 MiB | – | culprit',
    'outside the pods | 0 | 512 MiB | 514 MiB | untouched',
  ]);
});

test('how sure it is of each stands with the role, and of several ends of one the least', () => {
  const ends = FIGURE_6.victims.map((victim, i) => ({
    ...victim,
    pod: 'node-exporter-q6knv',
    confidence: i === 1 ? ('possible' as const) : ('certain' as const),
  }));
  const sure = growthRows({ ...FIGURE_6, culprit: { ...FIGURE_6.culprit, confidence: 'likely' }, victims: ends });
  expect(sure.map((row) => [row.who, row.sure])).toEqual([
    ['outside the pods', 'likely'],
    ['monitoring/node-exporter-q6knv', 'possible'],
    ['apps/web-584f99b7cd-6nbpc', undefined],
  ]);
});

test('who was not measured is there all the same', () => {
  expect(line(KUBEPODS_RACE)).toEqual([
    'alloc-tests/prefork | – | – | – | culprit',
    'apps/web-584f99b7cd-6nbpc | – | – | – | paid for another',
    'monitoring/node-exporter-68cjj | – | – | – | paid for another',
  ]);
});

test('an unknown culprit has no row', () => {
  expect(line(STOPPED)).toEqual(['apps/web-1 | – | – | – | victim']);
});

test('many bystanders are summed up', () => {
  const growths = Array.from({ length: 9 }, (_, index) => ({
    kind: 'pod' as const,
    namespace: 'apps',
    pod: `p${index}`,
    before: 10 * MiB,
    after: 11 * MiB,
  }));
  expect(line({ ...STOPPED, growths }).slice(-2)).toEqual([
    'apps/p2 | – | 10 MiB | 11 MiB | untouched',
    '6 others |  | 60 MiB | 66 MiB | untouched',
  ]);
});

test('what shrank says so', () => {
  expect(line({ ...STOPPED, growths: [{ kind: 'outside-pods', growth: -2 * MiB }] })[1]).toBe(
    'outside the pods | -2.00 MiB/s | – | – | untouched'
  );
});
