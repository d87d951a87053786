import { holdVariables } from '../../test/fixtures/fakeGrafana';

import { clusterOf, nodeOf } from './nodeNames';

beforeEach(() => holdVariables({ node: 'lab-node', many: ['a', 'b'], one: ['a'], none: '', cluster: 'prod' }));

test.each([
  ['a plain name', 'lab-node', 'lab-node'],
  ['a variable', '$node', 'lab-node'],
  ['a variable in braces', '${node}', 'lab-node'],
  ['a multi-value variable with one value', '$one', 'a'],
  ['a variable without a value', '$none', undefined],
  ['a name around a variable', 'x-$node', 'x-lab-node'],
  ['blanks around it', ' $node ', 'lab-node'],
])('%s is the node', (_, node, expected) => {
  expect(nodeOf({ node })).toBe(expected);
});

test.each([
  ['no name', '', 'this query names none'],
  ['blanks', '  ', 'this query names none'],
  ['a variable with two values', '$many', '"$many" stands for 2'],
  ['a variable that the dashboard lacks', '$nodes', 'there is no variable $nodes'],
])('%s is an error that says what to choose', (_, node, message) => {
  expect(() => nodeOf({ node })).toThrow(message);
});

test.each([
  [undefined, undefined],
  ['', undefined],
  ['$none', undefined],
  ['$cluster', 'prod'],
])('cluster %j is %j', (cluster, expected) => {
  expect(clusterOf({ cluster })).toBe(expected);
});

test('several clusters, or a variable that is not there, are errors', () => {
  expect(() => clusterOf({ cluster: '$many' })).toThrow('Choose one cluster');
  expect(() => clusterOf({ cluster: '${clusters}' })).toThrow('there is no variable ${clusters}');
});
