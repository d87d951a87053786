import { arrayToDataFrame, type DataFrame } from '@grafana/data';

import { EVICTED, UNDER_PRESSURE } from '../../test/fixtures/nodeMemory';

import { eventsAnnotationFrame } from './eventsAnnotationFrame';
import { readAnnotations } from './readAnnotations';

const AT = Date.UTC(2026, 10, 21, 21, 11);
const OURS = { name: 'Evictions', enable: true, target: { kind: 'events', kinds: ['eviction'] } };
const GRAFANAS = { name: 'Incidents', enable: true, target: { type: 'tags', tags: ['tidemark'] } };
/** As Grafana's annotation layer hands them on. */
const layer = (rows: readonly object[]): DataFrame => arrayToDataFrame([...rows]);

test('the kinds are those that the dashboard’s own queries brought', () => {
  const evictions = layer([
    { time: AT, title: 'Evicted: web', text: '', tags: ['eviction', 'lab-node'], source: OURS },
  ]);
  expect([...readAnnotations([evictions]).kinds]).toEqual(['eviction']);
});

test('events that came with the panel’s data switch nothing on', () => {
  expect(readAnnotations([eventsAnnotationFrame([EVICTED, UNDER_PRESSURE])])).toEqual({ kinds: new Set(), notes: [] });
});

test('what somebody wrote is a note, with its end, its tags and its colour', () => {
  const written = { id: 7, time: AT, timeEnd: AT + 60_000, text: '<b>x</b>', tags: ['tidemark'], color: 'blue' };
  expect(readAnnotations([layer([{ ...written, source: GRAFANAS }])]).notes).toEqual([
    { ...written, id: `7|${AT}|<b>x</b>`, title: '' },
  ]);
});

test.each([
  ['no time', { text: 'x', source: GRAFANAS }],
  ['a time that is none', { time: 'now', text: 'x', source: GRAFANAS }],
  ['no query beside it', { time: AT, text: 'x' }],
  ['a source that is no object', { time: AT, text: 'x', source: 'me' }],
])('a row with %s is left out', (_, row) => {
  expect(readAnnotations([layer([row])]).notes).toEqual([]);
});

test('a moment ends where it begins', () => {
  const notes = [undefined, 0, AT - 1].map((timeEnd) => ({ time: AT, timeEnd, text: 'x', source: GRAFANAS }));
  expect(readAnnotations([layer(notes)]).notes.map(({ timeEnd }) => timeEnd)).toEqual([AT, AT, AT]);
});
