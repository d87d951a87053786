import { exactBytes } from './exactBytes';

it.each([
  [4675304 * 1024, '4675304Ki'],
  [5573943296, '5443304Ki'],
  [1500, '1500 B'],
  [0, '0Ki'],
])('writes %d as %s', (bytes, text) => {
  expect(exactBytes(bytes)).toBe(text);
});
