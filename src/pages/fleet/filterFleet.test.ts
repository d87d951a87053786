import { fleetNode } from '../../domain/fleet/testing';

import { filterFleet, groupsIn, type FleetFilter } from './filterFleet';

const NODES = [
  { ...fleetNode('aks-batch-1', { pool: 'batch', zone: 'z1' }), identity: { node: 'aks-batch-1', cluster: 'prod' } },
  {
    ...fleetNode('aks-web-2', { pool: 'web' }),
    identity: { node: 'aks-web-2', cluster: 'dev', internalIp: '10.0.0.7' },
  },
];

it.each<[string, FleetFilter, readonly string[]]>([
  ['nothing', {}, ['aks-batch-1', 'aks-web-2']],
  ['a part of a name, in any case', { search: ' BATCH ' }, ['aks-batch-1']],
  ['an address', { search: '10.0.0' }, ['aks-web-2']],
  ['text that would be a pattern', { search: '.*' }, []],
  ['a cluster', { cluster: 'dev' }, ['aks-web-2']],
  ['a pool and a zone', { pool: 'batch', zone: 'z1' }, ['aks-batch-1']],
  ['a zone that a node does not tell', { zone: 'z1', pool: 'web' }, []],
])('%s', (_, filter, names) => {
  expect(filterFleet(NODES, filter).map(({ identity }) => identity.node)).toEqual(names);
});

it('offers only what tells nodes apart', () => {
  expect(groupsIn(NODES)).toEqual({ cluster: ['dev', 'prod'], pool: ['batch', 'web'], zone: ['z1'] });
  expect(groupsIn(NODES.slice(0, 1))).toEqual({ cluster: [], pool: [], zone: [] });
});
