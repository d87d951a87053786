import { killContainer, stopContainer } from './containerd';
import { createWorkload, rollWorkload } from './controllers';
import { startHostProcess, stopHostProcess } from './hostProcesses';
import { byKubelet, type Machine } from './machine';
import type { Container, EndCause, Pod } from './pod';
import { deletePod } from './podLifecycle';
import { podRef } from './podRef';
import { hangKubelet, powerOff, restartKubelet, shutDown } from './restarts';
import type { OperatorEvent } from './scenario';

/** What begins again with the kubelet. */
export interface KubeletLoops {
  readonly start: () => void;
  /** As it was. */
  readonly goOn: () => void;
}

/** What people and controllers do to the node and its pods. */
export function perform(machine: Machine, event: OperatorEvent, { start, goOn }: KubeletLoops): void {
  switch (event.do) {
    case 'create':
      return createWorkload(machine, event.pod);
    case 'delete':
      return findPods(machine, event.pod)
        .slice(0, 1)
        .forEach((pod) => remove(machine, pod, 'delete'));
    case 'delete-workload':
      return deleteWorkload(machine, event.workload);
    case 'kill':
      return findContainers(machine, event).forEach((one) => signal(machine, one, event.signal));
    case 'liveness':
      return findContainers(machine, event).forEach((one) =>
        byKubelet(machine, () => stopContainer(machine, one, 'liveness', one.pod.spec.gracePeriod))
      );
    case 'resize':
      return findContainers(machine, event).forEach((one) => resize(one, event.limit));
    case 'rolling-restart':
      return rollWorkload(machine, event.workload, (pod) => remove(machine, pod, 'rolling-restart'));
    case 'drain':
      return drain(machine);
    case 'uncordon':
      machine.unschedulable = false;
      return undefined;
    case 'host-process':
      return machine.up ? startHostProcess(machine, event.name, event.memory) : undefined;
    case 'stop-host-process':
      return stopHostProcess(machine, event.name);
    case 'confined-oom':
      return killConfined(machine, event.name, event.confinedBy);
    case 'kubelet-restart':
      return restartKubelet(machine, event.for, start);
    case 'kubelet-hangs':
      return hangKubelet(machine, event.for, goOn);
    case 'reboot':
      return powerOff(machine, { lasts: event.for, planned: true, onStart: start });
    case 'power-loss':
      return powerOff(machine, { lasts: event.for, planned: false, onStart: start });
    case 'shutdown':
      return shutDown(machine, { grace: event.grace, lasts: event.for, onStart: start });
    case 'fill-disk':
      machine.kubelet.diskFullUntil = machine.schedule.now() + event.for;
      return undefined;
  }
}

/** By the pod's name, else by its workload's. */
function findPods({ pods }: Machine, path: string): Pod[] {
  const living = [...pods].filter(({ deletedAt, reason }) => deletedAt === undefined && !reason);
  const named = living.filter(({ namespace, name }) => `${namespace}/${name}` === path);
  return named.length > 0 ? named : living.filter(({ namespace, spec }) => `${namespace}/${spec.name}` === path);
}

function findContainers(machine: Machine, { pod, container }: { pod: string; container?: string }): Container[] {
  const [first] = findPods(machine, pod);
  const all = first?.containers ?? [];
  return all.filter(({ spec, isSidecar }) => (container ? spec.name === container : !isSidecar)).slice(0, 1);
}

function signal(machine: Machine, container: Container, name: 'SIGKILL' | 'SIGTERM'): void {
  const code = name === 'SIGKILL' ? 137 : container.spec.onSigterm;
  if (code !== null) {
    killContainer(machine, container, name === 'SIGKILL' ? 'sigkill' : 'sigterm', code);
  }
}

function remove(machine: Machine, pod: Pod, why: 'delete' | 'drain' | 'rolling-restart'): void {
  const cause: EndCause = 'delete';
  machine.facts.push({ kind: 'deleted', at: machine.schedule.now(), pod: podRef(pod), why });
  deletePod(machine, pod, cause);
}

function killConfined(
  { hostProcesses, kernel, schedule }: Machine,
  name: string,
  by: 'cpuset' | 'memory-policy'
): void {
  const process = hostProcesses.get(name);
  if (process) {
    kernel.killConfined(process, schedule.now(), by);
  }
}

function deleteWorkload(machine: Machine, path: string): void {
  [...machine.pods]
    .filter(({ namespace, spec }) => `${namespace}/${spec.name}` === path)
    .forEach((pod) => {
      pod.abandoned = true;
      remove(machine, pod, 'delete');
    });
}

/** What it moves is made anew on another node. */
function drain(machine: Machine): void {
  machine.unschedulable = true;
  const { schedule, random } = machine;
  [...machine.pods]
    .filter(({ spec, deletedAt }) => spec.owner !== 'DaemonSet' && deletedAt === undefined)
    .forEach((pod) => {
      pod.abandoned = true;
      schedule.at(schedule.now() + random.whole(0, 12_000), () => remove(machine, pod, 'drain'));
    });
}

/** In place (1.33), or by a VPA: the limit of what runs is another from now on. */
function resize(container: Container, limit: number): void {
  container.limit = limit;
  const { cgroup, pod } = container;
  if (cgroup && !cgroup.removed) {
    cgroup.limit = limit;
  }
  if (pod.cgroup && !pod.cgroup.removed) {
    pod.cgroup.limit = pod.containers.reduce((sum, one) => sum + one.limit, 0);
  }
}
