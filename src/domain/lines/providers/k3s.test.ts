import { GiB } from '../../units';
import { detectProvider, findProvider } from '.';

test.each([
  ['by its kubelet’s version', { kubeletVersion: 'v1.30.4+k3s1' }],
  ['by its provider id', { providerId: 'k3s://n' }],
])('it is known %s', (_, identity) => {
  expect(detectProvider({ node: 'n', ...identity })?.id).toBe('k3s');
});

test('it reserves nothing and has no memory threshold', () => {
  expect(findProvider('k3s')?.reserved({ capacity: 8 * GiB })).toBe(0);
  expect(findProvider('k3s')?.evictionHard).toBeUndefined();
});
