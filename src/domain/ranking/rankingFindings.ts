import type { NodePod, NodeRanking } from '../incidents/nodePods';
import type { Finding } from '../provenance';

/** What makes the orders of a node's pods less than certain, in words. */
export function rankingFindings({ pods, capacity }: NodeRanking): readonly Finding[] {
  const undescribed = pods.filter(({ isStatic }) => isStatic === undefined);
  const classes = [...new Set(pods.flatMap((pod) => unknownClass(pod) ?? []))].sort();
  const unsized = pods.filter(({ workingSetBytes }) => workingSetBytes === undefined);
  return [
    ...when(pods.length > 0 && unsized.length === pods.length, {
      severity: 'warning',
      code: 'ranking-no-statistics',
      text: 'No statistics of the pods were scraped at that moment: the order says nothing about their memory.',
    }),
    ...when(undescribed.length > 0, {
      severity: 'warning',
      code: 'ranking-no-pod-info',
      text: `Nothing says whether ${counted(undescribed.length)} static or critical, which the kubelet never evicts.`,
      remedy: 'Scrape kube-state-metrics and keep kube_pod_info.',
    }),
    ...when(classes.length > 0, {
      severity: 'info',
      code: 'ranking-priority-class',
      text: `No metric carries the number of priority class ${classes.join(', ')}; it counts as 0 here.`,
    }),
    ...when(pods.length > 0 && (capacity === undefined || pods.some(({ qos }) => qos === undefined)), {
      severity: 'info',
      code: 'ranking-no-score',
      text: 'The kernel’s score is unknown where the QoS class of the pod or the capacity of the node is.',
      remedy: 'Keep kube_pod_status_qos_class and kube_node_status_capacity of kube-state-metrics.',
    }),
  ];
}

function unknownClass({ priority, priorityClass }: NodePod): string | undefined {
  return priority === undefined ? priorityClass : undefined;
}

const counted = (pods: number): string => (pods === 1 ? 'one pod is' : `${pods} pods are`);

const when = (holds: boolean, finding: Finding): readonly Finding[] => (holds ? [finding] : []);
