import { MiB } from '../units';

import type { FleetNode } from './fleetNode';
import { ORDER_WORDS, riskOf, sortByRisk, type Risk } from './risk';
import { fleetNode, rising, UNKNOWN_STANDING } from './testing';

it.each<[string, Partial<FleetNode>, Risk]>([
  ['pods above their line', { podsWorkingSet: 6001 * MiB }, 'evicting'],
  ['pods exactly on their line, where none is evicted yet', { podsWorkingSet: 6000 * MiB }, 'close'],
  ['less available than eviction-hard', { nodeAvailable: 749 * MiB }, 'evicting'],
  ['exactly eviction-hard available', { nodeAvailable: 750 * MiB }, 'close'],
  ['pressure that outlasts the shortage', { pressure: true }, 'pressure'],
  ['a trend of half an hour', rising(30), 'soon'],
  ['a trend of three hours', rising(180), 'clear'],
  ['5 % left for the pods', { podsWorkingSet: 5700 * MiB }, 'close'],
  ['half of it left', {}, 'clear'],
  ['nothing sampled', UNKNOWN_STANDING, 'unknown'],
  ['nothing sampled, but pressure', { ...UNKNOWN_STANDING, pressure: true }, 'pressure'],
  ['only the pods known', { nodeAvailable: undefined, podsWorkingSet: 5900 * MiB }, 'close'],
  ['a node that is gone, whatever was said of it', { goneSince: 1, pressure: true }, 'gone'],
])('%s', (_, parts, risk) => {
  expect(riskOf(fleetNode('a', parts))).toBe(risk);
});

it('orders as the words above the list say', () => {
  const nodes = [
    fleetNode('gone', { goneSince: 1 }),
    fleetNode('unknown', UNKNOWN_STANDING),
    fleetNode('clear'),
    fleetNode('clear, evicted before', { evictions: { count: 2, atLeast: false } }),
    fleetNode('closer', { podsWorkingSet: 5800 * MiB }),
    fleetNode('close', { podsWorkingSet: 5700 * MiB }),
    fleetNode('later', rising(50)),
    fleetNode('sooner', rising(5)),
    fleetNode('pressed', { pressure: true }),
    fleetNode('beyond', { podsWorkingSet: 6100 * MiB }),
    fleetNode('further beyond', { podsWorkingSet: 6200 * MiB }),
  ];
  expect(sortByRisk(nodes).map(({ identity }) => identity.node)).toEqual([
    'further beyond',
    'beyond',
    'pressed',
    'sooner',
    'later',
    'closer',
    'close',
    'clear, evicted before',
    'clear',
    'unknown',
    'gone',
  ]);
  expect(ORDER_WORDS).toMatch(/^First what is beyond.*pressure.*trend.*nearer line.*unknown.*no longer report last/);
});

it('orders alike nodes by cluster and name, numbers as numbers, whatever order they came in', () => {
  const node = (cluster: string, name: string) => ({ ...fleetNode(name), identity: { cluster, node: name } });
  const nodes = [node('b', '1'), node('a', '10'), node('a', '2'), node('a', '1')];
  const names = sortByRisk(nodes).map(({ identity }) => `${identity.cluster}${identity.node}`);
  expect(names).toEqual(['a1', 'a2', 'a10', 'b1']);
});
