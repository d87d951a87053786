import { gapsIn } from './gaps';

test('a warning is missing data, a remark about the query is not', () => {
  const warnings = ['No StoreAPIs matched for this query', 'PromQL info: metric might not be a counter: "x" (1:5)'];
  expect(gapsIn({ errors: [], warnings })).toEqual([
    { kind: 'partial', warning: warnings[0] },
    { kind: 'remark', text: warnings[1] },
  ]);
});

test('a question that failed is missing data, with its name where it has one', () => {
  const errors = [
    { refId: 'eventsPods', status: 503, message: 'HTTP 503' },
    { refId: 'other', message: 'HTTP 503' },
    { message: 'connection reset' },
  ];
  expect(gapsIn({ errors, warnings: [] })).toEqual([
    { kind: 'failed', question: 'which pods there were', message: 'HTTP 503' },
    { kind: 'failed', question: 'other', message: 'HTTP 503' },
    { kind: 'failed', message: 'connection reset' },
  ]);
});

test('a whole answer has no gap', () => {
  expect(gapsIn({ errors: [], warnings: [] })).toEqual([]);
});
