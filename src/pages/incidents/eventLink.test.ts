import { FIGURE_3, FIGURE_6, STOPPED } from '../../../test/fixtures/incidents';
import type { Incident } from '../../domain/incidents/types';
import { EVICTION, KILL_THAT_ONLY_A_COUNTER_SAW } from '../testing/articleNode';

import { eventLink, findIncidentOf, readEventKey } from './eventLink';
import { readIncidentLink } from './incidentLink';

const ROOT = '/a/app/incidents';
const hrefOf = (event: Parameters<typeof eventLink>[0]) =>
  new URL(eventLink(event, { root: ROOT, dataSource: 'tm' }), 'http://grafana');

const { node, earliest: start, latest: end, namespace, pod, container } = EVICTION;
const ID = `event:${EVICTION.id}`;
const KEY = { id: ID, node, start, end };
const ASKED = { kind: 'eviction', namespace, pod, container } as const;

test('a link names the event by what every page knows of it', () => {
  const { pathname, search } = hrefOf(EVICTION);
  expect(pathname).toBe(`${ROOT}/${encodeURIComponent(ID)}`);
  expect(readIncidentLink(ID, search)).toEqual(KEY);
  expect(readEventKey(ID, search)).toEqual(ASKED);
});

test('an event without a pod has none in its link', () => {
  expect(readEventKey(ID, hrefOf(KILL_THAT_ONLY_A_COUNTER_SAW).search)).toEqual({ kind: 'oom-kill' });
});

test.each([
  ['an incident’s own link', FIGURE_3.id, '?kind=eviction'],
  ['a link without a kind', ID, '?pod=x'],
  ['a link of a kind that is none', ID, '?kind=<img>'],
])('%s asks for no event', (_, id, search) => {
  expect(readEventKey(id, search)).toBeUndefined();
});

describe('the incident of an event', () => {
  const at = (base: Incident, events: Incident['events'], ms = 0): Incident => ({
    ...base,
    events,
    start: start + ms,
    end: end + ms,
  });
  const evicted = at(FIGURE_3, [EVICTION]);

  test.each<[string, readonly Incident[], Incident | undefined]>([
    ['is that of its pod and kind', [at(STOPPED, []), at({ ...FIGURE_3, id: 'ended' }, []), evicted], evicted],
    ['may be drawn a minute apart', [at(FIGURE_3, [EVICTION], 100_000)], at(FIGURE_3, [EVICTION], 100_000)],
    ['is else that which names its pod among the victims', [at(FIGURE_3, [])], at(FIGURE_3, [])],
    ['is none of another pod', [at(FIGURE_6, [])], undefined],
    ['is none of another time', [at(FIGURE_3, [EVICTION], 600_000)], undefined],
  ])('%s', (_, incidents, found) => {
    expect(findIncidentOf(ASKED, incidents, KEY)).toEqual(found);
  });

  test('is by kind where no source named a pod', () => {
    const killed = at(FIGURE_6, [KILL_THAT_ONLY_A_COUNTER_SAW]);
    expect(findIncidentOf({ kind: 'oom-kill' }, [evicted, killed], KEY)).toEqual(killed);
  });
});
