import { GiB, MiB } from '../../units';

import { provider } from './provider';

export const OPENSHIFT = provider(
  ({ osImage = '' }) => /CoreOS.*OpenShift|Red Hat Enterprise Linux CoreOS/i.test(osImage),
  {
    id: 'openshift',
    name: 'OpenShift',
    docs: 'https://docs.okd.io/latest/nodes/nodes/nodes-nodes-resources-configuring.html',
    evictionHard: 100 * MiB,
    reserved: () => GiB,
  }
);
