import { byKubelet, delay, later, type Machine } from './machine';
import type { Container, Pod, PodInApi } from './pod';

interface Reported extends Pick<Pod, 'phase' | 'reason' | 'assigned' | 'startedAt' | 'deletedAt'> {
  readonly containers: ReadonlyArray<Pick<Container, 'status'>>;
}

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

/** The pod as the kubelet reports it now. */
export function snapshot({ phase, reason, assigned, startedAt, deletedAt, containers }: Reported): PodInApi {
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
