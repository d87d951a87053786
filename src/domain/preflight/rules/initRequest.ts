import { formatMiB } from '../../quantity/formatBytes';
import { placeIn, type PreflightFinding, type PreflightInput } from '../finding';
import { nameOf } from '../plannedPod';

/** What only an init container needs stays reserved as long as the pod lives. */
export function initRequest({ pods }: PreflightInput): readonly PreflightFinding[] {
  return pods
    .filter(({ memory }) => memory.forInit > 0)
    .map((pod) => ({
      rule: 'init-request',
      severity: 'info',
      place: placeIn(pod, [...pod.place.path, 'initContainers']),
      about: nameOf(pod),
      text: `counts as ${formatMiB(pod.memory.request)}, of which ${formatMiB(pod.memory.forInit)} are for its init containers alone: the scheduler keeps that for as long as the pod lives, and the kubelet lets it use that much before it counts as above its request.`,
      remedy: 'Lower what the init containers request, if the node is short of memory to give away.',
      source:
        'Kubernetes 1.34 component-helpers resource/helpers.go, PodRequests: the larger of what init and what running containers need',
    }));
}
