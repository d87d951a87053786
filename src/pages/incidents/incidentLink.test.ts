import { FIGURE_6, STOPPED } from '../../../test/fixtures/incidents';

import { findIncident, findOverlapping, incidentLink, listOf, readIncidentLink, reviewRange } from './incidentLink';

const ROOT = '/a/app/incidents';

test('a link holds all that is needed to find the incident again, and shows the minutes around it', () => {
  const url = new URL(incidentLink(FIGURE_6, { root: ROOT, dataSource: 'tm' }), 'http://grafana');
  expect(url.pathname).toBe(`${ROOT}/${FIGURE_6.id}`);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    'var-ds': 'tm',
    'var-node': 'lab-node',
    start: '2026-11-21T21:23:48.000Z',
    end: '2026-11-21T21:24:49.000Z',
    from: '2026-11-21T21:11:48.000Z',
    to: '2026-11-21T21:32:49.000Z',
    view: 'node',
  });
});

test('what a link says is read back', () => {
  const { search } = new URL(incidentLink(STOPPED, { root: ROOT }), 'http://grafana');
  const { id, cluster, node, start, end } = STOPPED;
  expect(readIncidentLink(id, search)).toEqual({ id, cluster, node, start, end });
});

test('an id with characters of its own stays one part of the path', () => {
  const link = incidentLink({ ...FIGURE_6, id: 'a/b?c#d%' }, { root: ROOT });
  expect(new URL(link, 'http://grafana').pathname).toBe(`${ROOT}/a%2Fb%3Fc%23d%25`);
});

test.each([
  ['the node', '?start=2026-11-21T21:23:48Z&end=2026-11-21T21:24:49Z'],
  ['the time', '?var-node=a'],
  ['a time that can be read', '?var-node=a&start=then&end=now'],
])('a link without %s is none', (_, search) => {
  expect(readIncidentLink('x', search)).toBeUndefined();
});

const KEY = { id: FIGURE_6.id, node: FIGURE_6.node, start: FIGURE_6.start, end: FIGURE_6.end };
const shifted = (id: string, ms: number) => ({ ...FIGURE_6, id, start: FIGURE_6.start + ms, end: FIGURE_6.end + ms });

test('the incident of a link is the one with its id, and no other that fills its time', () => {
  expect(findIncident([shifted('other', 0), { ...FIGURE_6, start: 0, end: 0 }], KEY)?.id).toBe(FIGURE_6.id);
  expect(findIncident([shifted('other', 0)], KEY)).toBeUndefined();
});

test('what overlaps the time of a link is of its node and of that time, the longest overlap first', () => {
  const incidents = [
    shifted('later', 600_000),
    shifted('far', 40_000),
    { ...shifted('elsewhere', 0), node: 'b' },
    shifted('near', 5_000),
  ];
  expect(findOverlapping(incidents, KEY).map(({ id }) => id)).toEqual(['near', 'far']);
});

describe('the way back to the list', () => {
  const LIST = 'var-ds=tm&var-node=a&var-node=b&from=now-24h&to=now&namespace=apps';

  test('is the list that the incident was opened from, whatever range and node the incident shows', () => {
    const { search } = new URL(incidentLink(FIGURE_6, { root: ROOT, list: LIST }), 'http://grafana');
    expect(listOf(KEY, search)).toBe(LIST);
  });

  test('is the day around the incident where it was opened by its permanent link', () => {
    const link = incidentLink(FIGURE_6, { root: ROOT, dataSource: 'tm', timeZone: 'utc' });
    expect(Object.fromEntries(new URLSearchParams(listOf(KEY, new URL(link, 'http://grafana').search)))).toEqual({
      'var-ds': 'tm',
      'var-node': 'lab-node',
      from: '2026-11-21T09:23:48.000Z',
      to: '2026-11-22T09:24:49.000Z',
      timezone: 'utc',
    });
  });
});

test('a review reads an hour before, for the growth, and a quarter after', () => {
  expect(reviewRange({ start: 3_600_000, end: 3_660_000 })).toEqual({ from: 0, to: 4_560_000 });
});
