import type { Cadvisor } from './cadvisor';
import { exposed, Lines, type Exporter } from './exposition';
import type { Machine } from './machine';
import type { Container, Pod } from './pod';

/** What a kubelet tells of itself. */
export interface Kubelet extends Pick<Machine, 'spec'> {
  readonly kubelet: Pick<Machine['kubelet'], 'startedAt' | 'evictions'>;
  readonly pods: Iterable<{
    readonly cgroup?: { readonly removed: boolean };
    readonly containers: ReadonlyArray<Pick<Container, 'status'>>;
  }>;
}

/** The kubelet's /metrics. */
export function kubeletMetrics(machine: Kubelet, skew: number): Exporter {
  const { spec, kubelet } = machine;
  const lines = new Lines();
  const line = (name: string, key = '', labels: Readonly<Record<string, string>> = {}) =>
    lines.get(name, key, () => labels);
  return (push) => {
    const { pods, containers } = countRunning(machine.pods);
    push(line('kubelet_node_name', '', { node: spec.name }), 1);
    push(line('kubernetes_build_info', '', { git_version: `v${spec.kubernetes}.4` }), 1);
    push(line('process_start_time_seconds'), (kubelet.startedAt + skew) / 1000);
    push(line('kubelet_running_pods'), pods);
    for (const state of ['running', 'terminated'] as const) {
      const labels = { container_state: state === 'running' ? 'running' : 'exited' };
      push(line('kubelet_running_containers', state, labels), containers[state]);
    }
    if (spec.kubernetes === '1.34') {
      push(line('kubelet_cgroup_version'), spec.cgroup === 'v2' ? 2 : 1);
    }
    // Not there before the first decision (K32 metrics/metrics.go:430-438).
    for (const [signal, count] of kubelet.evictions) {
      push(line('kubelet_evictions', signal, { eviction_signal: signal }), count);
    }
  };
}

function countRunning(all: Kubelet['pods']) {
  const containers = { running: 0, terminated: 0, waiting: 0 };
  let pods = 0;
  for (const pod of all) {
    if (pod.cgroup && !pod.cgroup.removed) {
      pods += 1;
      pod.containers.forEach(({ status }) => (containers[status.state] += 1));
    }
  }
  return { pods, containers };
}

/** The kubelet's /metrics/resource: cAdvisor's samples under other labels. */
export function resourceMetrics(machine: Machine, cadvisor: Cadvisor, skew: number): Exporter {
  const node = exposed('node_memory_working_set_bytes');
  const byPod = new WeakMap<Pod, Lines>();
  return (push) => {
    const root = cadvisor.sampleOf(machine.kernel.root);
    if (root) {
      push(node, root.workingSet, root.at + skew);
    }
    for (const pod of machine.pods) {
      const lines = byPod.get(pod) ?? new Lines();
      byPod.set(pod, lines);
      const { namespace, name } = pod;
      const whole = pod.cgroup && !pod.cgroup.removed && cadvisor.sampleOf(pod.cgroup);
      if (!whole) {
        continue;
      }
      push(
        lines.get('pod_memory_working_set_bytes', '', () => ({ namespace, pod: name })),
        whole.workingSet,
        whole.at + skew
      );
      for (const { spec, cgroup, status } of pod.containers) {
        const sample = cgroup && !cgroup.removed && cadvisor.sampleOf(cgroup);
        if (!sample) {
          continue;
        }
        const labels = () => ({ namespace, pod: name, container: spec.name });
        const at = sample.at + skew;
        push(lines.get('container_memory_working_set_bytes', spec.name, labels), sample.workingSet, at);
        push(lines.get('container_start_time_seconds', spec.name, labels), ((status.startedAt ?? 0) + skew) / 1000, at);
      }
    }
  };
}
