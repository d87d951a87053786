import { FIGURE_3, FIGURE_6, KUBEPODS_RACE } from '../../../test/fixtures/incidents';
import type { Incident } from '../incidents/types';

import type { FleetNode } from './fleetNode';
import { candidatesOf, incidentsOn, nodeKey, type FleetReview, type NodeIncidents } from './fleetReview';
import { happenedWords } from './happenedWords';
import { fleetNode } from './testing';

const rises = (count: number, atLeast = false) => ({ count, atLeast });
const EVICTED = fleetNode('lab-node', { evictions: rises(5) });
const KILLED = fleetNode('b', { oomKills: rises(1) });
const QUIET = fleetNode('c');
const UNCOUNTED = fleetNode('d', { oomKills: undefined });

const review = (parts: Partial<FleetReview> & { readonly of?: readonly FleetNode[] } = {}): FleetReview => {
  const { of = [EVICTED, KILLED], ...others } = parts;
  return {
    state: 'reviewed',
    asked: new Set(of.map(({ identity }) => nodeKey(identity))),
    failed: new Set(),
    incidents: [FIGURE_3, FIGURE_6],
    ...others,
  };
};

it('looks where something was counted or a counter began anew, most ends first', () => {
  const restarted = fleetNode('r', { oomKills: rises(0, true) });
  const found = candidatesOf([QUIET, KILLED, restarted, UNCOUNTED, EVICTED]);
  expect(found.map(({ identity }) => identity.node)).toEqual(['lab-node', 'b', 'r']);
});

it.each<[string, FleetNode, FleetReview | undefined, NodeIncidents['state']]>([
  ['nothing counted', QUIET, undefined, 'none'],
  ['a count that is missing', UNCOUNTED, review(), 'uncounted'],
  ['no review yet', EVICTED, undefined, 'not-asked'],
  ['a review of others', EVICTED, review({ of: [KILLED] }), 'not-asked'],
  ['a review that runs', KILLED, review({ state: 'reviewing' }), 'reviewing'],
  ['a review that runs and has found some', EVICTED, review({ state: 'reviewing' }), 'reviewed'],
  ['a review that failed', KILLED, review({ failed: new Set([nodeKey(KILLED.identity)]) }), 'failed'],
  ['a review that found none', KILLED, review(), 'reviewed'],
])('%s', (_, node, known, state) => {
  expect(incidentsOn(node, known).state).toBe(state);
});

it('gives each node its own incidents, also where another cluster has a node of its name', () => {
  const elsewhere: Incident = { ...FIGURE_6, cluster: 'other' };
  expect(incidentsOn(EVICTED, review({ incidents: [FIGURE_3, elsewhere] }))).toEqual({
    state: 'reviewed',
    incidents: [FIGURE_3],
  });
});

const UNKNOWN_CULPRIT: Incident = {
  ...KUBEPODS_RACE,
  victims: KUBEPODS_RACE.victims.map((victim) => ({ ...victim, paidForAnother: false })),
  culprit: { kind: 'unknown' },
};

it.each<[string, readonly FleetNode[], FleetReview | undefined, string]>([
  ['without a review what was counted', [EVICTED, KILLED], undefined, '5 evictions and 1 OOM kill today'],
  [
    'while reviewing, too',
    [EVICTED, KILLED],
    review({ state: 'reviewing' }),
    '5 evictions and 1 OOM kill today, being reviewed',
  ],
  [
    'incidents, and who paid',
    [EVICTED, KILLED, QUIET],
    review(),
    '2 incidents today, 1 of them paid for by innocent pods',
  ],
  ['only one', [EVICTED], review({ incidents: [FIGURE_6] }), '1 incident today, paid for by innocent pods'],
  [
    'only one by its own fault',
    [EVICTED],
    review({ incidents: [FIGURE_3] }),
    '1 incident today, not paid for by innocent pods',
  ],
  [
    'whose culprit nobody knows',
    [EVICTED, KILLED],
    review({ incidents: [FIGURE_6, UNKNOWN_CULPRIT] }),
    '2 incidents today, 1 of them paid for by innocent pods, of 1 the cause is unknown',
  ],
  [
    'of none the culprit',
    [EVICTED],
    review({ incidents: [UNKNOWN_CULPRIT] }),
    '1 incident today, who caused it is unknown',
  ],
  ['nothing found behind a count', [KILLED], review({ incidents: [] }), 'no incident today'],
  [
    'a node that was not asked about',
    [EVICTED, KILLED],
    review({ of: [EVICTED] }),
    'at least 2 incidents today, 1 of them paid for by innocent pods; 1 node with something on it not reviewed',
  ],
  [
    'a node that failed',
    [EVICTED, KILLED],
    review({ failed: new Set([nodeKey(KILLED.identity)]) }),
    'at least 2 incidents today, 1 of them paid for by innocent pods; 1 node with something on it not reviewed',
  ],
  [
    'a node without a count',
    [EVICTED, UNCOUNTED],
    review(),
    'at least 2 incidents today, 1 of them paid for by innocent pods',
  ],
  [
    'a group of which only some are its own',
    [EVICTED],
    review({ incidents: [FIGURE_6, { ...FIGURE_3, node: 'b' }] }),
    '1 incident today, paid for by innocent pods',
  ],
])('tells %s', (_, nodes, known, words) => {
  expect(happenedWords(nodes, { span: 'today', ...(known && { review: known }) })).toBe(words);
});
