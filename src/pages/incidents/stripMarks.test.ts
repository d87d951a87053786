import { FIGURE_3, FIGURE_6 } from '../../../test/fixtures/incidents';
import type { Eviction, NodeEvent } from '../../domain/events/events';
import type { Incident } from '../../domain/incidents/types';
import { EVICTION, PRESSURE } from '../testing/articleNode';

import { stripMarks } from './stripMarks';

const RANGE = { from: 0, to: 1000 };
const at = (earliest: number, latest = earliest): Eviction => ({ ...EVICTION, id: String(earliest), earliest, latest });

const incident = (events: readonly NodeEvent[], base: Incident = FIGURE_3): Incident => ({ ...base, events });

test.each([
  ['an event stands at its share of the range', [at(250, 300)], [{ left: 25, width: 5, count: 1 }]],
  ['events close together are one mark that counts them', [at(250), at(252)], [{ left: 25, count: 2 }]],
  ['events apart are two', [at(250), at(260)], [{ left: 25 }, { left: 26 }]],
  ['the order of arrival does not matter', [at(260), at(250)], [{ left: 25 }, { left: 26 }]],
  ['what begins before the range begins at its edge', [at(-500, 100)], [{ left: 0, width: 10 }]],
  ['what ends after the range ends at its edge', [at(900, 5000)], [{ left: 90, width: 10 }]],
  ['what lies outside is left out', [at(-5, -1), at(1001)], []],
])('%s', (_, events, marks) => {
  expect(stripMarks([incident(events)], RANGE)).toMatchObject(marks);
  expect(stripMarks([incident(events)], RANGE)).toHaveLength(marks.length);
});

test('kinds never merge', () => {
  const pressure = { ...PRESSURE, earliest: 250, latest: 250 };
  expect(stripMarks([incident([at(250), pressure, at(251)])], RANGE).map(({ kind, count }) => [kind, count])).toEqual([
    ['eviction', 2],
    ['pressure', 1],
  ]);
});

test('a range without length has no marks', () => {
  expect(stripMarks([incident([at(0)])], { from: 0, to: 0 })).toEqual([]);
});

test('a mark knows the incidents of its events, each once', () => {
  const [first, second] = [incident([at(250), at(251)]), incident([at(252), at(700)], FIGURE_6)];
  expect(stripMarks([first, second], RANGE).map(({ incidents }) => incidents)).toEqual([[first, second], [second]]);
});
