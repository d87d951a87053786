import { subjectOf, type Subject } from './subjectOf';

test.each<[string, Parameters<typeof subjectOf>[0], Subject]>([
  ['a node and a cluster', { exprs: ['up{node="a",cluster="shop"}'], labels: {} }, { nodes: ['a'], cluster: 'shop' }],
  ['several nodes', { exprs: ['up{node=~"a|b"}'], labels: {} }, { nodes: ['a', 'b'] }],
  ['a host in place of a node', { exprs: ['up{instance="worker-1:9100"}'], labels: {} }, { nodes: ['worker-1'] }],
  ['no address in place of a node', { exprs: ['up{instance=~"10.0.0.1:9100"}'], labels: {} }, { nodes: [] }],
  ['the node rather than the host', { exprs: ['up{instance="x:1",node="a"}'], labels: {} }, { nodes: ['a'] }],
  [
    'a pod with its namespace',
    { exprs: ['up{namespace="apps",pod="web-0"}'], labels: {} },
    { nodes: [], pod: 'apps/web-0' },
  ],
  ['a pod whose namespace is not known', { exprs: ['up{pod="web-0"}'], labels: {} }, { nodes: [], pod: 'web-0' }],
  ['no pod of several', { exprs: ['up{pod="a"}', 'up{pod="b"}'], labels: {} }, { nodes: [] }],
  [
    'labels and variables where no matcher says',
    { exprs: ['up'], labels: { node: ['a'], pod: ['p'] } },
    { nodes: ['a'], pod: 'p' },
  ],
  ['the matcher rather than a variable', { exprs: ['up{node="a"}'], labels: { node: ['b'] } }, { nodes: ['a'] }],
  ['nothing of All', { exprs: [], labels: { node: ['$__all'], pod: ['.*'] } }, { nodes: [] }],
])('reads %s', (_, sources, subject) => {
  expect(subjectOf(sources)).toEqual(subject);
});
