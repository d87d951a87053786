import nodeMemory from '../../../dashboards/node-memory.json';

import { placeLink, type Place } from './placeLink';

const LOOKED = { dataSource: 'tm', cluster: 'shop', from: 'now-1h', to: 'now', timeZone: 'utc' };

test.each<[Place, string]>([
  ['node', '/a/tidemark-nodememory-app/node'],
  ['incidents', '/a/tidemark-nodememory-app/incidents'],
  ['dashboard', `/d/${nodeMemory.uid}`],
])('%s shows the same data source, cluster, node, range and zone', (place, path) => {
  expect(placeLink(place, { ...LOOKED, nodes: ['a&b'] })).toBe(
    `${path}?var-ds=tm&var-cluster=shop&var-node=a%26b&from=now-1h&to=now&timezone=utc`
  );
});

test('several nodes stay several, and what is not known is left out', () => {
  expect(placeLink('incidents', { nodes: ['a', 'b'] })).toBe(
    '/a/tidemark-nodememory-app/incidents?var-node=a&var-node=b'
  );
  expect(placeLink('incidents', {})).toBe('/a/tidemark-nodememory-app/incidents');
});
