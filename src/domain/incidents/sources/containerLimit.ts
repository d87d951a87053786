import type { ContainerEnd } from '../../events/eventsObserved';
import type { Bytes, EpochMs } from '../../units';
import {
  isSameContainer,
  isSamePod,
  limitAt,
  type ContainerName,
  type PeakTrack,
  type PodName,
  type ReviewData,
} from '../reviewData';
import type { MissingEvidence } from '../types';

/** A container's memory limit at a moment; `none` where it is known to have none, undefined where nothing says. */
export function limitOf(
  one: ContainerName & Pick<Partial<ContainerEnd>, 'qos'>,
  at: EpochMs,
  data: ReviewData
): Bytes | 'none' | undefined {
  const budget = data.budgets.find((other) => isSameContainer(other, one));
  const limit = budget && limitAt(budget, at);
  if (limit !== undefined) {
    return limit;
  }
  const isBestEffort =
    one.qos === 'BestEffort' || data.containers.some((other) => isSamePod(other, one) && other.qos === 'BestEffort');
  return isBestEffort || budget?.unlimited || (data.budgetsKnown && isPublished(one, data)) ? 'none' : undefined;
}

/** kube-state-metrics knew the pod, so it would have published a limit as well. */
function isPublished(pod: PodName, { budgets, observed }: ReviewData): boolean {
  return budgets.some((one) => isSamePod(one, pod)) || observed.pods.some((one) => isSamePod(one, pod));
}

/** The limit of one cgroup: its own as cAdvisor read it; a pod's is the sum of its containers', when all have one (K32 helpers_linux.go:133). */
export function limitOfCgroup(track: PeakTrack, at: EpochMs, data: ReviewData): Bytes | undefined {
  const own = limitAt({ limits: track.limits }, at);
  if (own !== undefined) {
    return own;
  }
  const { container } = track;
  if (container !== undefined) {
    const limit = limitOf({ ...track, container }, at, data);
    return typeof limit === 'number' ? limit : undefined;
  }
  const names = containersOfPod(track, data);
  const limits = names.map((one) => limitOf(one, at, data));
  const known = limits.flatMap((limit) => (typeof limit === 'number' ? [limit] : []));
  return names.length > 0 && known.length === names.length ? known.reduce((sum, limit) => sum + limit, 0) : undefined;
}

function containersOfPod(pod: PodName, { budgets, containers, observed }: ReviewData): ContainerName[] {
  const sources: ReadonlyArray<readonly ContainerName[]> = [budgets, containers, observed.lives];
  const all = sources.flatMap((names) => names.filter((one) => isSamePod(one, pod)));
  return [
    ...new Map(
      all.map(({ namespace, pod: name, container }) => [container, { namespace, pod: name, container }])
    ).values(),
  ];
}

export const LIMIT: MissingEvidence = {
  what: 'the container’s memory limit',
  setting: 'keep kube_pod_container_resource_limits of kube-state-metrics',
};
