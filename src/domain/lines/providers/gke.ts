import { GiB, MiB } from '../../units';

import { nominal, tiers, wholeMiB } from './machineSize';
import { provider } from './provider';

export const GKE = provider(({ kubeletVersion = '' }) => /-gke\./.test(kubeletVersion), {
  id: 'gke',
  name: 'GKE',
  docs: 'https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes',
  evictionHard: 100 * MiB,
  reserved: ({ capacity }) => (nominal(capacity) <= GiB ? 255 * MiB : wholeMiB(tiers(nominal(capacity)))),
});
