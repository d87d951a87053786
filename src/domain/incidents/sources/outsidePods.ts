import type { Interval } from '../../events/eventsObserved';
import { formatMiB } from '../../quantity/formatBytes';
import type { Bytes } from '../../units';
import { GROWTH_WINDOW, outsideOf } from '../growth';
import { nodeAt } from '../nodeAt';
import type { ReviewData, Sample } from '../reviewData';
import type { Evidence } from '../types';

import { podsPeaks } from './podsPeaks';
import { remember } from './remember';

/**
 * Which ceiling pods that grow come to first: their own, or that of the node. It is their own where what is used outside them, and
 * the most that they can have, leave the node room.
 */
export interface FirstInReach {
  readonly is: 'node' | 'kubepods';
  readonly item: Evidence;
}

export function firstInReach(when: Interval, data: ReviewData): FirstInReach | undefined {
  return askFirst(data.memory, when, data);
}

/** Of capacity: what MemAvailable holds back (watermarks, some of the cache), so that neither comes first for certain. */
const UNSURE = 0.03;

const askFirst = remember(
  (memory: ReviewData['memory'], when: Interval, data: ReviewData): FirstInReach | undefined => {
    const { capacity, kubepodsLimit, podsEvictionLine } = nodeAt(memory, when.earliest);
    const known = kubepodsLimit ?? podsPeaks(when, data)?.value;
    const most = known ?? podsEvictionLine;
    const outside = capacity === undefined ? undefined : usuallyOutside(when, capacity, data);
    if (capacity === undefined || most === undefined || most >= capacity || !outside) {
      return undefined;
    }
    const left = capacity - most - outside.value;
    if (Math.abs(left) < UNSURE * capacity) {
      return undefined;
    }
    const isNode = left < 0;
    if (!isNode && known === undefined) {
      return undefined;
    }
    const pods =
      kubepodsLimit !== undefined
        ? 'the kubepods limit'
        : known === undefined
          ? 'allocatable'
          : 'the most that the pods used';
    return {
      is: isNode ? 'node' : 'kubepods',
      item: {
        speaks: 'for',
        text: `outside the pods ${formatMiB(outside.value)} were in use: ${isNode ? 'more than' : 'less than'} ${pods} leaves the node`,
        source: 'node_memory_MemAvailable_bytes',
        value: formatMiB(outside.value),
        threshold: formatMiB(Math.max(0, capacity - most)),
        at: outside.at,
      },
    };
  }
);

/** Mostly, in the minutes before: what a pod takes between two looks at pods and node only adds to it. */
function usuallyOutside({ earliest }: Interval, capacity: Bytes, data: ReviewData): Sample | undefined {
  const used = (data.memAvailable ?? []).map(({ at, value }) => ({ at, value: capacity - value }));
  const window = { earliest: earliest - GROWTH_WINDOW, latest: earliest };
  const outside = outsideOf(used, data, window).sort((a, b) => a.value - b.value);
  const looks = used.filter(({ at }) => at >= window.earliest && at <= window.latest);
  return outside.length >= looks.length / 2 ? outside[Math.floor(outside.length / 4)] : undefined;
}
