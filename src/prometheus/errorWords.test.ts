import { errorWords, withErrors } from './errorWords';

const failed = (refId: string, message = 'HTTP 503') => ({ refId, message });

test.each([
  ['one question', [failed('eventsPressure')], ['memory pressure could not be read: HTTP 503']],
  [
    'several of one cause, each named once',
    [failed('eventsPressure'), failed('containersWorkingSet'), failed('containersFresh')],
    ['memory pressure, the pods’ working sets could not be read: HTTP 503'],
  ],
  [
    'many of one cause',
    ['eventsPressure', 'eventsPods', 'eventsReasons', 'eventsRestarts', 'eventsFinished'].map((refId) => failed(refId)),
    ['memory pressure, which pods there were, why containers ended and 2 more could not be read: HTTP 503'],
  ],
  ['a question without words by its refId', [failed('x')], ['x could not be read: HTTP 503']],
  ['a request that failed as a whole', [{ message: 'connection refused' }], ['connection refused']],
  [
    'each cause by itself',
    [failed('eventsPods'), failed('eventsPressure', 'too slow')],
    ['which pods there were could not be read: HTTP 503', 'memory pressure could not be read: too slow'],
  ],
  ['nothing', [], []],
])('names %s', (_, errors, words) => {
  expect(errorWords(errors)).toEqual(words);
});

test('an error by name takes the place of one without', () => {
  const bare = { severity: 'error', code: 'events-query-failed', text: 'A question about events failed' } as const;
  const other = { severity: 'warning', code: 'x', text: 'y' } as const;
  expect(withErrors([bare, other], [failed('eventsPods')], 'n').map(({ text }) => text)).toEqual([
    'n: which pods there were could not be read: HTTP 503',
    'y',
  ]);
  expect(withErrors([bare], [], 'n')).toEqual([bare]);
});
