import type { Interval } from '../events/eventsObserved';
import type { NodeMemory } from '../node/nodeMemory';
import { firstIndexFrom, lastIndexBy } from '../searchTime';
import { MiB, type Bytes, type BytesPerSecond, type DurationMs, type EpochMs } from '../units';

import { sampledTimes } from './sampledTimes';
import {
  isSamePod,
  lastBefore,
  samplesWithin,
  timeOf,
  tolerancesOf,
  type ContainerMemory,
  type PodName,
  type ReviewData,
  type Sample,
} from './reviewData';
import type { Growth } from './types';

/** How far back growth is looked for. */
export const GROWTH_WINDOW: DurationMs = 600_000;
/** Less than this per second is standing still: a page of a log now and then. */
export const STILL: BytesPerSecond = 0.05 * MiB;

export interface Grown {
  /** From the lowest sample of the window to the last before the event. */
  readonly bytes: Bytes;
  /** Over the part of the window in which it rose. */
  readonly rate: BytesPerSecond;
  readonly last: Sample;
}

/** How much a curve rose up to a moment: from its last low to its last sample. Undefined without two samples. */
export function grownBefore(samples: readonly Sample[], at: EpochMs): Grown | undefined {
  const within = samplesWithin(samples, { earliest: at - GROWTH_WINDOW, latest: at });
  const last = within[within.length - 1];
  if (!last || within.length < 2) {
    return undefined;
  }
  const low = within.reduce((lowest, sample) => (sample.value <= lowest.value ? sample : lowest));
  const seconds = (last.at - low.at) / 1000;
  const bytes = Math.max(0, last.value - low.value);
  return { bytes, rate: seconds > 0 ? bytes / seconds : 0, last };
}

/**
 * A pod's memory at the times any of its containers was sampled. It begins at nothing only where the node's page was read just
 * before without it, or the pod itself is as young: first sight after a gap is no growth.
 */
export function podSamples(containers: readonly ContainerMemory[], pod: PodName, page: Page): Sample[] {
  const own = containers.filter((container) => isSamePod(container, pod));
  const times = [...new Set(own.flatMap(({ samples }) => samples.map(({ at }) => at)))].sort((a, b) => a - b);
  const samples = times.map((at) => ({ at, value: own.reduce((sum, one) => sum + valueAt(one, at), 0) }));
  const [first] = samples;
  const without = first && page.times[firstIndexFrom(page.times, first.at - page.gap / 5, (time) => time) - 1];
  const wasRead = first && without !== undefined && first.at - without <= page.gap;
  const began = wasRead ? without : page.created(pod);
  return first && began !== undefined && began < first.at && began >= first.at - GROWTH_WINDOW
    ? [{ at: began, value: 0 }, ...samples]
    : samples;
}

/** When the node's containers were sampled, and how far apart two readings are at most without a lost one between. */
interface Page {
  readonly times: readonly EpochMs[];
  readonly gap: DurationMs;
  /** When a pod came to be, as far as kube-state-metrics tells. */
  readonly created: (pod: PodName) => EpochMs | undefined;
}

/** An instance counts from its first to its last sample. */
function valueAt({ samples }: ContainerMemory, at: EpochMs): Bytes {
  const last = samples[samples.length - 1];
  return last && at <= last.at ? (lastBefore(samples, at)?.value ?? 0) : 0;
}

/**
 * The node's share outside the pods at the moments the node was sampled: less what its pods had at the same moment. Where a
 * container had just gone, or was not sampled near it, there is none, unless that container is so small that it changes little: a
 * difference of two moments is no share.
 */
export function outsideSamples(data: ReviewData, window: Interval): OutsideSample[] {
  const { earliest, latest } = window;
  const { nodeUsed } = data;
  return !nodeUsed || nodeUsed.length === 0
    ? outsideOnGrid(data.memory)
        .filter(({ at }) => at >= earliest && at <= latest)
        .map((sample) => ({ ...sample, unsure: 0 }))
    : outsideOf(nodeUsed, data, window);
}

export interface OutsideSample extends Sample {
  /** What the pods took or gave between their samples around it: so much of it may be theirs. */
  readonly unsure: Bytes;
}

/** The same of any measure of what the node used. */
export function outsideOf(used: readonly Sample[], data: ReviewData, window: Interval): OutsideSample[] {
  const { containers } = data;
  const near = 0.6 * tolerancesOf(data).gap;
  return samplesWithin(used, window).flatMap(({ at, value }): OutsideSample[] => {
    const { held, open, unsure } = podsShare(containers, at, near);
    const outside = value - held;
    return outside >= 0 && open <= LITTLE * value ? [{ at, value: outside, unsure }] : [];
  });
}

/** Of the node's use: what may be wrong by no more than this is told. */
const LITTLE = 0.01;

interface PodsShare {
  readonly held: Bytes;
  /** How much of it no sample near enough says. */
  readonly open: Bytes;
  readonly unsure: Bytes;
}

/** What all instances held at a moment: none well before and after its life. Where nobody looked at any then, nothing is known. */
function podsShare(containers: readonly ContainerMemory[], at: EpochMs, near: DurationMs): PodsShare {
  let [held, open, unsure, wasRead] = [0, 0, 0, false];
  for (const { samples } of containers) {
    const [first, last] = [samples[0], samples[samples.length - 1]];
    if (!first || !last || at < first.at - near || at > last.at + near) {
      continue;
    }
    if (at < first.at || at > last.at) {
      const edge = at < first.at ? first : last;
      wasRead = true;
      held += edge.value;
      open += edge.value;
      continue;
    }
    const [before, after] = neighboursOf(samples, at);
    // Of two as near the earlier.
    const nearest = !before || (after && after.at - at < at - before.at) ? after : before;
    if (nearest && Math.abs(nearest.at - at) <= near) {
      wasRead = true;
      held += nearest.value;
      unsure += before && after ? Math.abs(after.value - before.value) : 0;
    } else {
      open = Infinity;
    }
  }
  return { held, open: wasRead || containers.length === 0 ? open : Infinity, unsure };
}

function neighboursOf(samples: readonly Sample[], at: EpochMs): [Sample | undefined, Sample | undefined] {
  const last = lastIndexBy(samples, at, timeOf);
  return [samples[last], samples[last + 1]];
}

function outsideOnGrid({ times, nodeWorkingSet, podsWorkingSet }: NodeMemory): Sample[] {
  return times.flatMap((at, i) => {
    const node = nodeWorkingSet?.values[i];
    const pods = podsWorkingSet?.values[i];
    return node == null || pods == null || node < pods ? [] : [{ at, value: node - pods }];
  });
}

export interface RankedGrowth extends Growth {
  readonly bytes: Bytes;
}

/**
 * Every pod and the share outside the pods, the most grown first. A pod that was not lost is looked at for two scrapes more: its
 * growth stands, and the kubelet may not have answered just before.
 */
export function rankGrowth(data: ReviewData, at: EpochMs, lost: readonly PodName[]): RankedGrowth[] {
  const from = Math.max(data.memory.times[0] ?? at, at - GROWTH_WINDOW);
  const names = new Map(data.containers.map(({ namespace, pod }) => [`${namespace}/${pod}`, { namespace, pod }]));
  const { gap, interval } = tolerancesOf(data);
  const afterwards = at + 2 * interval;
  const page = {
    times: sampledTimes(data.containers),
    gap,
    created: (pod: PodName) => {
      const life = data.observed.pods.filter((one) => isSamePod(one, pod) && one.firstSeen <= at).pop();
      return life?.createdAt ?? (life?.before === false ? life.firstSeen : undefined);
    },
  };
  const around = { earliest: from, latest: at + 10 * interval };
  const near = data.containers.map((one) => ({ ...one, samples: samplesWithin(one.samples, around) }));
  const samples = [...names.values()].map((pod) => ({ pod, samples: podSamples(near, pod, page) }));
  const newestBy = (until: EpochMs) =>
    Math.max(...samples.map((one) => lastBefore(one.samples, until)?.at ?? -Infinity));
  const [newestThen, newestAfterwards] = [newestBy(at), newestBy(afterwards)];
  const ofPods = samples.flatMap(({ pod, samples: own }): RankedGrowth[] => {
    const isLost = lost.some((one) => isSamePod(one, pod));
    const [until, newest] = isLost ? [at, newestThen] : [afterwards, newestAfterwards];
    return wasThere(own, until, newest - gap) ? ranked({ kind: 'pod', ...pod }, own, until) : [];
  });
  const outside = outsideSamples(data, around);
  return [...ofPods, ...ranked({ kind: 'outside-pods' }, outside, at)].sort((a, b) => b.bytes - a.bytes);
}

/** Who had gone before cannot have done it. */
function wasThere(samples: readonly Sample[], at: EpochMs, since: EpochMs): boolean {
  const last = lastBefore(samples, at);
  return last !== undefined && last.at >= since;
}

function ranked(name: Growth, samples: readonly Sample[], at: EpochMs): RankedGrowth[] {
  const grown = grownBefore(samples, at);
  const after = samples.find((sample) => sample.at > at)?.value;
  return grown ? [{ ...name, growth: grown.rate, before: grown.last.value, after, bytes: grown.bytes }] : [];
}
