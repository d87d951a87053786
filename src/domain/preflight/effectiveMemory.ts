import type { QosClass } from '../events/events';
import { qosClass } from '../ranking/oomScore';
import type { Bytes } from '../units';

import type { PlannedContainer, PlannedPod, WrittenResources } from './plannedPod';

/** What scheduler and kubelet count a pod as. */
export interface EffectiveMemory {
  /** What the scheduler reserves and the kubelet ranks by. */
  readonly request: Bytes;
  /** The limit of the pod's own cgroup; absent: it has none. */
  readonly limit?: Bytes;
  readonly qos: QosClass;
  /** The part of the request that only init containers need, before the pod runs. */
  readonly forInit: Bytes;
}

/**
 * A pod's memory by Kubernetes' own rule: what runs together (containers and sidecars) is added up, an init container counts with
 * the sidecars started before it, and the larger of the two is the pod's; resources of the pod itself go before that
 * (1.34 component-helpers resource/helpers.go; defaults of pkg/apis/core/v1/defaults.go).
 */
export function effectiveMemory(pod: PlannedPod): EffectiveMemory {
  const containers = pod.containers.map(withDefaults);
  const requests = aggregate(containers, ({ request }) => request);
  const limits = aggregate(containers, ({ limit }) => limit);
  const level = pod.podLevel && levelOf(pod.podLevel, containers);
  const qos = qosClass(level ? [asResources(level)] : containers.map(asResources));
  const limit = level?.limit ?? (isLimited(containers) ? limits.total : 0);
  return {
    request: (level?.request ?? requests.total) + pod.overhead,
    // The kubelet writes no limit for the pod of a class that has none (kubelet cm/helpers_linux.go, ResourceConfigForPod).
    ...(limit > 0 && qos !== 'BestEffort' && { limit: limit + pod.overhead }),
    qos,
    forInit: level?.request === undefined ? requests.total - requests.running : 0,
  };
}

/**
 * Every container has a limit; of an init container also those count that sidecars before it have, as the kubelet looks at their
 * sum (ContainerFn of PodLimits in component-helpers resource/helpers.go).
 */
function isLimited(containers: readonly PlannedContainer[]): boolean {
  let sidecars = 0;
  const initLimits = containers
    .filter(({ role }) => role !== 'container')
    .map(({ role, limit = 0 }) => {
      sidecars += role === 'sidecar' ? limit : 0;
      return role === 'sidecar' ? sidecars : sidecars + limit;
    });
  const regular = containers.filter(({ role }) => role === 'container').map(({ limit = 0 }) => limit);
  return [...initLimits, ...regular].every((limit) => limit > 0);
}

/** A limit without a request is also the request (SetDefaults_Pod). */
export function withDefaults<T extends WrittenResources>(written: T): T {
  const { request = written.limit, cpuRequestMilli = written.cpuLimitMilli } = written;
  return {
    ...written,
    ...(request !== undefined && { request }),
    ...(cpuRequestMilli !== undefined && { cpuRequestMilli }),
  };
}

interface Aggregate {
  readonly total: number;
  /** Of what runs together once the pod is up. */
  readonly running: number;
  readonly isSet: boolean;
}

function aggregate(
  containers: readonly PlannedContainer[],
  of: (container: PlannedContainer) => number | undefined
): Aggregate {
  let sidecars = 0;
  let initPeak = 0;
  for (const container of containers.filter(({ role }) => role !== 'container')) {
    const amount = of(container) ?? 0;
    sidecars += container.role === 'sidecar' ? amount : 0;
    initPeak = Math.max(initPeak, container.role === 'sidecar' ? sidecars : sidecars + amount);
  }
  const regular = containers.filter(({ role }) => role === 'container');
  const running = sidecars + regular.reduce((sum, container) => sum + (of(container) ?? 0), 0);
  return {
    total: Math.max(running, initPeak),
    running,
    isSet: containers.some((container) => of(container) !== undefined),
  };
}

/** What the pod itself does not request follows from its containers, or else from its limit (defaultPodRequests). */
function levelOf(level: WrittenResources, containers: readonly PlannedContainer[]): WrittenResources {
  const memory = aggregate(containers, ({ request }) => request);
  const cpu = aggregate(containers, ({ cpuRequestMilli }) => cpuRequestMilli);
  const hasLimits = level.limit !== undefined || level.cpuLimitMilli !== undefined;
  const request = level.request ?? (memory.isSet && hasLimits ? memory.total : level.limit);
  const cpuRequestMilli = level.cpuRequestMilli ?? (cpu.isSet && hasLimits ? cpu.total : level.cpuLimitMilli);
  return {
    ...level,
    ...(request !== undefined && { request }),
    ...(cpuRequestMilli !== undefined && { cpuRequestMilli }),
  };
}

function asResources({ request = 0, limit = 0, cpuRequestMilli = 0, cpuLimitMilli = 0 }: WrittenResources) {
  return {
    requestBytes: request,
    limitBytes: limit,
    requestCpuMilli: cpuRequestMilli,
    limitCpuMilli: cpuLimitMilli,
  };
}
