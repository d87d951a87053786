import type { Bytes } from '../units';

export interface RankedPod {
  readonly name: string;
  /** Numeric priority; absent counts as 0, the default. */
  readonly priority?: number;
  /** The pod's memory request, 0 for none. */
  readonly requestBytes: Bytes;
  /** Absent: the kubelet has no statistics of the pod (it has just started). */
  readonly workingSetBytes?: Bytes;
  /** Static and mirror pods. Absent: not known. */
  readonly isStatic?: boolean;
}

export interface EvictionRank<T extends RankedPod> {
  readonly pod: T;
  /** Why the kubelet passes it over, if it does. */
  readonly exempt?: 'static' | 'critical';
  /** Working set − request; absent without statistics. */
  readonly excess?: Bytes;
  /** What put it here, in words. */
  readonly because: string;
}

/** SystemCriticalPriority: from here on the kubelet never evicts (1.32 types/pod_update.go). */
const CRITICAL = 2_000_000_000;

/**
 * Pods in the order in which the kubelet evicts them for memory (1.32 eviction/helpers.go, rankMemoryPressure): no statistics
 * first, then use above request; lower priority; larger excess over the request. QoS is no input. It takes the first that is
 * not exempt, one per pass.
 */
export function evictionOrder<T extends RankedPod>(pods: readonly T[]): ReadonlyArray<EvictionRank<T>> {
  return [...pods]
    .sort(
      (a, b) => standing(a) - standing(b) || priorityOf(a) - priorityOf(b) || (excessOf(b) ?? 0) - (excessOf(a) ?? 0)
    )
    .map((pod) => {
      const exempt = exemption(pod);
      const excess = excessOf(pod);
      return {
        pod,
        ...(exempt !== undefined && { exempt }),
        ...(excess !== undefined && { excess }),
        because: REASONS[standing(pod)],
      };
    });
}

/** The pod that the next pass evicts. */
export function findNextEvicted<T extends RankedPod>(pods: readonly T[]): T | undefined {
  return evictionOrder(pods).find(({ exempt }) => exempt === undefined)?.pod;
}

/** Priority of Kubernetes' own classes: kube-state-metrics publishes the class name alone. */
export function priorityOfClass(priorityClass: string): number | undefined {
  return BUILT_IN_PRIORITIES.get(priorityClass);
}

const BUILT_IN_PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['system-cluster-critical', CRITICAL],
  ['system-node-critical', CRITICAL + 1000],
]);

type Standing = 0 | 1 | 2;

const REASONS: Readonly<Record<Standing, string>> = {
  0: 'no statistics yet',
  1: 'uses more than it requests',
  2: 'uses no more than it requests',
};

function standing(pod: RankedPod): Standing {
  const excess = excessOf(pod);
  if (excess === undefined) {
    return 0;
  }
  return excess > 0 ? 1 : 2;
}

function priorityOf({ priority = 0 }: RankedPod): number {
  return priority;
}

function excessOf({ workingSetBytes, requestBytes }: RankedPod): Bytes | undefined {
  return workingSetBytes === undefined ? undefined : workingSetBytes - requestBytes;
}

function exemption(pod: RankedPod): 'static' | 'critical' | undefined {
  if (pod.isStatic === true) {
    return 'static';
  }
  return priorityOf(pod) >= CRITICAL ? 'critical' : undefined;
}
