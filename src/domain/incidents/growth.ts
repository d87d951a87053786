import type { NodeMemory } from '../nodeMemory';
import type { Bytes, BytesPerSecond, DurationMs, EpochMs } from '../units';

import { isSamePod, lastBefore, type ContainerMemory, type PodName, type ReviewData, type Sample } from './reviewData';
import type { Growth } from './types';

/** How far back growth is looked for. */
export const GROWTH_WINDOW: DurationMs = 600_000;

export interface Grown {
  /** From the lowest sample of the window to the last before the event. */
  readonly bytes: Bytes;
  /** Over the part of the window in which it rose. */
  readonly rate: BytesPerSecond;
  readonly last: Sample;
}

/** How much a curve rose up to a moment: from its last low to its last sample. Undefined without two samples. */
export function grownBefore(samples: readonly Sample[], at: EpochMs): Grown | undefined {
  const within = samples.filter((sample) => sample.at <= at && sample.at >= at - GROWTH_WINDOW);
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
 * A pod's memory at the times any of its containers was sampled. It begins at nothing where its first sample lies within the
 * window: a container that starts large has grown as well.
 */
export function podSamples(containers: readonly ContainerMemory[], pod: PodName, from: EpochMs): Sample[] {
  const own = containers.filter((container) => isSamePod(container, pod));
  const times = [...new Set(own.flatMap(({ samples }) => samples.map(({ at }) => at)))].sort((a, b) => a - b);
  const samples = times.map((at) => ({ at, value: own.reduce((sum, one) => sum + valueAt(one, at), 0) }));
  const [first] = samples;
  return first && first.at > from + 60_000 ? [{ at: first.at - 15_000, value: 0 }, ...samples] : samples;
}

/** An instance counts from its first to its last sample. */
function valueAt({ samples }: ContainerMemory, at: EpochMs): Bytes {
  const last = samples[samples.length - 1];
  return last && at <= last.at ? (lastBefore(samples, at)?.value ?? 0) : 0;
}

/** The node's share outside the pods. */
export function outsideSamples({ times, nodeWorkingSet, podsWorkingSet }: NodeMemory): Sample[] {
  return times.flatMap((at, i) => {
    const node = nodeWorkingSet?.values[i];
    const pods = podsWorkingSet?.values[i];
    return node == null || pods == null ? [] : [{ at, value: node - pods }];
  });
}

export interface RankedGrowth extends Growth {
  readonly bytes: Bytes;
}

/**
 * Every pod and the share outside the pods, the most grown first. A pod that was not lost is looked at until a minute later: its
 * growth stands, and the kubelet may not have answered just before.
 */
export function rankGrowth(data: ReviewData, at: EpochMs, lost: readonly PodName[]): RankedGrowth[] {
  const from = Math.max(data.memory.times[0] ?? at, at - GROWTH_WINDOW);
  const names = new Map(data.containers.map(({ namespace, pod }) => [`${namespace}/${pod}`, { namespace, pod }]));
  const samples = [...names.values()].map((pod) => ({ pod, samples: podSamples(data.containers, pod, from) }));
  const ofPods = samples.flatMap(({ pod, samples: own }): RankedGrowth[] => {
    const until = lost.some((one) => isSamePod(one, pod)) ? at : at + AFTERWARDS;
    const newest = Math.max(...samples.map((one) => lastBefore(one.samples, until)?.at ?? -Infinity));
    return wasThere(own, until, newest) ? ranked({ kind: 'pod', ...pod }, own, until) : [];
  });
  return [...ofPods, ...ranked({ kind: 'outside-pods' }, outsideSamples(data.memory), at)].sort(
    (a, b) => b.bytes - a.bytes
  );
}

const AFTERWARDS: DurationMs = 60_000;

/** Who had gone before cannot have done it. */
function wasThere(samples: readonly Sample[], at: EpochMs, newest: EpochMs): boolean {
  const last = lastBefore(samples, at);
  return last !== undefined && last.at >= newest - 75_000;
}

function ranked(name: Growth, samples: readonly Sample[], at: EpochMs): RankedGrowth[] {
  const grown = grownBefore(samples, at);
  const after = samples.find((sample) => sample.at > at)?.value;
  return grown ? [{ ...name, growth: grown.rate, before: grown.last.value, after, bytes: grown.bytes }] : [];
}
