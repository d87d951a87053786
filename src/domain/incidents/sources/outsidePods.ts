import type { ContainerEnd, Interval } from '../../events/eventsObserved';
import { formatMiB } from '../../quantity/formatBytes';
import { MiB, type Bytes } from '../../units';
import { GROWTH_WINDOW, outsideOf, outsideSamples } from '../growth';
import { nodeAt } from '../nodeAt';
import { isSamePod, lastBefore, samplesWithin, tolerancesOf, type ReviewData, type Sample } from '../reviewData';
import type { Evidence } from '../types';

import { podPeak, podsPeaks } from './podsPeaks';
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

/** The largest eviction-hard that a provider sets (AKS), or the share that an installer does, and a little more. */
const mostHard = (capacity: Bytes): Bytes => Math.max(750 * MiB, 0.05 * capacity) + 0.01 * capacity;

/** Of capacity: what MemAvailable holds back (watermarks, some of the cache), so that neither comes first for certain. */
const UNSURE = 0.03;

const askFirst = remember(
  (memory: ReviewData['memory'], when: Interval, data: ReviewData): FirstInReach | undefined => {
    const { capacity, kubepodsLimit, podsEvictionLine } = nodeAt(memory, when.earliest);
    const most = kubepodsLimit ?? podsPeaks(when, data)?.value;
    const outside = capacity === undefined ? undefined : usuallyOutside(when, capacity, data);
    // What each pod ever used, taken together, is never less than what they used at once, and often more.
    const least = kubepodsLimit ?? podsEvictionLine;
    if (capacity === undefined || !outside) {
      return undefined;
    }
    const left = (pods: Bytes | undefined) => (pods === undefined ? undefined : capacity - pods - outside.value);
    const isNode = (left(least) ?? Infinity) < -UNSURE * capacity;
    const isMostLess = (left(most) ?? -Infinity) > UNSURE * capacity;
    // Where only allocatable is known, the limit lies above it by an eviction-hard that is no larger than is usual.
    const isLimitLess = kubepodsLimit === undefined && (left(podsEvictionLine) ?? -Infinity) > mostHard(capacity);
    if (isNode === (isMostLess || isLimitLess)) {
      return undefined;
    }
    const line = isNode ? least : isMostLess ? most : podsEvictionLine;
    const pods =
      kubepodsLimit !== undefined
        ? 'the kubepods limit'
        : line === podsEvictionLine
          ? 'allocatable'
          : 'the most that the pods used';
    return {
      is: isNode ? 'node' : 'kubepods',
      item: {
        speaks: 'for',
        text: `outside the pods ${formatMiB(outside.value)} were in use: ${isNode ? 'more than' : 'less than'} ${pods} leaves the node`,
        source: 'node_memory_MemAvailable_bytes',
        value: formatMiB(outside.value),
        threshold: formatMiB(Math.max(0, capacity - (line ?? capacity))),
        at: outside.at,
      },
    };
  }
);

/** What pods and all outside them come to as a container is killed, where the pods' limit is not known. */
export interface FillsNode {
  /** `more` than the node has shows only that the estimate is too high. */
  readonly is: 'all' | 'more';
  readonly item: Evidence;
}

/** The most that its pod ever used, what the other pods had when last seen, and what is outside them, against what the node has. */
export const fillsNode = remember((end: ContainerEnd, when: Interval, data: ReviewData): FillsNode | undefined => {
  const { capacity, kubepodsLimit } = nodeAt(data.memory, when.earliest);
  const own = kubepodsLimit === undefined ? podPeak(end, when, data) : undefined;
  const outside = capacity === undefined ? undefined : usuallyOutside(when, capacity, data);
  if (!own || !outside || capacity === undefined) {
    return undefined;
  }
  const all = own.value + othersHeld(end, when, data) + outside.value;
  return all < (1 - UNSURE) * capacity
    ? undefined
    : {
        // A kernel at its end holds back watermarks, so that less than all is all; more is never used.
        is: all <= (1 + TOO_MUCH) * capacity ? 'all' : 'more',
        item: {
          speaks: 'for',
          text: `the most that ${end.pod} ever used, the other pods and ${formatMiB(outside.value)} outside them come to all that the node has`,
          source: 'container_memory_max_usage_bytes',
          value: formatMiB(all),
          threshold: formatMiB(capacity),
          at: own.at,
        },
      };
});

/** Of capacity. */
const TOO_MUCH = 0.01;

/** The other pods' containers when last seen, those that were still there. */
function othersHeld(end: ContainerEnd, { earliest }: Interval, data: ReviewData): Bytes {
  const { gap } = tolerancesOf(data);
  return data.containers
    .filter((one) => !isSamePod(one, end))
    .reduce((sum, { samples }) => {
      const last = lastBefore(samples, earliest);
      return last && last.at >= earliest - gap ? sum + last.value : sum;
    }, 0);
}

/** Mostly, in the minutes before: what a pod takes between two looks at pods and node only adds to it. */
function usuallyOutside({ earliest }: Interval, capacity: Bytes, data: ReviewData): Sample | undefined {
  const window = { earliest: earliest - GROWTH_WINDOW, latest: earliest };
  const looks = samplesWithin(data.memAvailable ?? [], window);
  const used = looks.map(({ at, value }) => ({ at, value: capacity - value }));
  const outside = outsideOf(used, data, window).sort((a, b) => a.value - b.value);
  return outside.length >= looks.length / 2 ? outside[Math.floor(outside.length / 4)] : undefined;
}

/** That what is outside the pods took more in the minutes before than they did, and a good part of the node. */
export function outsideGrows(when: Interval, data: ReviewData): Evidence | undefined {
  return askGrowth(data.memory, when, data);
}

const askGrowth = remember((memory: ReviewData['memory'], { earliest }: Interval, data: ReviewData) => {
  const { capacity } = nodeAt(memory, earliest);
  const window = { earliest: earliest - GROWTH_WINDOW, latest: earliest };
  const outside = outsideSamples(data, window);
  // A pod that bursts between the looks at pods and node seems to be outside, now and then; a growth that lasts is in all of the last.
  const [before, lately] = [outside.slice(0, -LAST), outside.slice(-LAST)];
  const last = outside[outside.length - 1];
  // What pods took between two samples may have been in the node's already.
  const grown = Math.min(...lately.map(({ value, unsure }) => value - unsure)) - lowestOf(before);
  const isMost = before.length > 0 && grown > riseOf(memory, window);
  return isMost && last && capacity !== undefined && grown >= GOOD_PART * capacity
    ? {
        speaks: 'for' as const,
        text: `outside the pods memory had grown by ${formatMiB(grown)}`,
        // What is left of the node's once the pods' is taken away: no series shows it.
        source: 'nodeAvailable, podsWorkingSet',
        value: formatMiB(last.value),
        at: last.at,
      }
    : undefined;
});

const LAST = 3;

const lowestOf = (samples: readonly Sample[]): Bytes => Math.min(...samples.map(({ value }) => value));

/** Of capacity. */
const GOOD_PART = 0.05;

function riseOf({ times, podsWorkingSet }: ReviewData['memory'], { earliest, latest }: Interval): Bytes {
  const values = times.flatMap((at, i) => {
    const value = podsWorkingSet?.values[i];
    return value == null || at < earliest || at > latest ? [] : [value];
  });
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}
