import { MiB } from '../../units';

import { provider } from './provider';

/** The kubelet's own defaults. kubeadm leaves no trace in kube_node_info: somebody has to choose it. */
export const KUBEADM = provider(() => false, {
  id: 'kubeadm',
  name: 'kubeadm',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/',
  evictionHard: 100 * MiB,
  reserved: () => 0,
});
