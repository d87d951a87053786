import { GiB, MiB } from '../../units';
import { detectProvider, findProvider } from '.';

test('it leaves the kubelet its own defaults: nothing reserved, 100Mi', () => {
  expect(findProvider('kubeadm')?.reserved({ capacity: 8 * GiB })).toBe(0);
  expect(findProvider('kubeadm')?.evictionHard).toBe(100 * MiB);
});

test('nothing gives it away', () => {
  expect(detectProvider({ node: 'kubeadm-0', kubeletVersion: 'v1.34.4' })).toBeUndefined();
});
