import { counted } from './counted';

test.each([
  [0, 'OOM report', undefined, '0 OOM reports'],
  [1, 'OOM report', undefined, '1 OOM report'],
  [2, 'OOM report', undefined, '2 OOM reports'],
  [1, 'process', 'processes', '1 process'],
  [5, 'process', 'processes', '5 processes'],
])('%i × %s', (count, one, many, text) => {
  expect(counted(count, one, many)).toBe(text);
});
