import { formatMiB, formatRate } from '../quantity/formatBytes';
import type { NodeLines } from '../lines/nodeLines';

import { MOST_TO_RESERVE, recommend, type ObservedUse } from './recommend';

/** What the tried settings would have meant for what was seen, in sentences; `at` writes a moment. */
export function reserveWords(
  lines: NodeLines,
  use: ObservedUse | undefined,
  at: (time: number) => string
): readonly string[] {
  return use === undefined ? [NOT_ENOUGH] : [ofReserve(lines, use, at), ofThreshold(lines, use, at)];
}

const NOT_ENOUGH =
  'Node and pods were not both sampled often enough in this range to say what the system uses or how fast memory grows.';

function ofReserve({ capacity, reserved }: NodeLines, use: ObservedUse, at: (time: number) => string): string {
  const { reserved: needed } = recommend(use);
  const most = `Outside its pods the node used at most ${formatMiB(use.highest)} (${at(use.highestAt)})`;
  if (capacity !== undefined && needed > capacity.value * MOST_TO_RESERVE) {
    return `${most}, and ${formatMiB(use.median)} half of the time. That is no use to reserve for: something outside the pods grew; its incident names what is known.`;
  }
  const seen = `${most}, and ${formatMiB(use.p99)} in all looks but one in a hundred.`;
  if (reserved === undefined) {
    return `${seen} A reserve of ${formatMiB(needed)} covers that.`;
  }
  const spare = reserved.value - use.highest;
  return spare >= 0
    ? `${seen} The reserve of ${formatMiB(reserved.value)} covers that with ${formatMiB(spare)} to spare.`
    : `${seen} The reserve of ${formatMiB(reserved.value)} is ${formatMiB(-spare)} short: reserve ${formatMiB(needed)}.`;
}

function ofThreshold(
  { evictionHard }: NodeLines,
  { fastest, ...use }: ObservedUse,
  at: (time: number) => string
): string {
  const { evictionHard: needed } = recommend({ ...use, ...(fastest && { fastest }) });
  if (fastest === undefined || needed === undefined) {
    return 'Nothing grew in this range, so it says nothing of how wide eviction-hard must be.';
  }
  const who = fastest.of === 'pods' ? 'The pods' : 'The node';
  const seen = `${who} grew at ${formatRate(fastest.perSecond)} at the fastest (${at(fastest.at)}): ${formatMiB(needed)} in the ten seconds between two looks of the kubelet.`;
  if (evictionHard === undefined) {
    return seen;
  }
  return evictionHard.value >= needed
    ? `${seen} Eviction-hard of ${formatMiB(evictionHard.value)} is wide enough for that.`
    : `${seen} Eviction-hard of ${formatMiB(evictionHard.value)} is not: growth like that can pass the band unseen, and the kernel kills.`;
}
