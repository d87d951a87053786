import { nameOf } from '../plannedPod';
import { placeIn, type CountedPod, type PreflightFinding, type PreflightInput } from '../finding';

/** A container without a limit may take what others were promised: it is worse where others keep to theirs. */
export function noMemoryLimit({ pods }: PreflightInput): readonly PreflightFinding[] {
  const limited = pods.filter(({ memory }) => memory.limit !== undefined);
  return pods.filter(({ memory }) => memory.limit === undefined).flatMap((pod) => findingsOf(pod, limited));
}

function findingsOf(pod: CountedPod, limited: readonly CountedPod[]): readonly PreflightFinding[] {
  const without = pod.containers.filter(({ limit = 0 }) => limit === 0);
  const lasting = without.filter(({ role }) => role !== 'init');
  const isAlone = limited.length === 0 && without.length === pod.containers.length;
  return (lasting.length > 0 ? lasting : without).map((container): PreflightFinding => {
    const inPod = pod.containers.length > without.length ? ' Other containers of this pod have one.' : '';
    return {
      rule: 'no-memory-limit',
      severity: isAlone || container.role === 'init' ? 'info' : 'warning',
      place: placeIn(pod, container.path),
      about: nameOf(pod),
      container: container.name,
      text: `has no memory limit, so neither has its pod's cgroup: it may grow until the node evicts or kills, and then ${whoPays(limited)}.${inPod}`,
      remedy: 'Set resources.limits.memory.',
      source:
        'Kubernetes 1.32 kubelet cm/helpers_linux.go, ResourceConfigForPod: a pod has a limit only if all its containers have one',
    };
  });
}

function whoPays(limited: readonly CountedPod[]): string {
  const [first, ...others] = limited;
  if (first === undefined) {
    return 'its neighbours on the node may pay for it';
  }
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return `${nameOf(first)}${more}, which keep to a limit, may pay for it`;
}
