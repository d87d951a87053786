import { groupFleet } from './groupFleet';
import { fleetNode } from './testing';

const NODES = [
  fleetNode('worst', { pool: 'batch', zone: 'z1' }),
  fleetNode('close', { pool: 'web', zone: 'z1' }),
  fleetNode('quiet', { pool: 'batch' }),
];
const names = (by: Parameters<typeof groupFleet>[1]) =>
  groupFleet(NODES, by).map(({ name, nodes }) => [name, nodes.map(({ identity }) => identity.node)]);

it('groups come where their worst node comes, and keep its order', () => {
  expect(names('pool')).toEqual([
    ['batch', ['worst', 'quiet']],
    ['web', ['close']],
  ]);
});

it('nodes that do not tell are a group without a name, not one called so', () => {
  expect(names('zone')).toEqual([
    ['z1', ['worst', 'close']],
    [undefined, ['quiet']],
  ]);
  expect(names('cluster')).toEqual([[undefined, ['worst', 'close', 'quiet']]]);
});
