import { addCgroup, isWithin, removeCgroup, usage, type Cgroup } from './cgroup';
import { podRef } from './podRef';
import type { OomKill } from './kernel';
import { byKubelet, delay, later, type Machine } from './machine';
import type { Container, EndCause, Terminated } from './pod';
import { programOf } from './program';
import type { ProcessExit } from './process';

/** Called once the kubelet has learned of the end. */
type OnEnded = (container: Container, ended: Terminated) => void;

/** Starts a new instance of the container in its pod's cgroup. */
export function startContainer(machine: Machine, container: Container, onEnded: OnEnded): void {
  const { pod, spec } = container;
  if (!pod.cgroup || pod.cgroup.removed) {
    return;
  }
  const { kernel, schedule, random } = machine;
  const now = schedule.now();
  const id = random.hex(64);
  const cgroup = addCgroup({
    parent: pod.cgroup,
    path: scopePath(machine, pod.cgroup, id),
    level: 'container',
    limit: container.limit,
    oomGroup: groupKills(machine),
    createdAt: now,
    names: {
      namespace: pod.namespace,
      pod: pod.name,
      container: spec.name,
      image: `registry.example/${spec.name}:1`,
      id,
    },
  });
  container.cgroup = cgroup;
  container.oomFlag = false;
  container.endCause = undefined;
  container.status = {
    ...container.status,
    state: 'running',
    startedAt: now,
    waitingReason: undefined,
    terminated: undefined,
  };
  const comm = (spec.comm ?? spec.name).slice(0, 15);
  const spawn = (memory: typeof spec.memory, isInit: boolean, startedAt: number) =>
    kernel.spawn({
      comm,
      cgroup,
      oomScoreAdj: container.adj,
      program: programOf(comm, memory, random),
      isInit,
      at: startedAt,
      onExit: (exit) => (isInit ? initExited(exit) : workerExited()),
    });
  const initExited = (exit: ProcessExit) => instanceEnded(machine, container, cgroup, exit, onEnded);
  // The server starts another worker in the place of one that was killed.
  const workerExited = () =>
    later(machine, delay(machine, 15_000, 30_000), () => {
      if (container.cgroup === cgroup && !cgroup.removed && spec.workers) {
        container.processes.push(spawn(spec.workers.memory, false, schedule.now()));
      }
    });
  container.processes = [];
  container.processes.push(spawn(spec.memory, true, now));
  for (let i = 0; i < (spec.workers?.count ?? 0) && !cgroup.removed; i += 1) {
    container.processes.push(spawn(spec.workers?.memory ?? spec.memory, false, now));
  }
}

/** memory.oom.group is set on containers on cgroup v2 since 1.28, unless singleProcessOOMKill (1.32). */
function groupKills({ spec }: Machine): boolean {
  return spec.cgroup === 'v2' && spec.kubernetes !== '1.20' && spec.kubernetes !== '1.27' && !spec.singleProcessOOMKill;
}

function scopePath({ spec }: Machine, pod: Cgroup, id: string): string {
  return spec.driver === 'systemd' ? `${pod.path}/cri-containerd-${id}.scope` : `${pod.path}/${id}`;
}

export function startPause(machine: Machine, pod: Cgroup, names: { readonly namespace: string; readonly pod: string }) {
  const { kernel, schedule, random } = machine;
  const id = random.hex(64);
  const cgroup = addCgroup({
    parent: pod,
    path: scopePath(machine, pod, id),
    level: 'pause',
    createdAt: schedule.now(),
    names: { ...names, image: 'registry.example/pause:3.9', id },
  });
  const process = kernel.spawn({
    comm: 'pause',
    cgroup,
    oomScoreAdj: -998,
    program: { comm: 'pause', start: 200_704, wobble: 0 },
    isInit: true,
    at: schedule.now(),
    onExit: () => {},
  });
  return { cgroup, process };
}

/** SIGKILL to everything in it. */
export function killContainer(machine: Machine, container: Container, cause: EndCause, code = 137): void {
  const init = container.processes.find(({ isInit, alive }) => isInit && alive);
  if (init && container.status.state === 'running') {
    container.endCause = cause;
    machine.kernel.end(init, machine.schedule.now(), code);
  }
}

/** SIGTERM, then SIGKILL after the grace period. */
export function stopContainer(machine: Machine, container: Container, cause: EndCause, gracePeriod: number): void {
  const { onSigterm } = container.spec;
  const instance = container.cgroup;
  if (onSigterm !== null && gracePeriod >= 1000) {
    const needed = Math.min(gracePeriod, delay(machine, 100, 2500));
    later(machine, needed, () => container.cgroup === instance && killContainer(machine, container, cause, onSigterm));
    return;
  }
  later(machine, gracePeriod, () => container.cgroup === instance && killContainer(machine, container, cause));
}

function instanceEnded(
  machine: Machine,
  container: Container,
  cgroup: Cgroup,
  exit: ProcessExit,
  onEnded: OnEnded
): void {
  const { kernel } = machine;
  const held = usage(cgroup);
  container.processes.forEach((process) => kernel.end(process, exit.at, 137));
  removeCgroup(cgroup);
  const startedAt = container.status.startedAt ?? exit.at;
  const cause: EndCause = exit.by === 'oom' ? 'oom' : (container.endCause ?? 'itself');
  const limit = container.limit === Infinity ? undefined : container.limit;
  const { memory } = container.spec;
  later(machine, Math.max(0, exit.at - machine.schedule.now()) + delay(machine, 60, 400), () => {
    const reason = exit.code === 0 ? 'Completed' : container.oomFlag ? 'OOMKilled' : 'Error';
    const ended: Terminated = { exitCode: exit.code, reason, startedAt, finishedAt: exit.at };
    machine.facts.push({
      kind: 'end',
      at: exit.at,
      pod: podRef(container.pod),
      container: container.spec.name,
      cause,
      exitCode: exit.code,
      reason,
      held,
      grew: Boolean(memory.grow),
      ...(limit && { limit }),
    });
    byKubelet(machine, () => onEnded(container, ended));
  });
}

/**
 * Tells containerd of an OOM kill. On v1 every container below the cgroup that ran out is told, and keeps it; on v2 the one whose
 * task died, and often after its end (containerd#8893).
 */
export function tellOfOom(machine: Machine, { limitOf, cgroup, byGroup, victim }: OomKill): void {
  const all = [...machine.pods].flatMap(({ containers }) => containers);
  if (machine.spec.cgroup === 'v1') {
    all.filter((one) => limitOf && one.cgroup && isWithin(one.cgroup, limitOf)).forEach((one) => (one.oomFlag = true));
    return;
  }
  const container = all.find((one) => one.cgroup === cgroup);
  const isLate = machine.random.chance(machine.spec.lateOomEvents);
  const survives = container && !byGroup && !victim.isInit;
  if (container && (!isLate || survives)) {
    container.oomFlag = true;
  }
}
