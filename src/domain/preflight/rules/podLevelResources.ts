import { formatMiB } from '../../quantity/formatBytes';
import { effectiveMemory } from '../effectiveMemory';
import { placeIn, type PreflightFinding, type PreflightInput } from '../finding';
import { nameOf } from '../plannedPod';

/** Resources of the pod itself are dropped by servers that do not know them, without a word. */
export function podLevelResources({ pods }: PreflightInput): readonly PreflightFinding[] {
  return pods.flatMap((pod): readonly PreflightFinding[] => {
    if (pod.podLevel === undefined) {
      return [];
    }
    const { request, limit } = effectiveMemory({ ...pod, podLevel: undefined });
    const without = limit === undefined ? 'no limit' : `a limit of ${formatMiB(limit)}`;
    return [
      {
        rule: 'pod-level-resources',
        severity: 'info',
        place: placeIn(pod, [...pod.place.path, 'resources']),
        about: nameOf(pod),
        text: `sets resources for the whole pod. A cluster before Kubernetes 1.34 (or without the feature gate PodLevelResources) drops them: there it counts as ${formatMiB(request)} with ${without}.`,
        remedy: 'Check the version of the cluster.',
        source:
          'Kubernetes 1.34 pkg/features/kube_features.go, PodLevelResources: alpha in 1.32, on by default since 1.34',
      },
    ];
  });
}
