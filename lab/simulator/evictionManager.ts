import { usageByPart, findCause, hasPaid } from './cause';
import { workingSet } from './cgroup';
import { rankForEviction } from './evictionRank';
import { evictionLines, evictionMessage, type Observation } from './kubeletLog';
import { delay, isThrashing, type Machine, type MemoryThreshold } from './machine';
import type { Pod } from './pod';
import { evictPod } from './podLifecycle';
import { podRef } from './podRef';
import { rootWorkingSet } from './rootWorkingSet';

/** The kubelet looks every ten seconds (K32 kubelet.go:167-169). */
export const LOOP = 10_000;
const CRITICAL = 2_000_000_000;

/** One pass of the eviction manager: at most one pod (K32 eviction/eviction_manager.go:288-440). */
export function synchronize(machine: Machine, sampledUsage: (pod: Pod) => number | undefined): void {
  const { kubelet, schedule } = machine;
  const now = schedule.now();
  if (!kubelet.running || now < kubelet.busyUntil) {
    return;
  }
  // A kubelet that starves comes late to its own loop.
  if (isThrashing(machine) && machine.random.chance(0.4)) {
    return;
  }
  const observed = observe(machine);
  const met = machine.lines.thresholds.filter(({ signal, bytes }) => available(observed, signal) < bytes);
  notePressure(machine, met, now);
  if (now < kubelet.diskFullUntil) {
    kubelet.diskPressureSeenAt = now;
  }
  const due = met.find((threshold) => isDue(machine, threshold, now));
  if (due) {
    evictOne(machine, { threshold: due, met, observed, sampledUsage });
  } else if (now < kubelet.diskFullUntil) {
    evictForDisk(machine, sampledUsage);
  }
}

function observe(machine: Machine): readonly Observation[] {
  const { lines, kubepods } = machine;
  return [
    { signal: 'memory.available', available: lines.capacity - rootWorkingSet(machine), capacity: lines.capacity },
    {
      signal: 'allocatableMemory.available',
      available: lines.kubepodsLimit - workingSet(kubepods),
      capacity: lines.kubepodsLimit,
    },
  ];
}

function available(observed: readonly Observation[], signal: string): number {
  return observed.find((one) => one.signal === signal)?.available ?? Infinity;
}

/** Set by hard and soft thresholds, before any grace is over. */
function notePressure(machine: Machine, met: readonly MemoryThreshold[], now: number): void {
  const { metSince } = machine.kubelet;
  [...metSince.keys()].filter((threshold) => !met.includes(threshold)).forEach((one) => metSince.delete(one));
  met.filter((threshold) => !metSince.has(threshold)).forEach((threshold) => metSince.set(threshold, now));
  if (met.length > 0) {
    machine.kubelet.pressureSeenAt = now;
  }
}

function isDue(machine: Machine, threshold: MemoryThreshold, now: number): boolean {
  const since = machine.kubelet.metSince.get(threshold) ?? now;
  return now - since >= (threshold.soft?.gracePeriod ?? 0);
}

interface Decision {
  readonly threshold: MemoryThreshold;
  readonly met: readonly MemoryThreshold[];
  readonly observed: readonly Observation[];
  readonly sampledUsage: (pod: Pod) => number | undefined;
}

function evictOne(machine: Machine, { threshold, met, observed, sampledUsage }: Decision): void {
  const now = machine.schedule.now();
  const [victim] = candidates(machine, sampledUsage);
  if (!victim) {
    return;
  }
  const { pod, usage } = victim;
  const within = threshold.signal === 'memory.available' ? 'node' : 'pods';
  const cause = findCause(machine, now, within);
  const message = evictionMessage({ threshold, observed, pod, usage, kubernetes: machine.spec.kubernetes });
  count(machine, threshold.signal);
  machine.facts.push({
    kind: 'eviction',
    at: now,
    signal: threshold.signal,
    both: new Set(met.map(({ signal }) => signal)).size > 1,
    pod: podRef(pod),
    message,
    cause,
    paidForAnother: hasPaid(machine, now, `${pod.namespace}/${pod.name}`, cause),
  });
  if (machine.keepLogs) {
    machine.kubeletLog.push(...evictionLines({ at: now, observed, pod, threshold }));
  }
  const hard = machine.spec.kubernetes === '1.34' ? 1000 : 0;
  evictPod(machine, pod, threshold.soft ? Math.min(threshold.soft.maxPodGracePeriod, pod.spec.gracePeriod) : hard);
  machine.kubelet.busyUntil = now + cleanupTime(machine);
}

/** It waits up to 30 s for the pod to be cleaned up before it looks again; on 1.20 it always did (recording-1). */
function cleanupTime(machine: Machine): number {
  return machine.spec.kubernetes === '1.20' ? 30_000 : Math.min(30_000, delay(machine, 2000, 9000));
}

/** Never static or system-critical pods (K32 types/pod_update.go:160-190). */
function candidates(machine: Machine, sampledUsage: Decision['sampledUsage']) {
  const running = [...machine.pods].filter(
    ({ cgroup, reason, phase, spec }) =>
      cgroup && !cgroup.removed && !reason && phase !== 'Failed' && phase !== 'Succeeded' && spec.priority < CRITICAL
  );
  const live = usageByPart(machine);
  return rankForEviction(
    running.map((pod) => ({
      pod,
      priority: pod.spec.priority,
      request: pod.request,
      usage: live.has(`${pod.namespace}/${pod.name}`) ? sampledUsage(pod) : undefined,
    }))
  );
}

function evictForDisk(machine: Machine, sampledUsage: Decision['sampledUsage']): void {
  const [victim] = candidates(machine, sampledUsage);
  const now = machine.schedule.now();
  if (!victim || now < machine.kubelet.busyUntil) {
    return;
  }
  count(machine, 'nodefs.available');
  machine.facts.push({
    kind: 'eviction',
    at: now,
    signal: 'nodefs.available',
    both: false,
    pod: podRef(victim.pod),
    message: 'The node was low on resource: ephemeral-storage. ',
    cause: { kind: 'nobody' },
    paidForAnother: false,
  });
  evictPod(machine, victim.pod, 0);
  machine.kubelet.busyUntil = now + delay(machine, 5000, 20_000);
}

/** Counts decisions; the series begins with the first one. */
function count({ kubelet }: Machine, signal: string): void {
  kubelet.evictions.set(signal, (kubelet.evictions.get(signal) ?? 0) + 1);
}
