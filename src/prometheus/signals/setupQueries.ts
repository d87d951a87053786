import { CGROUP_LABELS, OF_CADVISOR } from '../cadvisorLabels';
import { allOf } from '../fleet/parts';
import { METRIC } from '../metrics';
import { kubeNodeSeries, nodeSeries, type OnNode } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, matches, regexLiteral } from '../promql';
import { NODE } from '../ruleNames';

export const SETUP_REF = {
  engine: 'setup-engine',
  labels: 'setup-labels',
  rules: 'setup-rules',
  ends: 'setup-ends',
} as const;

/** What people call the label that tells clusters apart, and the one that tells two servers of one scrape apart. */
export const CLUSTER_LABELS = ['cluster', 'cluster_name', 'k8s_cluster_name', 'k8s_cluster', 'cluster_id'] as const;
export const REPLICA_LABELS = ['prometheus_replica', 'replica', '__replica__'] as const;

/** kubernetes-mixin's, which kube-prometheus and kube-prometheus-stack install. */
export const MIXIN_RULE = 'node_namespace_pod_container:container_memory_working_set_bytes';

/** How the collection is set up: the server, its labels, its recording rules, and how series end. */
export function setupQueries(on: OnNode): PromQuery[] {
  const { cluster, node, instance } = on.labels;
  const rules = [...Object.values(NODE), MIXIN_RULE].map(regexLiteral).join('|');
  const named = kubeNodeSeries(on, '', [matches('__name__', rules)]);
  const labels = [...new Set([cluster, ...CLUSTER_LABELS, ...REPLICA_LABELS, node, instance, 'job'])];
  return [
    { refId: SETUP_REF.engine, expr: aggregate('count', `(0 * (${nodeSeries(on, 'up')})) / 0`), mode: 'instant' },
    { refId: SETUP_REF.labels, expr: aggregate('count', nodeSeries(on, 'up'), labels), mode: 'instant' },
    { refId: SETUP_REF.rules, expr: aggregate('count', named, ['__name__']), mode: 'instant' },
    { refId: SETUP_REF.ends, expr: allOf(endsOf(on)), mode: 'instant' },
  ];
}

/**
 * cAdvisor stamps a working set itself, a start time not: where both have one time, the scrape gave it its own. Of two samples the
 * older one is of what is gone, or of what was looked at earlier.
 */
function endsOf(on: OnNode): Readonly<Record<string, string>> {
  const at = (metric: string) => nodeSeries(on, metric, OF_CADVISOR, (bare) => `timestamp(${bare})`);
  const stamped = at(METRIC.containerWorkingSet);
  const [start, age] = [at(METRIC.containerStartTime), at(METRIC.containerMemoryLimit)];
  const scraped = `(${start}) or (${age})`;
  return {
    compared: aggregate('count', `(${stamped}) and on (${CGROUP_LABELS.join(',')}) (${scraped})`),
    ownTimes: aggregate('count', `(${stamped}) != on (${CGROUP_LABELS.join(',')}) (${scraped})`),
    newest: aggregate('max', stamped),
    oldest: aggregate('min', stamped),
  };
}
