import { GiB, MiB } from '../../units';
import { detectProvider, findProvider } from '.';

test.each([
  ['a node of GKE', { providerId: 'gce://p/z/gke-a-b-c', kubeletVersion: 'v1.30.5-gke.1014001' }, 'gke'],
  ['a machine of one’s own on GCE', { providerId: 'gce://p/z/vm0', kubeletVersion: 'v1.30.5' }, undefined],
])('%s', (_, identity, expected) => {
  expect(detectProvider({ node: 'n', ...identity })?.id).toBe(expected);
});

test.each([
  [0.6 * GiB, 255 * MiB],
  [GiB, 255 * MiB],
  [2 * GiB, 512 * MiB],
  [7.5 * GiB, 1843 * MiB],
  [16 * GiB, 2662 * MiB],
  [256 * GiB, Math.floor(2662.4 + 0.06 * 112 * 1024 + 0.02 * 128 * 1024) * MiB],
])('it reserves of %d bytes: %d', (capacity, expected) => {
  expect(findProvider('gke')).toMatchObject({ evictionHard: 100 * MiB });
  expect(findProvider('gke')?.reserved({ capacity })).toBe(expected);
});
