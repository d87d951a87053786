import { byKubelet, delay, later, type Machine } from './machine';
import type { Pod, PodInApi } from './pod';

/** The kubelet reports the pod's state of then to the API server. */
export function publish(machine: Machine, pod: Pod, shown: () => void = () => {}): void {
  later(machine, delay(machine, 200, 1600), () =>
    byKubelet(machine, () => {
      if (machine.pods.has(pod)) {
        pod.api = snapshot(pod);
        shown();
      }
    })
  );
}

function snapshot({ phase, reason, assigned, startedAt, deletedAt, containers }: Pod): PodInApi {
  return {
    // An eviction shows once the containers are gone.
    phase,
    ...(phase === 'Failed' && reason && { reason }),
    assigned,
    ...(startedAt !== undefined && { startedAt }),
    ...(deletedAt !== undefined && { deletedAt }),
    statuses: containers.map(({ status }) => status),
  };
}
