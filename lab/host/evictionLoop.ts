import { setTimeout as wait } from 'node:timers/promises';

import { rankForEviction } from '../simulator/evictionRank';
import { evictionLines, evictionMessage, type Observation } from '../simulator/kubeletLog';
import type { MemoryThreshold } from '../simulator/machine';

import type { HostNode } from './hostNode';
import type { HostPod } from './hostPod';
import { workingSetOf } from './memoryCgroup';

/** The kubelet looks every ten seconds (K32 kubelet.go:167-169). */
const LOOP = 10_000;
const CLEANUP = 30_000;

interface LoopOptions {
  readonly evict: (pod: HostPod) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Looks, evicts at most one pod, waits for it up to 30 s and looks again at once (K32 eviction/eviction_manager.go:204-216). */
export async function evictionLoop(node: HostNode, { evict, signal }: LoopOptions): Promise<void> {
  while (!signal.aborted) {
    const victim = synchronize(node, Date.now());
    if (victim) {
      await Promise.race([evict(victim), wait(CLEANUP, undefined, { ref: false })]);
    } else {
      await wait(LOOP, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** One look at real cgroups: notes pressure, and names the pod to evict. */
function synchronize(node: HostNode, now: number): HostPod | undefined {
  const observed = observe(node);
  const met = node.lines.thresholds.filter(({ signal, bytes }) => availableOf(observed, signal) < bytes);
  notePressure(node, met.length > 0, now);
  const threshold = met.find(({ soft }) => !soft);
  return threshold && decide(node, { threshold, observed, now });
}

function observe({ lines, root, kubepods }: HostNode): readonly Observation[] {
  const { capacity, kubepodsLimit } = lines;
  return [
    { signal: 'memory.available', available: capacity - workingSetOf(root), capacity },
    {
      signal: 'allocatableMemory.available',
      available: kubepodsLimit - workingSetOf(kubepods),
      capacity: kubepodsLimit,
    },
  ];
}

const availableOf = (observed: readonly Observation[], wanted: string): number =>
  observed.find(({ signal }) => signal === wanted)?.available ?? Infinity;

/** True until the transition period after it was last seen (K32 eviction/helpers.go:1068-1076). */
function notePressure(node: HostNode, isMet: boolean, now: number): void {
  if (isMet) {
    node.pressureSeenAt = now;
  }
  const holds = now - node.pressureSeenAt <= node.spec.pressureTransitionPeriod;
  node.conditions.MemoryPressure = holds ? 'True' : 'False';
  node.pressureTaint = holds;
}

interface Met {
  readonly threshold: MemoryThreshold;
  readonly observed: readonly Observation[];
  readonly now: number;
}

function decide(node: HostNode, { threshold, observed, now }: Met): HostPod | undefined {
  const [first] = rankForEviction(
    [...node.pods]
      .filter(({ cgroup, reason }) => cgroup && !cgroup.removed && !reason)
      .map((pod) => ({
        pod,
        priority: pod.spec.priority,
        request: pod.request,
        ...(pod.cgroup && { usage: workingSetOf(pod.cgroup) }),
      }))
  );
  if (!first) {
    return undefined;
  }
  const { pod, usage } = first;
  const { evictions } = node.kubelet;
  evictions.set(threshold.signal, (evictions.get(threshold.signal) ?? 0) + 1);
  node.kubeletLog.push(...evictionLines({ at: now, observed, pod, threshold }));
  const message = evictionMessage({ threshold, observed, pod, usage, kubernetes: node.spec.kubernetes });
  node.evictions.push({ at: now, namespace: pod.namespace, pod: pod.name, signal: threshold.signal, message });
  return pod;
}
