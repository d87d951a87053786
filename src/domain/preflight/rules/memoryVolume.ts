import { formatMiB } from '../../quantity/formatBytes';
import { placeIn, type CountedPod, type PreflightFinding, type PreflightInput } from '../finding';
import { nameOf, type MemoryVolume } from '../plannedPod';

const SOURCE =
  'Kubernetes 1.32 kubelet volume/emptydir/empty_dir.go, calculateEmptyDirMemorySize; kernel: pages of a tmpfs are charged to the cgroup that writes them';

/** A tmpfs is the pod's memory: what is written to it counts until it is deleted, and nothing can reclaim it. */
export function memoryVolume({ pods, node }: PreflightInput): readonly PreflightFinding[] {
  const allocatable = node?.lines.allocatable?.value;
  return pods.flatMap((pod) => pod.memoryVolumes.flatMap((volume) => findingOf(pod, volume, allocatable)));
}

function findingOf(
  pod: CountedPod,
  volume: MemoryVolume,
  allocatable: number | undefined
): readonly PreflightFinding[] {
  const { sizeLimit = 0 } = volume;
  const about = {
    rule: 'memory-volume' as const,
    place: placeIn(pod, volume.path),
    about: nameOf(pod),
    source: SOURCE,
  };
  if (sizeLimit === 0) {
    return [
      {
        ...about,
        severity: 'warning',
        text: `volume ${volume.name} lies in memory without a sizeLimit: files in it count as the pod's memory, up to ${bound(pod, allocatable)}, and no request counts them.`,
        remedy: 'Set emptyDir.sizeLimit, and add it to the request and limit of the container that writes.',
      },
    ];
  }
  return beyond(pod, volume, sizeLimit).map((text) => ({
    ...about,
    severity: 'warning' as const,
    text,
    remedy: `Raise the writing container's request and limit by ${formatMiB(sizeLimit)}.`,
  }));
}

/** Without a sizeLimit the mount is as large as the pod's limit, or else as the node's allocatable memory. */
function bound({ memory }: CountedPod, allocatable: number | undefined): string {
  if (memory.limit !== undefined) {
    return `all of its limit of ${formatMiB(memory.limit)}, where the kernel kills it`;
  }
  return allocatable === undefined
    ? "the node's allocatable memory"
    : `the node's allocatable ${formatMiB(allocatable)}`;
}

function beyond({ memory }: CountedPod, { name }: MemoryVolume, sizeLimit: number): readonly string[] {
  const holds = `volume ${name} may hold ${formatMiB(sizeLimit)} of files in memory`;
  if (memory.limit !== undefined && sizeLimit >= memory.limit) {
    return [
      `${holds}, as much as the pod's whole limit of ${formatMiB(memory.limit)}: the kernel kills before it is full.`,
    ];
  }
  return sizeLimit > memory.request
    ? [
        `${holds}, more than the pod requests for everything (${formatMiB(memory.request)}): full, it makes the pod one of the first to be evicted.`,
      ]
    : [];
}
