import { charge, removeCgroup, walk } from './cgroup';
import { startServices } from './hostProcesses';
import { isThrashing, later, newKubelet, type Machine } from './machine';
import type { Pod, Terminated } from './pod';
import { finishIfOver, startPod, terminatePod } from './podLifecycle';
import { podRef } from './podRef';
import { publish } from './podStatus';

/** The kubelet's process is replaced; containers run on, its counters begin anew, cAdvisor reads the kernel's log again. */
export function restartKubelet(machine: Machine, lasts: number, onStart: () => void): void {
  const { kubelet, schedule, boots } = machine;
  const at = schedule.now();
  kubelet.running = false;
  schedule.at(at + lasts, () => {
    if (machine.up && machine.boots === boots) {
      machine.facts.push({ kind: 'kubelet-restart', at, until: at + lasts });
      startKubelet(machine, onStart);
    }
  });
}

/** Unless it or the node is restarted meanwhile. */
export function hangKubelet(machine: Machine, lasts: number, goOn: () => void): void {
  const { kubelet, schedule, boots } = machine;
  const { startedAt } = kubelet;
  kubelet.running = false;
  schedule.at(schedule.now() + lasts, () => {
    if (machine.up && machine.boots === boots && kubelet.startedAt === startedAt) {
      kubelet.running = true;
      goOn();
      kubelet.waiting.splice(0).forEach((what) => what());
    }
  });
}

function startKubelet(machine: Machine, onStart: () => void): void {
  const { kubelet, schedule } = machine;
  const { waiting, lastPost } = kubelet;
  const undone = waiting.splice(0);
  Object.assign(kubelet, { ...newKubelet(schedule.now()), lastPost });
  replayRingBuffer(machine);
  onStart();
  undone.forEach((what) => what());
}

/** cAdvisor begins at 0 and counts what the kernel's log still holds, a moment after its first samples (CA utils/oomparser). */
function replayRingBuffer(machine: Machine): void {
  const { kernel, schedule, random, kubelet } = machine;
  const all = [...walk(kernel.root)];
  all.forEach((cgroup) => (cgroup.oomEvents = 0));
  const { startedAt } = kubelet;
  schedule.at(schedule.now() + random.whole(200, 20_000), () => {
    if (kubelet.startedAt === startedAt) {
      machine.ringBuffer.forEach((path) => {
        const cgroup = [...walk(kernel.root)].find((one) => one.path === path);
        if (cgroup) {
          cgroup.oomEvents += 1;
        }
      });
    }
  });
}

interface Outage {
  readonly lasts: number;
  readonly planned: boolean;
  /** Once the kubelet is back. */
  readonly onStart: () => void;
}

/** Everything on the node ends without a word; what ran is found again at the next boot and called 255, Unknown. */
export function powerOff(machine: Machine, { lasts, planned, onStart }: Outage): void {
  const { schedule, kernel, kubelet } = machine;
  // What is off already comes up when its power does.
  if (!machine.up) {
    return;
  }
  const at = schedule.now();
  const shortOfMemory = isThrashing(machine);
  machine.up = false;
  kubelet.running = false;
  kubelet.waiting.length = 0;
  loseMemory(machine);
  schedule.at(at + lasts, () => {
    machine.boots += 1;
    machine.up = true;
    kernel.bootedAt = schedule.now();
    kernel.oomKillCount = 0;
    machine.ringBuffer.length = 0;
    startServices(machine);
    machine.facts.push({ kind: 'node-restart', at, until: schedule.now(), planned, shortOfMemory });
    const { boots } = machine;
    schedule.at(schedule.now() + machine.random.whole(12_000, 35_000), () => {
      if (machine.up && machine.boots === boots) {
        startKubelet(machine, onStart);
        [...machine.pods].filter(({ assigned }) => assigned).forEach((pod) => recoverPod(machine, pod));
      }
    });
  });
}

/**
 * The kubelet's shutdown manager calls the node not ready, ends all pods within the grace and marks them as failed
 * (K32 nodeshutdown/nodeshutdown_manager_linux.go); what controllers owned is made anew elsewhere.
 */
export function shutDown(
  machine: Machine,
  { grace, ...outage }: Omit<Outage, 'planned'> & { readonly grace: number }
): void {
  const { schedule } = machine;
  if (!machine.up) {
    return;
  }
  machine.shuttingDown = true;
  machine.conditions.Ready = 'False';
  [...machine.pods]
    .filter(({ cgroup, reason, deletedAt }) => cgroup && !cgroup.removed && !reason && deletedAt === undefined)
    .forEach((pod) => {
      pod.abandoned = pod.spec.owner !== 'DaemonSet';
      terminatePod(machine, pod, Math.min(grace, pod.spec.gracePeriod));
    });
  schedule.at(schedule.now() + grace, () => {
    machine.shuttingDown = false;
    powerOff(machine, { ...outage, planned: true });
  });
}

function loseMemory(machine: Machine): void {
  const { kernel } = machine;
  const { root } = kernel;
  kernel.clear();
  machine.hostProcesses.clear();
  for (const pod of machine.pods) {
    if (pod.cgroup && !pod.cgroup.removed) {
      removeCgroup(pod.cgroup);
    }
  }
  [...machine.system.children].forEach(removeCgroup);
  for (const cgroup of [...walk(root)]) {
    charge(cgroup, 'anon', -cgroup.anon);
    charge(cgroup, 'inactiveFile', -cgroup.inactiveFile);
    charge(cgroup, 'activeFile', -cgroup.activeFile);
    Object.assign(cgroup, { peak: 0, failures: 0, oomEvents: 0, stalled: 0 });
  }
}

function recoverPod(machine: Machine, pod: Pod): void {
  const now = machine.schedule.now();
  if (pod.phase === 'Failed' || pod.phase === 'Succeeded') {
    return;
  }
  pod.containers.forEach((container) => {
    const { status, limit } = container;
    if (status.state !== 'running') {
      return;
    }
    const ended: Terminated = { exitCode: 255, reason: 'Unknown', startedAt: status.startedAt ?? now, finishedAt: now };
    container.status = {
      ...status,
      state: 'terminated',
      terminated: ended,
      last: ended,
      restarts: status.restarts + 1,
    };
    machine.facts.push({
      kind: 'end',
      at: now,
      pod: podRef(pod),
      container: container.spec.name,
      cause: 'node-restart',
      exitCode: 255,
      reason: 'Unknown',
      held: 0,
      grew: false,
      ...(limit !== Infinity && { limit }),
    });
  });
  if (pod.reason || pod.deletedAt !== undefined) {
    finishIfOver(machine, pod);
    return;
  }
  publish(machine, pod);
  later(machine, machine.random.whole(1500, 9000), () => startPod(machine, pod));
}
