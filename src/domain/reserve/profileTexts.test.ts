import { findProvider } from '../lines/providers';
import { AKS_BEFORE_1_29 } from '../lines/providers/aks';
import type { ProviderProfile, SizedNode } from '../lines/providers/provider';
import { GiB, KiB } from '../units';

import { profileTexts } from './profileTexts';

const ARTICLE: SizedNode = { capacity: 7120616 * KiB };
const EKS = findProvider('eks')!;

test.each<[string, ProviderProfile, SizedNode, object]>([
  ['the article’s node', AKS_BEFORE_1_29, ARTICLE, { texts: { reserved: '1638Mi', evictionHard: '750Mi' } }],
  ['nothing reserved', findProvider('kubeadm')!, ARTICLE, { texts: { reserved: '0', evictionHard: '100Mi' } }],
  [
    'a formula by pods that are known',
    EKS,
    { capacity: 8 * GiB, maxPods: 29 },
    { texts: { reserved: '574Mi', evictionHard: '100Mi' } },
  ],
  ['a formula by pods that are not', EKS, { capacity: 8 * GiB }, { needsPods: true }],
  [
    'no memory threshold',
    findProvider('k3s')!,
    ARTICLE,
    { problem: expect.stringContaining('k3s sets no memory threshold') },
  ],
])('%s', (_, profile, node, expected) => {
  expect(profileTexts(profile, node)).toEqual(expected);
});
