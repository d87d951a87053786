import { provider } from './provider';

/** Thresholds for disks only, as k3s, whose agent it runs; the source prints a node's whole KubeletConfiguration. */
export const RKE2 = provider(({ kubeletVersion = '' }) => /\+rke2/.test(kubeletVersion), {
  id: 'rke2',
  name: 'RKE2',
  docs: 'https://github.com/rancher/rke2/issues/4043',
  reserved: () => 0,
});
