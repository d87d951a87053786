import { FIGURE_6, STOPPED } from '../../../test/fixtures/incidents';

import { findIncident, incidentLink, readIncidentLink, reviewRange } from './incidentLink';

const ROOT = '/a/app/incidents';

test('a link holds all that is needed to find the incident again, and shows the minutes around it', () => {
  const url = new URL(incidentLink(FIGURE_6, { root: ROOT, dataSource: 'tm' }), 'http://grafana');
  expect(url.pathname).toBe(`${ROOT}/${FIGURE_6.id}`);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    'var-ds': 'tm',
    'var-node': 'lab-node',
    start: '2026-11-21T21:23:48.000Z',
    end: '2026-11-21T21:24:49.000Z',
    from: '2026-11-21T21:13:48.000Z',
    to: '2026-11-21T21:29:49.000Z',
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

describe('the incident of a link', () => {
  const key = { id: FIGURE_6.id, node: FIGURE_6.node, start: FIGURE_6.start, end: FIGURE_6.end };
  const shifted = (id: string, ms: number) => ({ ...FIGURE_6, id, start: FIGURE_6.start + ms, end: FIGURE_6.end + ms });

  test.each([
    ['is the one with its id', [shifted('other', 0), { ...FIGURE_6, start: 0, end: 0 }], FIGURE_6.id],
    ['else the one that fills its time best', [shifted('near', 5_000), shifted('far', 40_000)], 'near'],
    ['is none of another time', [shifted('later', 600_000)], undefined],
    ['is none of another node', [{ ...shifted('elsewhere', 0), node: 'b' }], undefined],
  ])('%s', (_, incidents, id) => {
    expect(findIncident(incidents, key)?.id).toBe(id);
  });
});

test('a review reads an hour before, for the growth, and a quarter after', () => {
  expect(reviewRange({ start: 3_600_000, end: 3_660_000 })).toEqual({ from: 0, to: 4_560_000 });
});
