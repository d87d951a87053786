import { formatMiB } from '../../quantity/formatBytes';
import { placeIn, type PreflightFinding, type PreflightInput } from '../finding';
import { nameOf } from '../plannedPod';

/** From here on more than half of what a pod may use was promised to nobody. Our choice: Kubernetes has no such number. */
const FAR = 2;

export function requestFarBelowLimit({ pods }: PreflightInput): readonly PreflightFinding[] {
  return pods.flatMap((pod): readonly PreflightFinding[] => {
    const { request, limit } = pod.memory;
    if (limit === undefined || limit < FAR * request) {
      return [];
    }
    return [
      {
        rule: 'request-far-below-limit',
        severity: 'warning',
        place: placeIn(pod, pod.place.path),
        about: nameOf(pod),
        text: `may use ${formatMiB(limit)} and requests ${formatMiB(request)}: the scheduler places it by its request, the other ${formatMiB(limit - request)} are its neighbours', and above its request it is among the first that the kubelet evicts.`,
        remedy: 'Raise the memory request towards what the pod uses on a busy day.',
        source: 'Kubernetes 1.32 kubelet eviction/helpers.go, rankMemoryPressure: use above the request goes first',
      },
    ];
  });
}
