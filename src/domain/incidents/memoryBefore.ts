import { formatMiB } from '../quantity/formatBytes';
import type { EpochMs } from '../units';

import { GROWTH_WINDOW } from './growth';
import { nodeAt } from './nodeAt';
import type { ReviewData } from './reviewData';
import type { Evidence } from './types';

/** Of capacity: below it memory may have been the reason. */
const SHORT = 0.1;

/** Whether memory may have been why a node went down: a question of its own, which a restart does not answer. */
export function memoryBefore(until: EpochMs, data: ReviewData): Evidence[] {
  const { capacity } = nodeAt(data.memory, until);
  const before = (data.nodeUsed ?? []).filter(({ at }) => at <= until && at >= until - GROWTH_WINDOW);
  const last = before[before.length - 1];
  if (capacity === undefined || !last) {
    return [];
  }
  const available = (used: number) => Math.max(0, capacity - used);
  const most = Math.max(...before.map(({ value }) => available(value)));
  const left = available(last.value);
  const text =
    left < capacity * SHORT
      ? `available memory had fallen from ${formatMiB(most)} to ${formatMiB(left)} before: memory may have been the reason, which a restart does not tell`
      : `${formatMiB(left)} were available when the node was last seen: nothing points to memory`;
  return [
    {
      speaks: 'context',
      text,
      source: 'nodeAvailable',
      ...(data.queries.available !== undefined && { query: data.queries.available }),
      value: formatMiB(left),
      at: last.at,
    },
  ];
}
