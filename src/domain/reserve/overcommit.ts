import type { NodePod } from '../incidents/nodePods';
import type { NodeLines } from '../lines/nodeLines';
import { formatMiB } from '../quantity/formatBytes';
import { evictionOrder, type EvictionRank } from '../ranking/evictionOrder';
import type { Bytes } from '../units';
import { counted } from '../words/counted';

/** What the pods of a node are promised and may take, against its lines. */
export interface Overcommit {
  /** How many pods there were; none on a node with a kubelet is a gap in the recording. */
  readonly pods: number;
  readonly requests: Bytes;
  /** Of the pods that have one. */
  readonly limits: Bytes;
  readonly unlimited: number;
  /** What they use; undefined where some are not sampled. */
  readonly used?: Bytes;
  /** Who goes until the pods are below the line above which they are evicted, the first first. */
  readonly evicted: ReadonlyArray<EvictionRank<NodePod>>;
  /** Evicting all that may be is not enough. */
  readonly isNotEnough: boolean;
}

export function overcommit(pods: readonly NodePod[], { podsEvictionLine, allocatable }: NodeLines): Overcommit {
  const limits = pods.map(limitOf);
  const sizes = pods.flatMap(({ workingSetBytes }) => workingSetBytes ?? []);
  const used = sizes.length === pods.length ? sum(sizes) : undefined;
  const line = (podsEvictionLine ?? allocatable)?.value;
  const gone = used === undefined || line === undefined ? [] : evictedUntil(pods, used, line);
  const left = (used ?? 0) - sum(gone.map(({ pod }) => pod.workingSetBytes ?? 0));
  return {
    pods: pods.length,
    requests: sum(pods.map(({ requestBytes }) => requestBytes)),
    limits: sum(limits.map((limit) => limit ?? 0)),
    unlimited: limits.filter((limit) => limit === undefined).length,
    ...(used !== undefined && { used }),
    evicted: gone,
    isNotEnough: line !== undefined && used !== undefined && left > line,
  };
}

/** Requests and limits against the lines, in sentences. */
export function overcommitWords(found: Overcommit, { allocatable, kubepodsLimit }: NodeLines): readonly string[] {
  const { pods, requests, limits, unlimited, used, evicted, isNotEnough } = found;
  if (pods === 0) {
    return ['Which pods ran then was not recorded. Choose a range that ends while the node was collected.'];
  }
  const share = (bytes: Bytes, of: Bytes) => `${Math.round((100 * bytes) / of)} %`;
  const without = unlimited > 0 ? `, and ${counted(unlimited, 'pod has', 'pods have')} no limit` : '';
  const going = evicted.map(({ pod }) => pod.name);
  return [
    allocatable === undefined
      ? `The pods request ${formatMiB(requests)}; allocatable is not known.`
      : `The pods request ${formatMiB(requests)}, ${share(requests, allocatable.value)} of allocatable (${formatMiB(allocatable.value)})${requests > allocatable.value ? ': they would not all be placed on such a node again.' : '.'}`,
    kubepodsLimit === undefined
      ? `Their limits add up to ${formatMiB(limits)}${without}.`
      : `Their limits add up to ${formatMiB(limits)}, ${share(limits, kubepodsLimit.value)} of the kubepods limit (${formatMiB(kubepodsLimit.value)})${without}.`,
    ...(used === undefined
      ? ['What some of them use is not known, so who would be evicted is not, either.']
      : going.length === 0
        ? [`They use ${formatMiB(used)}: nobody would be evicted for it.`]
        : [
            `They use ${formatMiB(used)}: the kubelet would evict ${going.join(', then ')}${isNotEnough ? ', and that would not be enough' : ''}.`,
          ]),
  ];
}

/** One pod a look, until what the rest uses is no longer above the line; what is never evicted stays. */
function evictedUntil(pods: readonly NodePod[], used: Bytes, line: Bytes): ReadonlyArray<EvictionRank<NodePod>> {
  const gone: Array<EvictionRank<NodePod>> = [];
  let left = used;
  for (const rank of evictionOrder(pods)) {
    if (left <= line) {
      break;
    }
    if (rank.exempt === undefined) {
      gone.push(rank);
      left -= rank.pod.workingSetBytes ?? 0;
    }
  }
  return gone;
}

/** A pod's limit is that of its containers, if each has one (K32 cm/helpers_linux.go). */
function limitOf({ containers }: NodePod): Bytes | undefined {
  const limits = containers.flatMap(({ limitBytes }) => limitBytes ?? []);
  return limits.length === containers.length && limits.length > 0 ? sum(limits) : undefined;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
