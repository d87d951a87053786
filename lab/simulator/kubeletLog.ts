import type { MemoryThreshold } from './machine';
import type { Pod } from './pod';

export interface Observation {
  readonly signal: string;
  readonly available: number;
  readonly capacity: number;
}

type EvictedPod = Pick<Pod, 'namespace' | 'name' | 'request'> & {
  readonly containers: ReadonlyArray<{ readonly spec: { readonly name: string } }>;
};

interface Told {
  readonly threshold: MemoryThreshold;
  readonly observed: readonly Observation[];
  readonly pod: EvictedPod;
  readonly usage?: number;
  readonly kubernetes: string;
}

const ki = (bytes: number) => `${Math.round(bytes / 1024)}Ki`;
const mi = (bytes: number) => (bytes % 1048576 === 0 ? `${bytes / 1048576}Mi` : ki(bytes));

/** The pod's message, in the form of its version, with the trailing space (K32 eviction/helpers.go:42-65). */
export function evictionMessage({ threshold, observed, pod, usage, kubernetes }: Told): string {
  const [container] = pod.containers;
  const using = usage !== undefined && usage > pod.request && container;
  if (kubernetes === '1.20') {
    const over = using
      ? `Container ${container.spec.name} was using ${ki(usage)}, which exceeds its request of ${pod.request}. `
      : '';
    return `The node was low on resource: memory. ${over}`;
  }
  const seen = observed.find(({ signal }) => signal === threshold.signal);
  const quantity = seen ? `Threshold quantity: ${mi(threshold.bytes)}, available: ${ki(seen.available)}. ` : '';
  const over = using
    ? `Container ${container.spec.name} was using ${ki(usage)}, request is ${pod.request === 0 ? '0' : mi(pod.request)}, has larger consumption of memory. `
    : '';
  return `The node was low on resource: memory. ${quantity}${over}`;
}

/** What the kubelet logs of an eviction, as klog writes it. */
export function evictionLines({
  at,
  observed,
  pod,
  threshold,
}: {
  readonly at: number;
  readonly observed: readonly Observation[];
  readonly pod: EvictedPod;
  readonly threshold: MemoryThreshold;
}): string[] {
  const head = (level: string, where: string) => `${level}${klogTime(at)}     504 ${where}]`;
  return [
    ...observed.map(
      ({ signal, available, capacity }) =>
        `${head('I', 'helpers.go:978')} "Eviction manager:" log="observations" signal="${signal}" resourceName="memory" available="${ki(available)}" capacity="${ki(capacity)}" time="${new Date(at).toISOString()}"`
    ),
    `${head('I', 'helpers.go:992')} "Eviction manager:" log="thresholds - reclaim" signal="${threshold.signal}"`,
    `${head('I', 'eviction_manager.go:383')} "Eviction manager: must evict pod(s) to reclaim" resourceName="memory"`,
    `${head('I', 'eviction_manager.go:627')} "Eviction manager: pod is evicted successfully" pod="${pod.namespace}/${pod.name}"`,
  ];
}

function klogTime(at: number): string {
  const iso = new Date(at).toISOString();
  return `${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}000`;
}
