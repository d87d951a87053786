import { CoreApp } from '@grafana/data';

import { reasonsIn, saidOnce } from './saidOnce';

const DOWN = 'Post "http://prom/api/v1/query": dial tcp: connection refused';
const OF_RANGE = DOWN.replace('query"', 'query_range"');
const errors = [
  { refId: 'A', message: DOWN },
  { refId: 'B', message: OF_RANGE },
  { refId: 'C', message: 'Choose a node' },
];

test.each([
  [CoreApp.Dashboard, ['A', 'C']],
  ['app', ['A', 'C']],
  [undefined, ['A', 'C']],
  [CoreApp.Explore, ['A', 'B', 'C']],
  [CoreApp.PanelEditor, ['A', 'B', 'C']],
])('in %s a server that is down is said under %j', (app, refIds) => {
  expect(saidOnce({ data: [], errors }, app).errors?.map(({ refId }) => refId)).toEqual(refIds);
});

test('of messages each reason is kept once, as it was said first', () => {
  expect(reasonsIn([DOWN, 'too many samples', OF_RANGE, DOWN])).toEqual([DOWN, 'too many samples']);
});
