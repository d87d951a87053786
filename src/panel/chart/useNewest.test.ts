import { renderHook } from '@testing-library/react';

import { useNewest } from './useNewest';

test('the function stays the same from refresh to refresh, and calls the newest', () => {
  const calls: string[] = [];
  const { result, rerender } = renderHook(({ name }) => useNewest((to: number) => calls.push(`${name} ${to}`)), {
    initialProps: { name: 'first' },
  });
  const given = result.current;
  given(1);
  rerender({ name: 'second' });
  expect(result.current).toBe(given);
  given(2);
  expect(calls).toEqual(['first 1', 'second 2']);
});
