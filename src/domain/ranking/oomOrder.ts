import type { NodePod, PodContainer } from '../incidents/nodePods';
import { oomBadness, oomScoreAdjs } from './oomScore';
import type { Bytes } from '../units';

/** One container as the kernel weighs it; absent where the score cannot be told. */
export interface OomRank {
  readonly pod: NodePod;
  readonly container: PodContainer;
  readonly oomScoreAdj?: number;
  /** Resident memory; the working set, which is larger, where there is no better. */
  readonly memory?: Bytes;
  /** What the kernel compares: memory + oom_score_adj × capacity / 1000. An estimate: it weighs processes, not containers. */
  readonly badness?: Bytes;
}

/**
 * The containers of a node in the order in which the kernel kills when the node is out of memory (Linux 6.6 mm/oom_kill.c,
 * oom_badness); those whose score cannot be told come last, the larger first. Processes outside the pods are not among them.
 */
export function oomOrder(pods: readonly NodePod[], capacity: Bytes | undefined): readonly OomRank[] {
  return (
    pods
      .flatMap((pod) => ranksOf(pod, capacity))
      // Of two without a score the difference is NaN.
      .sort((a, b) => (b.badness ?? -Infinity) - (a.badness ?? -Infinity) || (b.memory ?? 0) - (a.memory ?? 0))
  );
}

/** The oom_score_adj of each of the pod's containers, in their order; undefined without QoS class or capacity. */
export function scoreAdjs(pod: NodePod, capacity: Bytes | undefined): readonly number[] | undefined {
  if (capacity === undefined || pod.qos === undefined) {
    return undefined;
  }
  const { containers, qos, priorityClass } = pod;
  return oomScoreAdjs({ containers, qos, nodeCritical: priorityClass === 'system-node-critical' }, capacity);
}

function ranksOf(pod: NodePod, capacity: Bytes | undefined): readonly OomRank[] {
  const adjs = scoreAdjs(pod, capacity);
  return pod.containers.map((container, index): OomRank => {
    const oomScoreAdj = adjs?.[index];
    const memory = container.rssBytes ?? container.workingSetBytes;
    const badness =
      memory === undefined || oomScoreAdj === undefined || capacity === undefined
        ? undefined
        : oomBadness({ rss: memory, oomScoreAdj }, capacity);
    return {
      pod,
      container,
      ...(oomScoreAdj !== undefined && { oomScoreAdj }),
      ...(memory !== undefined && { memory }),
      ...(badness !== undefined && { badness: badness * PAGE }),
    };
  });
}

const PAGE: Bytes = 4096;
