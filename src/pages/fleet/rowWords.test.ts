import { FIGURE_3, FIGURE_6 } from '../../../test/fixtures/incidents';
import type { FleetNode } from '../../domain/fleet/fleetNode';
import type { NodeIncidents } from '../../domain/fleet/fleetReview';
import { nodeHeadroom, podsHeadroom } from '../../domain/fleet/headroom';
import { fleetNode } from '../../domain/fleet/testing';
import { MiB } from '../../domain/units';

import { happenedOn, leftWords, overcommitWords } from './rowWords';

const rises = (count: number, atLeast = false) => ({ count, atLeast });

it.each<[string, Partial<FleetNode>, string]>([
  ['a distance', {}, '3000 MiB left (50 %)'],
  ['beyond it', { podsWorkingSet: 6100 * MiB }, '100 MiB beyond the line'],
  ['nothing sampled', { podsWorkingSet: undefined }, 'unknown'],
  ['no line', { lines: { findings: [] } }, '3000 MiB used, its line is unknown'],
])('the pods’ way to their line: %s', (_, parts, words) => {
  const node = fleetNode('a', parts);
  expect(leftWords(podsHeadroom(node), node.podsWorkingSet, 'used')).toBe(words);
});

it('says where a line is assumed', () => {
  const { lines, ...node } = fleetNode('a');
  const assumed = { ...lines, evictionHard: { value: 100 * MiB, provenance: 'assumed', source: 'default' } as const };
  expect(leftWords(nodeHeadroom({ ...node, lines: assumed }), node.nodeAvailable, 'available')).toMatch(
    /line assumed$/
  );
});

it('overcommit against a line that is unknown is unknown, not none', () => {
  const lines = { findings: [] };
  expect(overcommitWords({ requests: 1, lines })).toEqual(['requests unknown, limits unknown of allocatable']);
});

it('what is still to be read is not unknown', () => {
  expect(overcommitWords({ requestsPending: true, lines: { findings: [] } })).toEqual(['reading requests and limits…']);
});

it.each<[string, FleetNode, NodeIncidents, string, string | undefined]>([
  ['nothing', fleetNode('a'), { state: 'none' }, 'no evictions, no OOM kills', undefined],
  [
    'what may be hidden by a restart',
    fleetNode('a', { oomKills: rises(0, true) }),
    { state: 'not-asked' },
    'no evictions, no known OOM kill',
    'not reviewed',
  ],
  [
    'what is reviewed only when the page is whole',
    fleetNode('a', { evictions: rises(2), requestsPending: true }),
    { state: 'not-asked' },
    '2 evictions, no OOM kills',
    undefined,
  ],
  [
    'an incident of innocent pods',
    fleetNode('a', { evictions: rises(3) }),
    { state: 'reviewed', incidents: [FIGURE_6] },
    '1 incident',
    '3 evictions, no OOM kills; paid for by innocent pods',
  ],
  [
    'incidents of which some were',
    fleetNode('a', { evictions: rises(4) }),
    { state: 'reviewed', incidents: [FIGURE_3, FIGURE_6] },
    '2 incidents',
    '4 evictions, no OOM kills; 1 paid for by innocent pods',
  ],
  [
    'a count that no incident explains',
    fleetNode('a', { oomKills: rises(1) }),
    { state: 'reviewed', incidents: [] },
    'no incident',
    'no evictions, 1 OOM kill',
  ],
])('tells %s', (_, node, known, text, note) => {
  expect(happenedOn(node, known)).toEqual({ text, ...(note !== undefined && { note }) });
});
