import fc from 'fast-check';

import { findOverride, matchesNode, parseOverride } from './nodeLinesOverride';
import { MiB } from '../units';

test.each([
  ['*', 'anything', true],
  ['*', '', true],
  ['', 'n', false],
  ['aks-*-vmss??????', 'aks-agentpool-21735204-vmss000003', true],
  ['aks-*-vmss?', 'aks-agentpool-21735204-vmss000003', false],
  ['*pool*', 'aks-agentpool-1', true],
  ['a*b*c', 'axbxbxc', true],
  ['a*b*c', 'axbxbx', false],
  ['node.1', 'nodex1', false],
  ['node[1]', 'node1', false],
  ['lab-node', 'lab-node', true],
  ['lab-node', 'lab-node-2', false],
])('%j matches %j: %s', (pattern, node, expected) => {
  expect(matchesNode(pattern, node)).toBe(expected);
});

test('a pattern of many stars is answered at once', () => {
  expect(matchesNode(`${'*a'.repeat(5000)}b`, 'a'.repeat(5000))).toBe(false);
});

test('every part of a name put between stars matches the name', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9-]{1,40}$/), fc.nat(39), fc.nat(39), (name, from, to) => {
      expect(matchesNode(`*${name.slice(from, to)}*`, name)).toBe(true);
    })
  );
});

test('the first matching override wins', () => {
  const special = { nodes: 'gpu-*', kubeReserved: '1Gi' };
  const rest = { nodes: '*' };
  expect(findOverride([special, rest], 'gpu-1')).toBe(special);
  expect(findOverride([special, rest], 'cpu-1')).toBe(rest);
  expect(findOverride([special], 'cpu-1')).toBeUndefined();
});

test('settings are read in the notation of the kubelet, with the blanks people leave', () => {
  expect(
    parseOverride({ nodes: '*', kubeReserved: ' 1638Mi ', systemReserved: '', evictionHard: 'memory.available<5%' })
  ).toEqual({
    settings: {
      kubeReserved: 1638 * MiB,
      evictionHard: [{ signal: 'memory.available', value: { kind: 'fraction', fraction: Math.fround(0.05) } }],
    },
    findings: [],
  });
});

test('one text that cannot be read is quoted and does not cost the others', () => {
  const { settings, findings } = parseOverride({
    nodes: '*',
    kubeReserved: '1638MB',
    systemReserved: '1Gi',
    evictionHard: '750Mi',
  });
  expect(settings).toEqual({ systemReserved: 1024 * MiB });
  expect(findings).toMatchObject([
    { code: 'invalid-override', text: expect.stringContaining('kubeReserved of this node pool is ignored: "1638MB"') },
    { code: 'invalid-override', text: expect.stringContaining('"750Mi"') },
  ]);
});
