import { EVENT_REF } from './events/eventQueries';
import { partOf, seriesOf } from './events/eventSeries';
import type { PromReply } from './port';

/**
 * cAdvisor shows the node's cgroups, none of them is Kubernetes', and neither a kubelet nor kube-state-metrics speaks of the node:
 * a host whose containers something else runs. Where a question failed, or cAdvisor's cgroups are dropped, nothing is claimed.
 */
export function hasNoKubelet(reply: PromReply): boolean {
  const asked = [...SIGNS, ...Object.values(EVENT_REF), ROOT];
  const failed = reply.errors.some(({ refId }) => refId === undefined || asked.includes(refId));
  return !failed && seesCgroups(reply) && !hasSigns(reply);
}

/** Each comes from a kubelet, its cgroups, or kube-state-metrics. */
const SIGNS: readonly string[] = [
  'nodeCapacity',
  'allocatable',
  'kubepodsLimit',
  'kubepodsWorkingSet',
  'nodeWorkingSetOfKubelet',
];
const ROOT = 'nodeWorkingSet';

function hasSigns(reply: PromReply): boolean {
  const found = SIGNS.some((refId) => (reply.series[refId] ?? []).length > 0);
  const kubelet = partOf(reply, 'evictions', 'alive').length > 0;
  const statuses = (['pods', 'pressure', 'restarts'] as const).some((ref) => seriesOf(reply, ref).length > 0);
  return found || kubelet || statuses;
}

/** The root cgroup, whose children were asked for with it; or containers by their cgroups, none below kubepods. */
function seesCgroups({ series }: PromReply): boolean {
  const ids = (series[EVENT_REF.containers] ?? []).flatMap(({ labels }) => labels['id'] ?? []);
  return ids.every((id) => !id.includes('kubepods')) && (ids.length > 0 || (series[ROOT] ?? []).length > 0);
}
