import { setTimeout as wait } from 'node:timers/promises';

import type { Terminated } from '../simulator/pod';
import { snapshot } from '../simulator/podStatus';
import type { PodSpec } from '../simulator/scenario';

import type { HostNode } from './hostNode';
import { buildHostPod, type HostContainer, type HostPod } from './hostPod';
import { makeCgroup } from './memoryCgroup';
import { killAll, removeCgroup } from './removeCgroup';
import { runContainer } from './runContainer';

/** What a kubelet does with a pod it is given. */
export interface PodWorker {
  start(spec: PodSpec): void;
  /** Hard evictions give 1 s (K31 eviction_manager.go:411). Settles when nothing of the pod runs any more. */
  evict(pod: HostPod): Promise<void>;
  /** Nothing is started any more. */
  stop(): void;
}

const GRACE = 1000;

/** `leak` is the leak tool as one file, `onChange` is called whenever a cgroup came or went. */
export function podWorker(
  node: HostNode,
  { leak, onChange }: { readonly leak: string; readonly onChange: () => void }
): PodWorker {
  const stopped = new AbortController();
  const publish = (pod: HostPod) => {
    pod.api = snapshot(pod);
    if (!stopped.signal.aborted) {
      onChange();
    }
  };

  async function keepRunning(pod: HostPod, container: HostContainer): Promise<void> {
    for (;;) {
      const ended = await runOnce(pod, container);
      if (!isStartedAgain(pod, ended) || stopped.signal.aborted) {
        return;
      }
      await backOff(pod, container, ended);
      if (!isStartedAgain(pod, ended) || stopped.signal.aborted) {
        return;
      }
      container.status = { ...container.status, last: ended, restarts: container.status.restarts + 1 };
    }
  }

  async function runOnce(pod: HostPod, container: HostContainer): Promise<Terminated> {
    const { status } = container;
    const running = runContainer(pod as HostPod & { cgroup: NonNullable<HostPod['cgroup']> }, container, leak);
    container.status = {
      restarts: status.restarts,
      ...(status.last && { last: status.last }),
      state: 'running',
      startedAt: Date.now(),
    };
    pod.phase = 'Running';
    publish(pod);
    const { oomKills, ...ended } = await running;
    if (oomKills > 0) {
      const { namespace, name } = pod;
      node.kills.push({ at: ended.finishedAt, namespace, pod: name, ownLimit: container.limit !== Infinity });
    }
    container.status = { ...container.status, state: 'terminated', terminated: ended };
    publish(pod);
    return ended;
  }

  /** 0, 10, 20, 40 … 300 s; anew after ten minutes of running. */
  async function backOff(pod: HostPod, container: HostContainer, ended: Terminated): Promise<void> {
    const ran = (ended.finishedAt ?? 0) - ended.startedAt;
    const pause = ran > 600_000 ? 0 : container.backoff;
    container.backoff = pause === 0 ? 10_000 : Math.min(300_000, pause * 2);
    if (pause > 0) {
      const { restarts } = container.status;
      container.status = { restarts, state: 'waiting', waitingReason: 'CrashLoopBackOff', last: ended };
      publish(pod);
    }
    await wait(pause + 1000, undefined, { signal: stopped.signal }).catch(() => undefined);
  }

  function start(spec: PodSpec): void {
    const pod = buildHostPod(spec, { capacity: node.lines.capacity, now: Date.now() });
    node.pods.add(pod);
    makePodCgroup(node, pod);
    pod.startedAt = Date.now();
    for (const container of pod.containers) {
      container.ended = keepRunning(pod, container);
    }
    void Promise.all(pod.containers.map(({ ended }) => ended)).then(() => finish(pod));
  }

  async function finish(pod: HostPod): Promise<void> {
    if (stopped.signal.aborted || !pod.cgroup) {
      return;
    }
    await removeCgroup(pod.cgroup);
    pod.cgroup = { ...pod.cgroup, removed: true };
    const allWell = pod.containers.every(({ status }) => status.terminated?.exitCode === 0);
    pod.phase = allWell && !pod.reason ? 'Succeeded' : 'Failed';
    publish(pod);
  }

  return {
    start,
    async evict(pod) {
      pod.reason = 'Evicted';
      const running = pod.containers.flatMap(({ cgroup }) => cgroup ?? []);
      running.forEach((cgroup) => killAll(cgroup, 'SIGTERM'));
      const all = Promise.all(pod.containers.map(({ ended }) => ended));
      await Promise.race([all, wait(GRACE, undefined, { ref: false })]);
      running.forEach((cgroup) => killAll(cgroup, 'SIGKILL'));
      await all;
    },
    stop: () => stopped.abort(),
  };
}

function isStartedAgain({ reason, spec: { restartPolicy } }: HostPod, { exitCode }: Terminated): boolean {
  return !reason && (restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && exitCode !== 0));
}

/** A limit only where every container has one (K32 cm/helpers_linux.go:133-200). */
function makePodCgroup({ kubepods }: HostNode, pod: HostPod): void {
  const above = pod.qos === 'Guaranteed' ? kubepods.path : `${kubepods.path}/${pod.qos.toLowerCase()}`;
  const limit = pod.containers.reduce((sum, container) => sum + container.limit, 0);
  const cgroup = makeCgroup({
    hierarchy: kubepods.hierarchy,
    path: `${above}/pod${pod.uid}`,
    ...(limit !== Infinity && { limit }),
    isParent: true,
  });
  pod.cgroup = { ...cgroup, removed: false };
}
