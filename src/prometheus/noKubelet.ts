import { partOf, seriesOf } from './events/eventSource';
import { EVENT_SOURCES } from './events/sources';
import { CONTAINERS } from './events/sources/containers';
import { RESTARTS } from './events/sources/containerStatuses';
import { EVICTIONS } from './events/sources/evictions';
import { PODS } from './events/sources/pods';
import { PRESSURE } from './events/sources/pressure';
import type { PromReply } from './ports/port';
import { CONTAINERS_REF } from './queries/containersWorkingSet';

/**
 * cAdvisor shows the node's cgroups, none of them is Kubernetes', and neither a kubelet nor kube-state-metrics speaks of the node:
 * a host whose containers something else runs. Where a question failed, or cAdvisor's cgroups are dropped, nothing is claimed.
 */
export function hasNoKubelet(reply: PromReply): boolean {
  const asked = [...SIGNS, ...EVENT_SOURCES.map(({ refId }) => refId), ROOT];
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
  const kubelet = partOf(reply, EVICTIONS, 'alive').length > 0;
  const statuses = [PODS, PRESSURE, RESTARTS].some((source) => seriesOf(reply, source).length > 0);
  return found || kubelet || statuses;
}

/** The root cgroup, whose children were asked for with it; or containers by their cgroups, none below kubepods. */
function seesCgroups(reply: PromReply): boolean {
  const containers = [...seriesOf(reply, CONTAINERS), ...(reply.series[CONTAINERS_REF.workingSet] ?? [])];
  const ids = containers.flatMap(({ labels }) => labels['id'] ?? []);
  return ids.every((id) => !id.includes('kubepods')) && (ids.length > 0 || (reply.series[ROOT] ?? []).length > 0);
}
