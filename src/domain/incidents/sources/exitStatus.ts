import type { ContainerEnd } from '../../events/eventsObserved';
import { containerLabels } from '../reviewData';
import type { Evidence, MissingEvidence } from '../types';

/** SIGTERM, SIGINT, SIGHUP: asked to stop. */
export const ASKED_TO_STOP: readonly number[] = [143, 130, 129];
/** SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV: the process fell by its own act. */
export const OWN_SIGNALS: readonly number[] = [132, 133, 134, 135, 136, 139];
/** The JVM's -XX:+ExitOnOutOfMemoryError. */
export const RUNTIME_GAVE_UP = 3;
/** What containerd writes of a container it finds gone when it starts. */
const FOUND_GONE = 255;

export function exitItem(end: ContainerEnd): Evidence {
  const { sources, exitCode, reason, latest } = end;
  const [source] = sources;
  return {
    speaks: 'for',
    text: `exit code ${exitCode ?? 'unknown'}, reason ${reason ?? 'unknown'}`,
    source: source?.metric ?? 'kube_pod_container_status_last_terminated_reason',
    ...(source && { query: source.query, about: containerLabels(end) }),
    at: latest,
  };
}

export function restartedItem({ container, latest }: ContainerEnd): Evidence {
  return {
    speaks: 'against',
    text: `${container} was started again in the same pod`,
    source: 'kube_pod_container_status_restarts_total',
    at: latest,
  };
}

/** Nobody was there to see it end: the kubelet or the runtime found it gone when it started. */
export function wasFoundGone({ exitCode, reason }: ContainerEnd): boolean {
  return exitCode === FOUND_GONE || reason === 'Unknown' || reason === 'ContainerStatusUnknown';
}

export const EXIT_CODE: MissingEvidence = {
  what: 'the exit code',
  setting: 'kube-state-metrics 2.7 or newer, and keep kube_pod_container_status_last_terminated_exitcode',
};
