import type { Interval } from '../events/eventsObserved';
import { formatMiB } from '../quantity/formatBytes';

import { nodeAt } from './nodeAt';
import type { ReviewData } from './reviewData';
import type { Evidence } from './types';

const LOOKED_BACK = 600_000;
/** Of capacity: below it memory may have been the reason. */
const SHORT = 0.1;

/** Whether memory may have been why a node went down: a question of its own, which a restart does not answer. */
export function memoryBefore({ earliest }: Interval, data: ReviewData): Evidence[] {
  const { capacity } = nodeAt(data.memory, earliest);
  const before = (data.nodeUsed ?? []).filter(({ at }) => at <= earliest && at >= earliest - LOOKED_BACK);
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
