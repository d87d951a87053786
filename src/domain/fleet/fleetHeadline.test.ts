import { MiB } from '../units';

import { fleetHeadline } from './fleetHeadline';
import type { FleetNode } from './fleetNode';
import { fleetNode, rising, UNKNOWN_STANDING } from './testing';

const QUIET = [fleetNode('a'), fleetNode('b')];
const CLOSE = fleetNode('c', { podsWorkingSet: 5700 * MiB });
const UNCOUNTED: Partial<FleetNode> = { evictions: undefined, oomKills: undefined };

it.each<[string, readonly FleetNode[], string]>([
  [
    'a calm fleet',
    QUIET,
    'None of 2 nodes is less than 10 % from evicting; no evictions and no OOM kills in this time range.',
  ],
  [
    'one close node, and what happened',
    [...QUIET, { ...CLOSE, evictions: { count: 9, atLeast: false }, oomKills: { count: 1, atLeast: false } }],
    '1 of 3 nodes is less than 10 % from evicting; 9 evictions and 1 OOM kill in this time range.',
  ],
  [
    'two beyond their line, one under pressure, one on its way',
    [
      fleetNode('d', { podsWorkingSet: 6001 * MiB }),
      fleetNode('e', { nodeAvailable: 1 * MiB }),
      fleetNode('f', { pressure: true }),
      fleetNode('g', rising(9)),
    ],
    '2 of 4 nodes are less than 10 % from evicting; 2 of them are beyond the line now; 1 node reports MemoryPressure; ' +
      '1 more node reaches a line within the hour if it goes on; no evictions and no OOM kills in this time range.',
  ],
  [
    'some unknown, some gone',
    [...QUIET, fleetNode('h', UNKNOWN_STANDING), fleetNode('i', { goneSince: 1 })],
    'None of 3 nodes is less than 10 % from evicting; of 1 that is unknown; 1 node no longer reports; ' +
      'no evictions and no OOM kills in this time range.',
  ],
  [
    'where all are gone none is said to be safe',
    [fleetNode('i', { goneSince: 1 }), fleetNode('j', { goneSince: 1 })],
    'No node reports at the end of this time range; 2 nodes no longer report; no evictions and no OOM kills in this time range.',
  ],
  [
    'all unknown is not none',
    QUIET.map((node) => ({ ...node, ...UNKNOWN_STANDING, ...UNCOUNTED })),
    'How far the 2 nodes are from evicting is unknown; how many evictions and OOM kills there were is unknown.',
  ],
  [
    'what only some nodes count is a lower bound',
    [fleetNode('a'), fleetNode('b', { oomKills: undefined })],
    'None of 2 nodes is less than 10 % from evicting; no evictions and no known OOM kill in this time range.',
  ],
  [
    'a single node is spoken of by its name',
    [fleetNode('lab-node')],
    'lab-node is 44 % from evicting: 3250 MiB are left above eviction-hard; no evictions and no OOM kills in this time range.',
  ],
  [
    'a single node whose pods are nearer',
    [fleetNode('lab-node', { podsWorkingSet: 4500 * MiB })],
    'lab-node is 25 % from evicting: 1500 MiB more and its pods are evicted; no evictions and no OOM kills in this time range.',
  ],
  [
    'a single node beyond its line',
    [fleetNode('lab-node', { podsWorkingSet: 6100 * MiB, pressure: true })],
    'lab-node is beyond the line at which the kubelet evicts, its pods by 100 MiB; it reports MemoryPressure; no evictions and no OOM kills in this time range.',
  ],
  [
    'a single node that is gone',
    [fleetNode('lab-node', { goneSince: 1, ...UNCOUNTED, evictions: { count: 2, atLeast: true } })],
    'lab-node no longer reports; at least 2 evictions in this time range, how many OOM kills there were is unknown.',
  ],
])('%s', (_, nodes, words) => {
  expect(fleetHeadline(nodes)).toBe(words);
});
