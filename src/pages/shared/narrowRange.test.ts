import { narrowRange } from './narrowRange';

it('shows ten minutes before and five after, whole milliseconds', () => {
  const at = Date.UTC(2026, 10, 21, 21, 11, 52, 820);
  const { from, to } = narrowRange({ from: at + 0.5, to: at + 0.5 });
  expect(new Date(from).toISOString()).toBe('2026-11-21T21:01:52.820Z');
  expect(new Date(to).toISOString()).toBe('2026-11-21T21:16:52.821Z');
});
