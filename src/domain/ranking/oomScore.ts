import type { QosClass } from '../events/events';
import type { Bytes } from '../units';

export interface ContainerResources {
  /** 0 or absent: none. */
  readonly requestBytes?: Bytes;
  readonly limitBytes?: Bytes;
  readonly requestCpuMilli?: number;
  readonly limitCpuMilli?: number;
  /** An init container that restarts always. */
  readonly sidecar?: boolean;
}

export interface ScoredPod {
  readonly containers: readonly ContainerResources[];
  /** `system-node-critical` and a critical priority. */
  readonly nodeCritical?: boolean;
  /** As published; else it follows from the containers. */
  readonly qos?: QosClass;
}

/** The pod's QoS class, from the requests and limits of cpu and memory alone (component-helpers qos.go). */
export function qosClass(containers: readonly ContainerResources[]): QosClass {
  const sets = containers.map(({ requestBytes = 0, limitBytes = 0, requestCpuMilli = 0, limitCpuMilli = 0 }) => ({
    isEmpty: requestBytes + limitBytes + requestCpuMilli + limitCpuMilli === 0,
    isGuaranteed:
      limitBytes > 0 && limitCpuMilli > 0 && requestBytes === limitBytes && requestCpuMilli === limitCpuMilli,
  }));
  if (sets.every(({ isEmpty }) => isEmpty)) {
    return 'BestEffort';
  }
  return sets.every(({ isGuaranteed }) => isGuaranteed) ? 'Guaranteed' : 'Burstable';
}

/**
 * The oom_score_adj the kubelet gives to each container, in their order (1.32 qos/policy.go): −997 Guaranteed, 1000 BestEffort,
 * else 1000 − 1000·request/capacity within 3…999. `capacity` is the node's capacity, not allocatable.
 */
export function oomScoreAdjs(pod: ScoredPod, capacity: Bytes): readonly number[] {
  const qos = pod.qos ?? qosClass(pod.containers);
  if (pod.nodeCritical === true || qos === 'Guaranteed') {
    return pod.containers.map(() => -997);
  }
  if (qos === 'BestEffort') {
    return pod.containers.map(() => 1000);
  }
  const regular = pod.containers.filter(({ sidecar }) => sidecar !== true).map(({ requestBytes = 0 }) => requestBytes);
  const smallest = regular.length === 0 ? 0 : Math.min(...regular);
  return pod.containers.map(({ requestBytes = 0, sidecar }) =>
    // A sidecar is never killed before the regular container with the smallest request.
    burstable(sidecar === true ? Math.max(requestBytes, smallest) : requestBytes, capacity)
  );
}

/** What the kernel weighs when it looks for a victim. */
export interface OomTask {
  readonly rss: Bytes;
  readonly swap?: Bytes;
  readonly pageTables?: Bytes;
  readonly oomScoreAdj: number;
}

/**
 * The kernel's badness in pages: rss + swap + page tables + adj × (total / 1000), integer division first (Linux 6.6
 * mm/oom_kill.c oom_badness). `total` is RAM and swap for a global OOM, the cgroup's limit for its own. The highest is killed;
 * undefined: exempt (−1000).
 */
export function oomBadness({ rss, swap = 0, pageTables = 0, oomScoreAdj }: OomTask, total: Bytes): number | undefined {
  if (oomScoreAdj === -1000) {
    return undefined;
  }
  return pages(rss) + pages(swap) + pages(pageTables) + oomScoreAdj * Math.trunc(pages(total) / 1000);
}

/** Tasks the kernel may kill, first victim first; of equals the later one goes first (oom_evaluate_task). */
export function rankByBadness<T extends OomTask>(
  tasks: readonly T[],
  total: Bytes
): ReadonlyArray<{ readonly task: T; readonly badness: number }> {
  return tasks
    .flatMap((task) => {
      const badness = oomBadness(task, total);
      return badness === undefined ? [] : [{ task, badness }];
    })
    .reverse()
    .sort((a, b) => b.badness - a.badness);
}

const PAGE = 4096;

function pages(bytes: Bytes): number {
  return Math.trunc(bytes / PAGE);
}

function burstable(request: Bytes, capacity: Bytes): number {
  const perMille = request * 1000;
  // Not one floating division: its rounding can reach the next integer.
  const share = (perMille - (perMille % capacity)) / capacity;
  return Math.min(Math.max(1000 - share, 3), 999);
}
