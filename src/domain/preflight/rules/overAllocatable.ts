import { formatMiB } from '../../quantity/formatBytes';
import type { Bytes } from '../../units';
import { placeIn, type CountedPod, type PlannedNode, type PreflightFinding, type PreflightInput } from '../finding';
import { nameOf } from '../plannedPod';

/** Needs a node: what does not fit on it, alone or all together. */
export function overAllocatable({ pods, node }: PreflightInput): readonly PreflightFinding[] {
  const allocatable = node?.lines.allocatable?.value;
  if (node === undefined || allocatable === undefined) {
    return [];
  }
  return [...pods.flatMap((pod) => alone(pod, node, allocatable)), ...together(pods, node, allocatable)];
}

function alone(pod: CountedPod, { name, lines }: PlannedNode, allocatable: Bytes): readonly PreflightFinding[] {
  const { request, limit } = pod.memory;
  const about = { rule: 'over-allocatable' as const, place: placeIn(pod, pod.place.path), about: nameOf(pod) };
  if (request > allocatable) {
    return [
      {
        ...about,
        severity: 'error',
        text: `requests ${formatMiB(request)}, and ${name} has ${formatMiB(allocatable)} allocatable: it stays Pending.`,
        remedy: 'Request less, or use larger nodes.',
        source: 'Kubernetes 1.32 scheduler noderesources/fit.go: a pod fits where its request does',
      },
    ];
  }
  const line = lines.podsEvictionLine?.value;
  const ceiling = lines.kubepodsLimit?.value;
  if (limit === undefined || limit <= allocatable) {
    return [];
  }
  const before = [
    ...(line !== undefined && limit > line ? [`the kubelet evicts above ${formatMiB(line)}`] : []),
    ...(ceiling !== undefined && limit > ceiling
      ? [`the kernel kills at the kubepods limit of ${formatMiB(ceiling)}, where the victim may be another pod's`]
      : []),
  ];
  const reached = before.length > 0 ? `: before it is reached, ${before.join(', and ')}` : '';
  return [
    {
      ...about,
      severity: 'warning',
      text: `has a limit of ${formatMiB(limit)}, above the ${formatMiB(allocatable)} allocatable of ${name}${reached}.`,
      remedy: `Lower the limit below ${formatMiB(allocatable)}, less what else runs there.`,
      source:
        'Kubernetes 1.32 kubelet eviction/helpers.go:119-175 (allocatableMemory.available), cm/node_container_manager_linux.go:245-276 (kubepods limit)',
    },
  ];
}

interface Sum {
  readonly copies: number;
  readonly requests: Bytes;
  readonly limits: Bytes;
  readonly unlimited: number;
}

const NOTHING: Sum = { copies: 0, requests: 0, limits: 0, unlimited: 0 };

function together(pods: readonly CountedPod[], node: PlannedNode, allocatable: Bytes): readonly PreflightFinding[] {
  const [first] = pods;
  const sum = pods.reduce((total, pod) => add(total, pod, node.count), NOTHING);
  const room = allocatable * node.count;
  if (first === undefined || sum.copies < 2 || sum.limits <= room) {
    return [];
  }
  const on = node.count === 1 ? `on ${node.name}` : `on ${node.count} nodes like ${node.name}`;
  const unlimited = sum.unlimited > 0 ? ` ${sum.unlimited} without a limit come on top.` : '';
  const pending =
    sum.requests > room ? ` Their requests, ${formatMiB(sum.requests)}, do not fit either: some stay Pending.` : '';
  return [
    {
      rule: 'over-allocatable',
      severity: 'warning',
      place: first.place,
      about: 'all pods together',
      text: `may use ${formatMiB(sum.limits)} by their limits, and there are ${formatMiB(room)} allocatable ${on}.${unlimited}${pending}`,
      remedy: 'Lower limits, raise requests so that the scheduler spreads them, or plan for more nodes (--nodes).',
      source: 'Kubernetes 1.32 scheduler noderesources/fit.go: limits are not counted, so that nodes are overcommitted',
    },
  ];
}

const copiesOf = ({ copies }: CountedPod, nodes: number): number => (copies === 'each node' ? nodes : copies);

function add({ requests, limits, unlimited, ...sum }: Sum, pod: CountedPod, nodes: number): Sum {
  const copies = copiesOf(pod, nodes);
  const { request, limit } = pod.memory;
  return {
    copies: sum.copies + copies,
    requests: requests + copies * request,
    limits: limits + copies * (limit ?? 0),
    unlimited: unlimited + (limit === undefined ? copies : 0),
  };
}
