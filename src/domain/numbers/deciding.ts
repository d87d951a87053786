import type { NodeLines } from '../lines/nodeLines';
import { topPercent } from '../node/kubectlTop';
import { formatMiB } from '../quantity/formatBytes';

import { topAmount, type Readings } from './readings';

/** Which number evicts, which kills, and which is only looked at, with the numbers of one moment. */
export function decidingWords(readings: Readings, lines: NodeLines): readonly string[] {
  return [ofNode(readings, lines), ofPods(readings, lines), ofKernel(readings, lines), ofTop(readings, lines)];
}

function ofNode({ nodeWorkingSet, nodeResource }: Readings, { capacity, evictionHard }: NodeLines): string {
  const used = nodeWorkingSet ?? nodeResource;
  if (used === undefined || capacity === undefined) {
    return 'The kubelet evicts for the node by the working set of the root cgroup, which is not known here.';
  }
  const available = Math.max(0, capacity.value - used);
  const line =
    evictionHard === undefined
      ? ', against an eviction-hard that is not known here'
      : `, ${available < evictionHard.value ? 'below' : 'not below'} eviction-hard (${formatMiB(evictionHard.value)})`;
  return `The kubelet evicts for the node by the working set of the root cgroup: ${formatMiB(used)} of ${formatMiB(capacity.value)}, which leaves ${formatMiB(available)} available${line}.`;
}

function ofPods(
  { kubepodsWorkingSet, podsSum }: Readings,
  { allocatable, podsEvictionLine = allocatable }: NodeLines
): string {
  const used = kubepodsWorkingSet ?? podsSum;
  const by = 'The kubelet evicts for the pods by the working set of the kubepods cgroup';
  if (used === undefined) {
    return `${by}, which is not known here.`;
  }
  const instead = kubepodsWorkingSet === undefined ? ' (not collected; the sum over pod cgroups is near it)' : '';
  return podsEvictionLine === undefined
    ? `${by}${instead}: ${formatMiB(used)}, against a line that is not known here.`
    : `${by}${instead}: ${formatMiB(used)}, ${used > podsEvictionLine.value ? 'above' : 'not above'} the line of ${formatMiB(podsEvictionLine.value)}.`;
}

function ofKernel({ kubepodsUsage }: Readings, { kubepodsLimit }: NodeLines): string {
  const by =
    'The kernel kills by usage against a cgroup’s limit, once the file cache in it is taken back; for the node, when nothing is free and nothing can be taken back';
  return kubepodsUsage === undefined || kubepodsLimit === undefined
    ? `${by}.`
    : `${by}. The pods’ usage is ${formatMiB(kubepodsUsage)} of the ${formatMiB(kubepodsLimit.value)} of the kubepods limit.`;
}

function ofTop({ nodeResource, nodeWorkingSet }: Readings, { allocatable }: NodeLines): string {
  const shown = nodeResource ?? nodeWorkingSet;
  if (shown === undefined) {
    return 'What kubectl top node prints is not known here.';
  }
  const percent = allocatable && topPercent(shown, allocatable.value);
  const printed = `${topAmount(shown)}${percent === undefined ? '' : ` (${percent}%)`}`;
  return `kubectl top node prints ${printed}: the node’s working set over what pods may have. Nobody decides by it, nor by free, htop or MemAvailable.`;
}
