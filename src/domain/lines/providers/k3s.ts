import { provider } from './provider';

/** Thresholds for disks only (`eviction-hard: imagefs.available<5%,nodefs.available<5%`). */
export const K3S = provider(
  ({ kubeletVersion = '', providerId = '' }) => /\+k3s/.test(kubeletVersion) || providerId.startsWith('k3s://'),
  {
    id: 'k3s',
    name: 'k3s',
    docs: 'https://github.com/k3s-io/k3s/pull/10404',
    reserved: () => 0,
  }
);
