import { around } from './around';

test('the range is the minutes around what happened; all else of the page stays', () => {
  const at = Date.UTC(2026, 10, 21, 21, 12);
  const params = new URLSearchParams(around('?var-node=a&from=now-1h&to=now', { from: at, to: at }));
  expect(Object.fromEntries(params)).toEqual({
    'var-node': 'a',
    from: '2026-11-21T21:02:00.000Z',
    to: '2026-11-21T21:17:00.000Z',
  });
});
