import { addCgroup } from './cgroup';
import type { Machine } from './machine';
import { programOf } from './program';
import type { MemorySpec } from './scenario';

const MiB = 1024 * 1024;

/** What runs on the node beside Kubernetes, the kubelet itself, and the file cache of it all. */
export function startServices(machine: Machine): void {
  const { spec } = machine;
  startHostProcess(machine, 'services', {
    start: spec.host * 0.75,
    wobble: 6 * MiB,
    cache: { by: 60 * MiB, every: 5000, to: Math.min(420 * MiB, spec.memory / 12), active: 0.25 },
  });
  startHostProcess(machine, 'kubelet', { start: 60 * MiB + spec.host * 0.1, wobble: 4 * MiB }, -999);
}

/** A service in its own cgroup; the kernel may kill it, and then it is gone. */
export function startHostProcess(machine: Machine, name: string, memory: MemorySpec, oomScoreAdj = 0): void {
  const { kernel, schedule, system, random, hostProcesses } = machine;
  const cgroup = addCgroup({
    parent: system,
    path: `${system.path}/${name}.service`,
    level: 'system',
    createdAt: schedule.now(),
  });
  const process = kernel.spawn({
    comm: name.slice(0, 15),
    cgroup,
    oomScoreAdj,
    program: programOf(name, memory, random),
    isInit: true,
    at: schedule.now(),
    onExit: () => hostProcesses.delete(name),
  });
  hostProcesses.set(name, process);
}

export function stopHostProcess(machine: Machine, name: string): void {
  const process = machine.hostProcesses.get(name);
  if (process) {
    machine.kernel.end(process, machine.schedule.now(), 143);
  }
}
