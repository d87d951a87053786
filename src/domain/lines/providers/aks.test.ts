import { GiB, KiB, MiB } from '../../units';
import { chooseProvider, detectProvider } from '.';
import { AKS, AKS_BEFORE_1_29, AKS_SINCE_1_29 } from './aks';

const PROVIDER_ID =
  'azure:///subscriptions/0/resourceGroups/mc_shop_shop_westeurope/providers/Microsoft.Compute/virtualMachineScaleSets/aks-agentpool-20086390-vmss/virtualMachines/3';

test("the article's node: 7120616Ki is a 7 GiB machine with 1638Mi reserved and a 750Mi threshold", () => {
  const node = { node: 'aks-agentpool-20086390-vmss00004b', providerId: PROVIDER_ID, kubeletVersion: 'v1.21.7' };
  const { profile, findings } = chooseProvider(node);
  expect(profile).toBe(AKS_BEFORE_1_29);
  expect(profile?.reserved({ capacity: 7120616 * KiB })).toBe(1638 * MiB);
  expect(profile?.evictionHard).toBe(750 * MiB);
  expect(findings).toEqual([]);
});

test.each([
  ['a scale set of its pools', PROVIDER_ID, 'aks'],
  [
    'a single machine of its pools',
    'azure:///subscriptions/0/resourceGroups/x/providers/Microsoft.Compute/virtualMachines/aks-pool-0',
    'aks',
  ],
  ['a machine of one’s own', 'azure:///subscriptions/0/resourceGroups/lab/providers/x/virtualMachines/vm0', undefined],
  ['a machine elsewhere with such a name', 'aws:///virtualMachines/aks-pool-0', undefined],
])('%s', (_, providerId, expected) => {
  expect(detectProvider({ node: 'n', providerId })?.id).toBe(expected);
});

test.each([
  ['v1.28.15', AKS_BEFORE_1_29],
  ['v1.29.0', AKS_SINCE_1_29],
  ['1.30.1', AKS_SINCE_1_29],
  ['v2.0.0', AKS_SINCE_1_29],
  ['', undefined],
  [undefined, undefined],
])('with kubelet %s', (version, profile) => {
  expect(AKS.profileOf(version)).toBe(profile);
});

test('of an unknown version it gets neither generation, which differ by 650 MiB, and says so', () => {
  expect(chooseProvider({ node: 'n', providerId: PROVIDER_ID })).toEqual({
    findings: [expect.objectContaining({ code: 'unknown-provider-version' })],
  });
  expect(chooseProvider({ node: 'n' }, 'aks')).toMatchObject({ findings: [{ code: 'unknown-provider-version' }] });
});

test.each([
  [8 * GiB, 30, 650 * MiB],
  [8 * GiB, 110, 2048 * MiB],
  [32 * GiB, 110, 2250 * MiB],
  [32 * GiB, undefined, undefined],
])('since 1.29 it reserves of %d bytes with %s pods: %s', (capacity, maxPods, expected) => {
  expect(AKS_SINCE_1_29.reserved({ capacity, ...(maxPods !== undefined && { maxPods }) })).toBe(expected);
});
