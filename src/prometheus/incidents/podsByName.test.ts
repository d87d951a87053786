import { nodeScope } from '../../../test/fixtures/nodeScope';
import { eventQueries } from '../events/eventQueries';
import type { NodeScope } from '../scope';

import { podsByName } from './podsByName';

const scope: NodeScope = nodeScope({ step: 10_000 });
const named = (count: number) => ({
  ...scope,
  pods: Array.from({ length: count }, (_, i) => ({ namespace: 'shop', pod: `web-${i}` })),
});
const partOf = (of: NodeScope) => podsByName(of, eventQueries(of))?.bare?.parts[0];
const labelsOf = (of: NodeScope) => partOf(of)?.places[0]?.map(({ label, value }) => `${label} ${value}`);

test('a node’s pods are read by their names with what else is told of them, and kept where they are on it', () => {
  expect(labelsOf(named(2))?.slice(0, 2)).toEqual(['namespace shop', 'pod web-0|web-1']);
  expect(partOf(named(2))?.among).toEqual([{ label: 'node', op: '=', value: 'n1' }]);
});

test.each([
  ['nobody knows them', scope],
  ['they are too many for one query', named(300)],
])('they are read by the node where %s', (_, of) => {
  expect(labelsOf(of)).toEqual(['node n1']);
  expect(partOf(of)?.among).toBeUndefined();
});
