import type { SignalStatus } from '../../../prometheus/signals/evaluateSignals';

import type { Installation } from './setting';

/** By the names that each gives its jobs; a guess that the page lets one change. Plain where nothing tells. */
export function detectInstallation(statuses: readonly SignalStatus[]): Installation {
  const seen = statuses.flatMap(({ seenBy }) => seenBy);
  const has = (job: string | RegExp, path?: string) =>
    seen.some((one) => (typeof job === 'string' ? one.job === job : job.test(one.job)) && (!path || one.path === path));
  if (has(/^integrations\/kubernetes\//)) {
    return 'k8s-monitoring';
  }
  // The add-on calls node_exporter's job "node", and names each node by its instance.
  if (has('cadvisor') && has('node')) {
    return 'aks';
  }
  if (has('kubelet', '/metrics/cadvisor')) {
    return statuses.some(({ signal, count }) => signal.id === 'rootCgroup' && count > 0)
      ? 'kube-prometheus'
      : 'kube-prometheus-stack';
  }
  return 'plain';
}
