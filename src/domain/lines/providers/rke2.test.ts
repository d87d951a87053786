import { GiB } from '../../units';
import { detectProvider, findProvider } from '.';

test.each([
  ['by its kubelet’s version', { kubeletVersion: 'v1.26.2+rke2r1' }, 'rke2'],
  ['and k3s, whose agent it runs, as k3s', { kubeletVersion: 'v1.30.4+k3s1' }, 'k3s'],
])('it is known %s', (_, identity, expected) => {
  expect(detectProvider({ node: 'n', ...identity })?.id).toBe(expected);
});

test('it reserves nothing and has no memory threshold', () => {
  expect(findProvider('rke2')?.reserved({ capacity: 8 * GiB })).toBe(0);
  expect(findProvider('rke2')?.evictionHard).toBeUndefined();
});
