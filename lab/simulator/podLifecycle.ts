import { addCgroup, removeCgroup } from './cgroup';
import { killContainer, startContainer, startPause, stopContainer } from './containerd';
import { byKubelet, delay, later, type Machine } from './machine';
import type { Container, EndCause, Pod, Terminated } from './pod';
import { publish } from './podStatus';

/** The scheduler's part: not while the node is cordoned or tainted, except for a DaemonSet's. */
export function schedulePod(machine: Machine, pod: Pod): void {
  const { schedule } = machine;
  const isDaemon = pod.spec.owner === 'DaemonSet';
  schedule.at(schedule.now() + machine.random.whole(100, 1200), () => {
    if (!machine.pods.has(pod) || pod.deletedAt !== undefined) {
      return;
    }
    const ready = machine.up && machine.conditions.Ready === 'True';
    const isTainted = machine.pressureTaint && !pod.spec.toleratesPressure;
    if (!isDaemon && (machine.unschedulable || isTainted || !ready)) {
      schedule.at(schedule.now() + 5000, () => schedulePod(machine, pod));
      return;
    }
    pod.assigned = true;
    pod.api = { ...(pod.api ?? { phase: 'Pending', statuses: [] }), assigned: true };
    byKubelet(machine, () => later(machine, delay(machine, 300, 1500), () => startPod(machine, pod)));
  });
}

/** Sandbox, native sidecars, then the containers. */
export function startPod(machine: Machine, pod: Pod): void {
  const isStarted = pod.cgroup && !pod.cgroup.removed;
  if (!machine.pods.has(pod) || pod.deletedAt !== undefined || pod.reason || isStarted) {
    return;
  }
  const now = machine.schedule.now();
  pod.startedAt ??= now;
  pod.cgroup = addCgroup({
    parent: parentOf(machine, pod),
    path: podPath(machine, pod),
    level: 'pod',
    limit: podLimit(pod),
    createdAt: now,
    names: { namespace: pod.namespace, pod: pod.name },
  });
  pod.pause = startPause(machine, pod.cgroup, { namespace: pod.namespace, pod: pod.name });
  let wait = 0;
  [...pod.containers]
    .sort((a, b) => Number(b.isSidecar) - Number(a.isSidecar))
    .forEach((container) => {
      wait += delay(machine, 200, 900);
      later(machine, wait, () => run(machine, container));
    });
  publish(machine, pod);
}

/** Only where every container has one (K32 cm/helpers_linux.go:133-200). */
function podLimit({ containers }: Pod): number {
  return containers.reduce((sum, { limit }) => sum + limit, 0);
}

function parentOf(machine: Machine, { qos }: Pod) {
  return qos === 'Guaranteed' ? machine.kubepods : qos === 'Burstable' ? machine.burstable : machine.bestEffort;
}

function podPath(machine: Machine, pod: Pod): string {
  const parent = parentOf(machine, pod).path;
  if (machine.spec.driver !== 'systemd') {
    return `${parent}/pod${pod.uid}`;
  }
  const prefix = parent.slice(parent.lastIndexOf('/') + 1).replace(/\.slice$/, '');
  return `${parent}/${prefix}-pod${pod.uid.replace(/-/g, '_')}.slice`;
}

function run(machine: Machine, container: Container): void {
  const { pod } = container;
  if (pod.deletedAt !== undefined || pod.reason || pod.cgroup?.removed) {
    return;
  }
  startContainer(machine, container, (ended, how) => containerEnded(machine, ended, how));
  if (pod.phase === 'Pending') {
    pod.phase = 'Running';
  }
  publish(machine, pod);
}

/** What the kubelet makes of an end: restart, back off, or let the pod end. */
export function containerEnded(machine: Machine, container: Container, ended: Terminated): void {
  const { pod, status } = container;
  container.status = { ...status, state: 'terminated', terminated: ended };
  if (pod.deletedAt !== undefined || pod.reason) {
    publish(machine, pod);
    finishIfOver(machine, pod);
    return;
  }
  const { restartPolicy } = pod.spec;
  const again =
    container.isSidecar || restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && ended.exitCode !== 0);
  if (!again) {
    endPodIfOver(machine, pod);
    publish(machine, pod);
    return;
  }
  restartLater(machine, container, ended);
}

/** 0, 10, 20, 40 … 300 s, and up to some seconds until the pod is looked at again; anew after ten minutes of running. */
function restartLater(machine: Machine, container: Container, ended: Terminated): void {
  const { pod } = container;
  const ran = (ended.finishedAt ?? 0) - ended.startedAt;
  const wait = ran > 600_000 ? 0 : container.backoff;
  container.backoff = wait === 0 ? 10_000 : Math.min(300_000, wait * 2);
  if (wait > 0) {
    later(machine, delay(machine, 500, 1500), () => {
      if (container.status.terminated === ended && !pod.reason && pod.deletedAt === undefined) {
        container.status = {
          ...container.status,
          state: 'waiting',
          waitingReason: 'CrashLoopBackOff',
          last: ended,
          terminated: undefined,
        };
        publish(machine, pod);
      }
    });
  }
  publish(machine, pod);
  const slow = wait + pod.spec.restartDelay;
  later(machine, slow + (wait > 0 ? delay(machine, 1500, 9000) : delay(machine, 600, 2200)), () =>
    byKubelet(machine, () => {
      if (machine.pods.has(pod) && pod.deletedAt === undefined && !pod.reason && container.status.state !== 'running') {
        container.status = { ...container.status, last: ended, restarts: container.status.restarts + 1 };
        run(machine, container);
      }
    })
  );
}

function endPodIfOver(machine: Machine, pod: Pod): void {
  const main = pod.containers.filter(({ isSidecar }) => !isSidecar);
  if (main.every(({ status }) => status.state === 'terminated')) {
    pod.phase = main.every(({ status }) => status.terminated?.exitCode === 0) ? 'Succeeded' : 'Failed';
    pod.containers.filter(({ isSidecar }) => isSidecar).forEach((one) => killContainer(machine, one, 'delete', 143));
    removeSandbox(pod, machine);
    if (pod.phase === 'Failed') {
      machine.replace(pod);
    }
  }
}

function removeSandbox(pod: Pod, machine: Machine): void {
  if (pod.cgroup && !pod.cgroup.removed) {
    if (pod.pause) {
      machine.kernel.end(pod.pause.process, machine.schedule.now(), 0);
    }
    removeCgroup(pod.cgroup);
  }
}

/** The API server marks it at once; the kubelet stops what runs, then the object goes. */
export function deletePod(machine: Machine, pod: Pod, cause: EndCause, gracePeriod = pod.spec.gracePeriod): void {
  if (pod.deletedAt !== undefined) {
    return;
  }
  pod.deletedAt = machine.schedule.now();
  if (pod.api) {
    pod.api = { ...pod.api, deletedAt: pod.deletedAt };
  }
  if (pod.spec.owner === 'ReplicaSet' || pod.spec.owner === 'Job') {
    machine.replace(pod);
  }
  byKubelet(machine, () => {
    stopAll(machine, pod, cause, gracePeriod);
    finishIfOver(machine, pod);
  });
}

/** Hard evictions give 0 s, since 1.31 one (K32 eviction_manager.go:411). */
export function evictPod(machine: Machine, pod: Pod, gracePeriod: number): void {
  pod.reason = 'Evicted';
  stopAll(machine, pod, 'eviction', gracePeriod);
  finishIfOver(machine, pod);
}

/** Of a node that shuts down; its status says Terminated. */
export function terminatePod(machine: Machine, pod: Pod, gracePeriod: number): void {
  pod.reason = 'Terminated';
  stopAll(machine, pod, 'shutdown', gracePeriod);
  finishIfOver(machine, pod);
}

function stopAll(machine: Machine, pod: Pod, cause: EndCause, gracePeriod: number): void {
  pod.containers
    .filter(({ status }) => status.state === 'running')
    .forEach((container) => stopContainer(machine, container, cause, gracePeriod));
}

/** Once nothing runs any more: an evicted pod is shown as failed, a deleted one goes. */
export function finishIfOver(machine: Machine, pod: Pod): void {
  if (!machine.pods.has(pod) || pod.containers.some(({ status }) => status.state === 'running')) {
    return;
  }
  later(machine, delay(machine, 200, 2000), () =>
    byKubelet(machine, () => {
      removeSandbox(pod, machine);
      if (pod.deletedAt !== undefined) {
        forget(machine, pod);
      } else if (pod.phase !== 'Failed') {
        pod.phase = 'Failed';
        publish(machine, pod, () => evictedShown(machine, pod));
      }
    })
  );
}

/** A DaemonSet's or StatefulSet's controller deletes the failed pod before most scrapes (k/k#54525); others leave it. */
function evictedShown(machine: Machine, pod: Pod): void {
  const { owner } = pod.spec;
  if (owner === 'DaemonSet' || owner === 'StatefulSet') {
    machine.schedule.at(machine.schedule.now() + machine.random.whole(20, 400), () => forget(machine, pod));
    return;
  }
  machine.replace(pod);
}

/** The object is gone from the API server. */
export function forget(machine: Machine, pod: Pod): void {
  if (machine.pods.delete(pod) && pod.spec.owner !== 'ReplicaSet' && pod.spec.owner !== 'Job') {
    machine.replace(pod);
  }
}
