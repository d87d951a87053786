import { overrideProblems } from './overrideProblems';

test.each([
  [
    "every cell in the kubelet's notation",
    {
      nodes: 'aks-*',
      kubeReserved: '1638Mi',
      systemReserved: '0',
      evictionHard: 'memory.available<750Mi,nodefs.available<10%',
      provider: 'aks',
    },
  ],
  ['a percentage', { nodes: '*', evictionHard: 'memory.available<5%' }],
  ['only the nodes', { nodes: '*' }],
  ['emptied cells', { nodes: '*', kubeReserved: '', evictionHard: ' ', provider: '' }],
])('%s is fine', (_, row) => {
  expect(overrideProblems(row)).toEqual({});
});

test.each([
  ['a suffix that Kubernetes lacks', { nodes: '*', kubeReserved: '1638MB' }, 'kubeReserved', '"1638MB"'],
  ['an amount below zero', { nodes: '*', systemReserved: '-1Gi' }, 'systemReserved', '"-1Gi"'],
  ['an amount alone as threshold', { nodes: '*', evictionHard: '750Mi' }, 'evictionHard', '"750Mi"'],
  ['a signal that the kubelet lacks', { nodes: '*', evictionHard: 'memory.free<1Gi' }, 'evictionHard', '"memory.free"'],
  ['a provider nobody knows', { nodes: '*', provider: 'acme' }, 'provider', '"acme" is none of aks'],
  ['no nodes', { nodes: ' ', kubeReserved: '1Gi' }, 'nodes', 'Name the nodes'],
])('%s is told in its own cell', (_, row, cell, words) => {
  expect(overrideProblems(row)).toEqual({ [cell]: expect.stringContaining(words) });
});
