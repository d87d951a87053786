import type { NodeIdentity } from '../node/nodeIdentity';
import { AKS, AKS_BEFORE_1_29, chooseProvider, detectProvider, findProvider, PROVIDER_IDS } from './providers';
import { GiB, MiB } from '../units';

const AKS_ID =
  'azure:///subscriptions/0/resourceGroups/mc_shop_shop_westeurope/providers/Microsoft.Compute/virtualMachineScaleSets/aks-agentpool-20086390-vmss/virtualMachines/3';
const ARTICLE_NODE: NodeIdentity = {
  node: 'aks-agentpool-20086390-vmss00004b',
  providerId: AKS_ID,
  kubeletVersion: 'v1.21.7',
};

test("the article's AKS node: 7120616Ki is a 7 GiB machine with 1638Mi reserved and a 750Mi threshold", () => {
  const { profile, findings } = chooseProvider(ARTICLE_NODE);
  expect(profile).toBe(AKS_BEFORE_1_29);
  expect(profile?.reserved({ capacity: 7120616 * 1024 })).toBe(1638 * MiB);
  expect(profile?.evictionHard).toBe(750 * MiB);
  expect(findings).toEqual([]);
});

test.each<[string, Omit<NodeIdentity, 'node'>, string | undefined]>([
  ['an AKS scale set', { providerId: AKS_ID }, 'aks'],
  [
    'a machine of one’s own on Azure',
    { providerId: 'azure:///subscriptions/0/resourceGroups/lab/providers/x/virtualMachines/vm0' },
    undefined,
  ],
  ['GKE', { providerId: 'gce://p/z/gke-a-b-c', kubeletVersion: 'v1.30.5-gke.1014001' }, 'gke'],
  ['a machine of one’s own on GCE', { providerId: 'gce://p/z/vm0', kubeletVersion: 'v1.30.5' }, undefined],
  ['EKS', { providerId: 'aws:///eu-west-1a/i-0', kubeletVersion: 'v1.31.2-eks-94953ac' }, 'eks'],
  ['k3s', { providerId: 'k3s://n', kubeletVersion: 'v1.30.4+k3s1' }, 'k3s'],
  [
    'OpenShift on AWS',
    { providerId: 'aws:///eu-west-1a/i-0', osImage: 'Red Hat Enterprise Linux CoreOS 417.94' },
    'openshift',
  ],
  ['a plain version', { kubeletVersion: 'v1.34.4', osImage: 'Debian GNU/Linux 13 (trixie)' }, undefined],
  ['nothing', {}, undefined],
])('%s', (_, identity, expected) => {
  expect(detectProvider({ node: 'n', ...identity })).toBe(expected);
});

test.each([
  ['v1.28.15', AKS_BEFORE_1_29],
  ['v1.29.0', AKS],
  ['1.30.1', AKS],
  ['v2.0.0', AKS],
  ['', undefined],
  [undefined, undefined],
])('AKS with kubelet %s', (version, profile) => {
  expect(findProvider('aks', version)).toBe(profile);
});

test.each([
  ['gke', 0.6 * GiB, undefined, 255 * MiB],
  ['gke', 2 * GiB, undefined, 512 * MiB],
  ['gke', 7.5 * GiB, undefined, 1843 * MiB],
  ['gke', 16 * GiB, undefined, 2662 * MiB],
  ['gke', 256 * GiB, undefined, Math.floor(2662.4 + 0.06 * 112 * 1024 + 0.02 * 128 * 1024) * MiB],
  ['eks', 8 * GiB, 29, 574 * MiB],
  ['eks', 8 * GiB, undefined, undefined],
  ['kubeadm', 8 * GiB, undefined, 0],
  ['k3s', 8 * GiB, undefined, 0],
  ['openshift', 8 * GiB, undefined, GiB],
])('%s reserves of %d bytes with %s pods: %s', (id, capacity, maxPods, expected) => {
  expect(findProvider(id, 'v1.30.0')?.reserved({ capacity, ...(maxPods !== undefined && { maxPods }) })).toBe(expected);
});

test.each([
  [8 * GiB, 30, 650 * MiB],
  [8 * GiB, 110, 2048 * MiB],
  [32 * GiB, 110, 2250 * MiB],
  [32 * GiB, undefined, undefined],
])('AKS since 1.29 reserves of %d bytes with %s pods: %s', (capacity, maxPods, expected) => {
  expect(AKS.reserved({ capacity, ...(maxPods !== undefined && { maxPods }) })).toBe(expected);
});

test('k3s has no memory threshold, all others have one, and each names its documentation', () => {
  const profiles = PROVIDER_IDS.map((id) => findProvider(id, 'v1.30.0'));
  expect(profiles.filter((profile) => profile?.evictionHard === undefined).map((profile) => profile?.id)).toEqual([
    'k3s',
  ]);
  expect(profiles.every((profile) => profile?.docs.startsWith('https://'))).toBe(true);
});

test('the user overrides what was detected', () => {
  expect(chooseProvider(ARTICLE_NODE, ' kubeadm ').profile?.id).toBe('kubeadm');
  expect(chooseProvider(ARTICLE_NODE, '').profile).toBe(AKS_BEFORE_1_29);
});

test('a provider nobody knows is said so, quoted', () => {
  const { profile, findings } = chooseProvider(ARTICLE_NODE, 'azure');
  expect(profile).toBeUndefined();
  expect(findings).toMatchObject([{ code: 'unknown-provider', text: expect.stringContaining('"azure"') }]);
});

test('a node that gives nothing away has no profile and a finding', () => {
  expect(chooseProvider({ node: 'n' })).toMatchObject({ findings: [{ code: 'unknown-provider', severity: 'info' }] });
});

test('AKS of an unknown version gets neither generation', () => {
  expect(chooseProvider({ node: 'n' }, 'aks')).toMatchObject({ findings: [{ code: 'unknown-provider-version' }] });
  expect(chooseProvider({ node: 'n', providerId: AKS_ID }).profile).toBeUndefined();
});
