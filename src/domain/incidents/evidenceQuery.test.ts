import { evidenceQuery } from './evidenceQuery';

const part = (name: string, expr: string) => `(label_replace(${expr}, "tidemark", "${name}", "", ""))`;
const or = (...parts: readonly string[]) => parts.join(' or ');

const POD = { namespace: 'apps', pod: 'web-0' };
const CONTAINER = { ...POD, container: 'web' };

const PEAKS = or(
  part('peak', 'max by (pod) (container_memory_max_usage_bytes{node="a",pod!=""})'),
  part('peakAt', 'max by (pod) (timestamp(container_memory_max_usage_bytes{node="a",pod!=""}))'),
  part('peakKubepods', 'max(container_memory_max_usage_bytes{node="a",id="/kubepods"})'),
  part('failures', 'max by (pod) (container_memory_failcnt{node="a",pod!=""})'),
  part('failuresKubepods', 'max(container_memory_failcnt{node="a",id="/kubepods"})')
);
const BUDGETS = or(
  part('limit', 'max by (pod) (kube_pod_container_resource_limits{node="a"})'),
  part('request', 'max by (pod) (kube_pod_container_resource_requests{node="a"})'),
  part('spec', 'max by (pod) (container_spec_memory_limit_bytes{node="a"})'),
  part('seen', 'max(kube_pod_container_resource_requests{node="a"})')
);
const REASONS = or(
  part(
    'last',
    'max by (pod) (((kube_pod_container_status_last_terminated_reason{}) or ' +
      '(kube_pod_init_container_status_last_terminated_reason{})) and on (pod) (kube_pod_info{node="a"})) > 0'
  ),
  part('exitCode', 'max by (pod) (kube_pod_container_status_last_terminated_exitcode{})')
);

test.each<[string, Parameters<typeof evidenceQuery>[0], string | undefined]>([
  ['a source named as what every object has is none of ours', { source: 'constructor', query: 'm{}' }, 'm{}'],
  ['no query stays none', { source: 'kernel log' }, undefined],
  [
    'a plain query stays',
    { source: 'nodeAvailable', query: 'max(up{node="a"}) - (down)' },
    'max(up{node="a"}) - (down)',
  ],
  [
    'a plain query of all containers is narrowed to one',
    { source: 'm', query: 'max by (pod) ((m{node="a"}) or (m{node=""}))', about: POD },
    'max by (pod) ((m{node="a",namespace="apps",pod="web-0"}) or (m{node="",namespace="apps",pod="web-0"}))',
  ],
  [
    'a pod’s peak is that pod’s, without the times of its samples and without the failures',
    { source: 'container_memory_max_usage_bytes', query: PEAKS, about: POD },
    'max by (pod) (container_memory_max_usage_bytes{node="a",pod!="",namespace="apps",pod="web-0"})',
  ],
  [
    'the peak of all pods together is that of their cgroup',
    { source: 'container_memory_max_usage_bytes', query: PEAKS },
    'max(container_memory_max_usage_bytes{node="a",id="/kubepods"})',
  ],
  [
    'failed allocations at the shared limit are no pod’s',
    { source: 'container_memory_failcnt', query: PEAKS },
    'max(container_memory_failcnt{node="a",id="/kubepods"})',
  ],
  [
    'a limit that is not set is 0 to cAdvisor and absent in kube-state-metrics',
    { source: 'kube_pod_container_resource_limits', query: BUDGETS, about: POD },
    '(max by (pod) (kube_pod_container_resource_limits{node="a",namespace="apps",pod="web-0"})) or ' +
      '(max by (pod) (container_spec_memory_limit_bytes{node="a",namespace="apps",pod="web-0"}))',
  ],
  [
    'a reason is narrowed on its own side of a join, of init containers too',
    { source: 'kube_pod_container_status_last_terminated_reason', query: REASONS, about: CONTAINER },
    'max by (pod) (((kube_pod_container_status_last_terminated_reason{namespace="apps",pod="web-0",container="web"}) or ' +
      '(kube_pod_init_container_status_last_terminated_reason{namespace="apps",pod="web-0",container="web"})) and on (pod) ' +
      '(kube_pod_info{node="a"})) > 0',
  ],
  [
    'an eviction is narrowed to its signal',
    {
      source: 'kubelet_evictions',
      query: or(part('last', 'max by (s) (kubelet_evictions{node="a"})'), part('alive', 'max(up{})')),
      about: { eviction_signal: 'memory.available' },
    },
    'max by (s) (kubelet_evictions{node="a",eviction_signal="memory.available"})',
  ],
  [
    'a label value that looks like a part or a selector breaks nothing',
    { source: 'm', query: 'm{pod="x or (label_replace( m{}\\" }"}', about: { container: 'a"b\\c}' } },
    'm{pod="x or (label_replace( m{}\\" }",container="a\\"b\\\\c}"}',
  ],
])('%s', (_, item, query) => {
  expect(evidenceQuery(item)).toBe(query);
});

it('reads a text without a selector in one pass, however long it is', () => {
  const start = performance.now();
  evidenceQuery({ query: 'a'.repeat(200_000), source: 'a', about: { pod: 'b' } });
  // Its square would take half a minute.
  expect(performance.now() - start).toBeLessThan(2_000);
});
