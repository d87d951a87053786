import { kubePodSeries, kubeNodeSeries, nodeSeries, type OnNode } from './nodeSelector';
import { is, isNot, matches } from './promql';
import { DEFAULT_LABELS } from './scope';

const ON_NODE: OnNode = { identity: { node: 'node-1' }, labels: DEFAULT_LABELS };
const IN_CLUSTER: OnNode = {
  identity: { node: 'node-1', cluster: 'prod "eu"', internalIp: '10.0.0.1' },
  labels: DEFAULT_LABELS,
};

test('asks by the node label, or by instance where there is none', () => {
  expect(nodeSeries(ON_NODE, 'm', [is('id', '/')])).toBe(
    '(m{node="node-1",id="/"}) or (m{node="",instance=~"(?:node-1)(?::[0-9]+)?",id="/"})'
  );
});

test.each<[string, string, NonNullable<OnNode['instances']>, string]>([
  [
    'by the instances that the index told',
    'node_vmstat_oom_kill',
    { kubelet: [], others: ['10.0.0.1:9100', 'node-1'] },
    '(node_vmstat_oom_kill{node="node-1"}) or (node_vmstat_oom_kill{node="",instance=~"10\\\\.0\\\\.0\\\\.1:9100|node-1"})',
  ],
  [
    'by the label alone where each series of the kubelet has it',
    'kubelet_evictions',
    { kubelet: [], others: ['10.0.0.1:9100'] },
    'kubelet_evictions{node="node-1"}',
  ],
  [
    'by the kubelet’s instances what its pages have',
    'container_oom_events_total',
    { kubelet: ['node-1:10250'], others: [] },
    '(container_oom_events_total{node="node-1"}) or (container_oom_events_total{node="",instance=~"node-1:10250"})',
  ],
])('asks %s', (_, metric, instances, expr) => {
  expect(nodeSeries({ ...ON_NODE, instances }, metric)).toBe(expr);
});

test('asks for the cluster in every selector, and for the address the node is known by', () => {
  expect(nodeSeries(IN_CLUSTER, 'm')).toBe(
    '(m{node="node-1",cluster="prod \\"eu\\""}) or ' +
      '(m{node="",instance=~"(?:node-1|10\\\\.0\\\\.0\\\\.1)(?::[0-9]+)?",cluster="prod \\"eu\\""})'
  );
});

test('wraps each selector, because timestamp() of anything else is the time of the evaluation', () => {
  expect(nodeSeries(ON_NODE, 'm', [], (bare) => `timestamp(${bare})`)).toBe(
    '(timestamp(m{node="node-1"})) or (timestamp(m{node="",instance=~"(?:node-1)(?::[0-9]+)?"}))'
  );
});

const HAS_ID = 'label_replace(vector(1), "tidemark_id", "1", "", "")';

test.each([
  [
    'with an id',
    isNot('id', ''),
    `(label_replace((m{node="node-1",container!=""}) or (m{node="",instance=~"(?:node-1)(?::[0-9]+)?",container!=""}), "tidemark_id", "1", "id", ".+")) and on (tidemark_id) (${HAS_ID})`,
  ],
  [
    'without a pod',
    is('pod', ''),
    `(label_replace((m{node="node-1",container!=""}) or (m{node="",instance=~"(?:node-1)(?::[0-9]+)?",container!=""}), "tidemark_pod", "1", "pod", ".+")) unless on (tidemark_pod) (${HAS_ID.replace('_id', '_pod')})`,
  ],
  [
    'whose id matches',
    matches('id', '.*a.*'),
    `(label_replace((m{node="node-1",container!=""}) or (m{node="",instance=~"(?:node-1)(?::[0-9]+)?",container!=""}), "tidemark_id", "1", "id", ".*a.*")) and on (tidemark_id) (${HAS_ID})`,
  ],
])('of one node those %s are sifted from what was selected: a server goes through the cluster’s', (_, late, expr) => {
  const matchers = [isNot('container', ''), late];
  expect(nodeSeries(ON_NODE, 'm', matchers)).toBe(expr);
  expect(nodeSeries({ labels: DEFAULT_LABELS }, 'm', matchers)).toBe(
    `m{container!="",${late.label}${late.op}"${late.value}"}`
  );
});

test('a person reads it in the selector', () => {
  expect(nodeSeries({ ...ON_NODE, isShown: true }, 'm', [isNot('id', '')])).toBe(
    '(m{node="node-1",id!=""}) or (m{node="",instance=~"(?:node-1)(?::[0-9]+)?",id!=""})'
  );
});

test.each([is('id', '/'), matches('id', '/a|/b'), matches('id', '.*/kubepods'), isNot('container', '')])(
  'what few values match, or few values there are of, is selected: %j',
  (matcher) => expect(nodeSeries(ON_NODE, 'm', [matcher])).not.toContain('label_replace')
);

test('takes the label names that the user gave', () => {
  const labels = { node: 'host', instance: 'addr', cluster: 'k8s' };
  expect(kubeNodeSeries({ ...IN_CLUSTER, labels }, 'kube_node_info')).toBe(
    'kube_node_info{host="node-1",k8s="prod \\"eu\\""}'
  );
});

test('finds the pods of a node by kube_pod_info', () => {
  expect(kubePodSeries(ON_NODE, 'kube_pod_status_phase')).toBe(
    '(kube_pod_status_phase{}) and on (namespace,pod,uid) (kube_pod_info{node="node-1"})'
  );
});
