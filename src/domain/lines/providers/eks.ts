import { MiB } from '../../units';

import { provider } from './provider';

export const EKS = provider(({ kubeletVersion = '' }) => /-eks-/.test(kubeletVersion), {
  id: 'eks',
  name: 'EKS',
  docs: 'https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go',
  evictionHard: 100 * MiB,
  reserved: ({ maxPods }) => (maxPods === undefined ? undefined : (255 + 11 * maxPods) * MiB),
});
