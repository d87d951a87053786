import type { NodeIdentity } from '../../node/nodeIdentity';

import { chooseProvider, detectProvider, findProvider, PROVIDER_IDS, PROVIDERS } from '.';

const GKE_NODE: NodeIdentity = { node: 'n', kubeletVersion: 'v1.30.5-gke.1014001' };

test('what kube_node_info gives away is taken', () => {
  expect(chooseProvider(GKE_NODE)).toMatchObject({ profile: { id: 'gke' }, findings: [] });
});

test('the user overrides what was detected; blanks are no choice', () => {
  expect(chooseProvider(GKE_NODE, ' kubeadm ').profile?.id).toBe('kubeadm');
  expect(chooseProvider(GKE_NODE, '  ').profile?.id).toBe('gke');
});

test('a provider nobody knows is said so, quoted, with those there are', () => {
  const { profile, findings } = chooseProvider(GKE_NODE, 'azure');
  expect(profile).toBeUndefined();
  expect(findings).toMatchObject([{ code: 'unknown-provider', text: expect.stringContaining('"azure"') }]);
  expect(findings[0]?.text).toContain(PROVIDER_IDS.join(', '));
});

test.each<[string, Omit<NodeIdentity, 'node'>]>([
  ['a plain version', { kubeletVersion: 'v1.34.4', osImage: 'Debian GNU/Linux 13 (trixie)' }],
  ['a machine of one’s own on GCE', { providerId: 'gce://p/z/vm0', kubeletVersion: 'v1.30.5' }],
  ['nothing', {}],
])('%s gives no provider away: no profile, and a finding', (_, identity) => {
  expect(detectProvider({ node: 'n', ...identity })).toBeUndefined();
  expect(chooseProvider({ node: 'n', ...identity })).toEqual({
    findings: [expect.objectContaining({ code: 'unknown-provider', severity: 'info' })],
  });
});

test('an id is a provider’s own, and none is found by what every object has', () => {
  expect(new Set(PROVIDER_IDS).size).toBe(PROVIDERS.length);
  expect(findProvider('constructor', 'v1.30.0')).toBeUndefined();
});

test('each profile bears its provider’s id and names its documentation', () => {
  const profiles = PROVIDER_IDS.map((id) => findProvider(id, 'v1.30.0'));
  expect(profiles.map((profile) => profile?.id)).toEqual(PROVIDER_IDS);
  expect(profiles.every((profile) => profile?.docs.startsWith('https://'))).toBe(true);
});

test('what a provider chooses is one of its profiles, and their names differ', () => {
  const chosen = PROVIDERS.map(({ profiles, profileOf }) => profiles.includes(profileOf('v1.30.0')!));
  expect(chosen.every(Boolean)).toBe(true);
  const names = PROVIDERS.flatMap(({ profiles }) => profiles.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
});
