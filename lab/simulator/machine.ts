import { parseEvictionFlag, thresholdBytes } from '../../src/domain/lines/threshold';

import { addCgroup, type Cgroup } from './cgroup';
import type { Fact } from './facts';
import { bootKernel, type Kernel } from './kernel';
import { growthHistory, type GrowthHistory } from './growthHistory';
import type { Pod } from './pod';
import type { Process } from './process';
import type { Random } from './random';
import type { NodeSpec } from './scenario';
import type { Schedule } from './schedule';

export type ConditionStatus = 'True' | 'False' | 'Unknown';
export type ConditionType = 'Ready' | 'MemoryPressure' | 'DiskPressure' | 'PIDPressure';

export interface MemoryThreshold {
  readonly signal: 'memory.available' | 'allocatableMemory.available';
  readonly bytes: number;
  readonly soft?: { readonly gracePeriod: number; readonly maxPodGracePeriod: number };
}

export interface KubeletState {
  running: boolean;
  startedAt: number;
  readonly evictions: Map<string, number>;
  /** When each threshold was first met without a break. */
  readonly metSince: Map<MemoryThreshold, number>;
  pressureSeenAt: number;
  diskPressureSeenAt: number;
  diskFullUntil: number;
  /** It waits for a pod to go before it looks again. */
  busyUntil: number;
  lastPost: number;
  /** What it will do once it is back. */
  readonly waiting: Array<() => void>;
}

/** One node with everything on it, as its parts share it. */
export interface Machine {
  readonly spec: NodeSpec;
  readonly schedule: Schedule;
  readonly random: Random;
  readonly kernel: Kernel;
  readonly system: Cgroup;
  readonly kubepods: Cgroup;
  readonly burstable: Cgroup;
  readonly bestEffort: Cgroup;
  readonly lines: NodeLines;
  readonly kubelet: KubeletState;
  /** As the API server has them. */
  readonly conditions: Record<ConditionType, ConditionStatus>;
  readonly pods: Set<Pod>;
  readonly hostProcesses: Map<string, Process>;
  readonly facts: Fact[];
  readonly growth: GrowthHistory;
  /** Paths under which cAdvisor counts the kernel's kills since the boot, as its log has them. */
  readonly ringBuffer: string[];
  readonly kernelLog: string[];
  readonly kubeletLog: string[];
  readonly keepLogs: boolean;
  unschedulable: boolean;
  shuttingDown: boolean;
  /** What a controller does for a pod of its own that is gone. */
  replace: (pod: Pod) => void;
  pressureTaint: boolean;
  up: boolean;
  /** Counts boots: what an earlier one began is over. */
  boots: number;
}

export interface NodeLines {
  readonly capacity: number;
  readonly kubepodsLimit: number;
  readonly allocatable: number;
  readonly thresholds: readonly MemoryThreshold[];
}

interface NewMachine {
  readonly spec: NodeSpec;
  readonly schedule: Schedule;
  readonly random: Random;
  readonly start: number;
  readonly keepLogs: boolean;
}

export function buildMachine({ spec, schedule, random, start, keepLogs }: NewMachine): Machine {
  const bootedAt = start - random.whole(3, 40) * 86_400_000;
  const kernel = bootKernel({
    random: random.fork('kernel'),
    memTotal: spec.memory,
    swap: spec.swap,
    maySwap: ({ level }) => spec.cgroup === 'v1' || level === 'system',
    kernelMemory: spec.kernelMemory,
    bootedAt,
    keepTables: keepLogs,
  });
  const lines = nodeLines(spec);
  const { root } = kernel;
  const below = (parent: Cgroup, path: string, level: Cgroup['level'], limit?: number) =>
    addCgroup({ parent, path, level, limit, createdAt: bootedAt });
  const systemd = spec.driver === 'systemd';
  const limit = spec.enforceNodeAllocatable ? lines.kubepodsLimit : lines.capacity;
  const kubepods = below(root, systemd ? '/kubepods.slice' : '/kubepods', 'kubepods', limit);
  const qos = (name: string) =>
    below(kubepods, systemd ? `/kubepods.slice/kubepods-${name}.slice` : `/kubepods/${name}`, 'qos');
  return {
    spec,
    schedule,
    random,
    kernel,
    system: below(root, systemd ? '/system.slice' : '/system', 'system'),
    kubepods,
    burstable: qos('burstable'),
    bestEffort: qos('besteffort'),
    lines,
    kubelet: { ...newKubelet(start - random.whole(1, 72) * 3_600_000), lastPost: start },
    conditions: { Ready: 'True', MemoryPressure: 'False', DiskPressure: 'False', PIDPressure: 'False' },
    pods: new Set(),
    hostProcesses: new Map(),
    facts: [],
    growth: growthHistory(),
    ringBuffer: [],
    kernelLog: [],
    kubeletLog: [],
    keepLogs,
    unschedulable: false,
    shuttingDown: false,
    replace: () => {},
    pressureTaint: false,
    up: true,
    boots: 1,
  };
}

export function newKubelet(startedAt: number): KubeletState {
  return {
    running: true,
    startedAt,
    evictions: new Map(),
    metSince: new Map(),
    pressureSeenAt: -Infinity,
    diskPressureSeenAt: -Infinity,
    diskFullUntil: -Infinity,
    busyUntil: -Infinity,
    lastPost: startedAt,
    waiting: [],
  };
}

/**
 * allocatable = capacity − reserved − hard threshold (K32 cm/node_container_manager_linux.go:278-298); the pods' own threshold
 * is a copy of the hard one, a percentage of the kubepods limit (K32 eviction/helpers.go:119-175).
 */
export function nodeLines(spec: NodeSpec): NodeLines {
  const capacity = spec.memory;
  const kubepodsLimit = capacity - spec.kubeReserved - spec.systemReserved;
  const hard = parseEvictionFlag(spec.evictionHard).find(({ signal }) => signal === 'memory.available');
  const soft = spec.evictionSoft && parseEvictionFlag(spec.evictionSoft.threshold)[0];
  const thresholds: MemoryThreshold[] = [];
  if (hard) {
    thresholds.push({ signal: 'memory.available', bytes: thresholdBytes(hard.value, capacity) });
    if (spec.enforceNodeAllocatable) {
      thresholds.push({ signal: 'allocatableMemory.available', bytes: thresholdBytes(hard.value, kubepodsLimit) });
    }
  }
  if (soft && spec.evictionSoft) {
    thresholds.push({
      signal: 'memory.available',
      bytes: thresholdBytes(soft.value, capacity),
      soft: spec.evictionSoft,
    });
  }
  const subtracted = hard ? thresholdBytes(hard.value, capacity) : 0;
  return { capacity, kubepodsLimit, allocatable: Math.max(0, kubepodsLimit - subtracted), thresholds };
}

/** Done on the node itself after a while, unless it has gone down by then. */
export function later(machine: Machine, delay: number, what: () => void): void {
  const { boots } = machine;
  machine.schedule.at(machine.schedule.now() + delay, () => {
    if (machine.up && machine.boots === boots) {
      what();
    }
  });
}

/** Done by the kubelet, now or once it is back. */
export function byKubelet(machine: Machine, what: () => void): void {
  machine.kubelet.running ? what() : machine.kubelet.waiting.push(what);
}

/** Almost nothing is free: everything on the node crawls. */
export function isThrashing({ kernel }: Machine): boolean {
  return kernel.free() < 140 * 1024 * 1024 && kernel.root.activeFile + kernel.root.inactiveFile < 250 * 1024 * 1024;
}

/** A delay of the node's own software, in milliseconds. */
export function delay(machine: Machine, from: number, to: number): number {
  const factor = machine.spec.slowness * (isThrashing(machine) ? 6 : 1);
  return Math.round(machine.random.between(from, to) * factor);
}
