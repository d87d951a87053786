import { withoutKubelet } from '../../domain/node/noKubelet';
import type { Finding } from '../../domain/provenance';
import { hasNoKubelet } from '../noKubelet';
import type { PromReply } from '../port';
import type { NodeScope } from '../scope';

import { EVENT_REF } from './eventQueries';
import { partOf, seriesOf } from './eventSeries';

/** What the sources of events lack, each with what it costs and the setting that brings it back. */
export function eventFindings(reply: PromReply, { podsError }: Pick<NodeScope, 'podsError'> = {}): readonly Finding[] {
  const absent = GAPS.filter(({ ref, part }) => {
    const answered = EVENT_REF[ref] in reply.series;
    return answered && (part ? partOf(reply, ref, part) : seriesOf(reply, ref)).length === 0;
  });
  const gaps = absent.map(({ finding }) => finding);
  return [
    ...(hasNoKubelet(reply) ? withoutKubelet(gaps) : gaps),
    ...failed(reply),
    ...(podsError === undefined ? [] : [joined(podsError)]),
  ];
}

/** Slower, not less. */
const joined = (reason: string): Finding => ({
  severity: 'info',
  code: 'pods-not-named',
  text: `Which pods were on this node could not be asked beforehand (${reason}): their statuses were read of all pods of the cluster.`,
});

interface Gap {
  readonly ref: keyof typeof EVENT_REF;
  readonly part?: string;
  readonly finding: Finding;
}

const GAPS: readonly Gap[] = [
  {
    ref: 'evictions',
    part: 'alive',
    finding: {
      severity: 'warning',
      code: 'missing-kubelet-metrics',
      text: 'No metrics of the kubelet itself: evictions of pods that were replaced at once cannot be seen.',
      remedy: 'Scrape /metrics of the kubelet (port 10250) and keep kubelet_evictions and kubelet_running_pods.',
    },
  },
  {
    ref: 'oomKills',
    part: 'last',
    finding: {
      severity: 'warning',
      code: 'missing-oom-counter',
      text: 'The node’s count of OOM kills is missing: kills that no container status shows cannot be seen.',
      remedy: 'Run node_exporter with its vmstat collector (on by default) and keep node_vmstat_oom_kill.',
    },
  },
  {
    ref: 'pressure',
    finding: {
      severity: 'warning',
      code: 'missing-node-conditions',
      text: 'No conditions of the node: windows of memory pressure are not shown.',
      remedy: 'Scrape kube-state-metrics and keep kube_node_status_condition.',
    },
  },
  {
    ref: 'pods',
    part: 'info',
    finding: {
      severity: 'warning',
      code: 'missing-kube-pod-info',
      text: 'kube_pod_info has no pods of this node, so pods and containers cannot be named from their status.',
      remedy: 'Scrape kube-state-metrics and keep kube_pod_info with its node label.',
    },
  },
  {
    ref: 'restarts',
    finding: {
      severity: 'info',
      code: 'missing-restarts',
      text: 'No restart counts of containers on this node: ends between two scrapes may be missed.',
      remedy: 'Keep kube_pod_container_status_restarts_total of kube-state-metrics.',
    },
  },
  {
    ref: 'containers',
    finding: {
      severity: 'warning',
      code: 'missing-container-working-set',
      text: 'No working sets of containers on this node, so evicted pods that left no status cannot be named.',
      remedy: 'Scrape /metrics/cadvisor of the kubelet and keep container_memory_working_set_bytes.',
    },
  },
];

function failed(reply: PromReply): Finding[] {
  const ours: readonly string[] = Object.values(EVENT_REF);
  return reply.errors
    .filter(({ refId }) => refId === undefined || ours.includes(refId))
    .map(({ message }) => ({
      severity: 'error',
      code: 'events-query-failed',
      text: `A question about events failed: ${message}`,
    }));
}
