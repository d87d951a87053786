import { DELAY } from '../../events/delays';
import type { ContainerEnd, Interval } from '../../events/eventsObserved';
import { isOfPod } from '../../events/isOfPod';
import { touches } from '../../events/touches';
import { formatMiB } from '../../quantity/formatBytes';
import { lastBy } from '../../searchTime';
import type { Bytes, EpochMs } from '../../units';
import {
  containerLabels,
  firstAfter,
  isSameContainer,
  isSamePod,
  lastBefore,
  podLabels,
  tolerancesOf,
  type ContainerMemory,
  type PeakTrack,
  type PodName,
  type ReviewData,
  type Sample,
} from '../reviewData';
import type { Evidence, MissingEvidence } from '../types';

import { limitOf, limitOfCgroup, LIMIT } from './containerLimit';
import { sampledTimes } from '../sampledTimes';
import { beyond, hitFrom, isHit } from './hitLimit';
import { bootedWithin } from './nodeStart';
import { remember } from './remember';

/** Whether a container came to its own limit, as its cgroup and its pod's show it. */
export type OwnLimit =
  /** One cgroup's peak, or its failed allocations, got there within the interval. */
  | { readonly is: 'reached'; readonly item: Evidence; readonly step: Interval }
  /** Its peak was there already, or it was last seen close, or growing towards it. */
  | { readonly is: 'near'; readonly item: Evidence }
  /** A peak that was read after the end is far below: it never came there. */
  | { readonly is: 'never'; readonly item: Evidence }
  | { readonly is: 'without'; readonly item: Evidence }
  | { readonly is: 'unknown'; readonly missing: MissingEvidence };

/** A last sample, or where its slope leads, this close to the limit fits a kill there. */
const NEAR_LIMIT = 0.9;

export const ownLimit = remember(askOwnLimit);

/** Its own limit was in reach, so that no other ceiling need be. */
export function isAtOwnLimit(end: ContainerEnd, when: Interval, data: ReviewData): boolean {
  const { is } = ownLimit(end, when, data);
  return is === 'reached' || is === 'near';
}

/** No limit of its own was in reach. */
export const isFar = (own: OwnLimit): own is Extract<OwnLimit, { is: 'without' | 'never' }> =>
  own.is === 'without' || own.is === 'never';

function askOwnLimit(end: ContainerEnd, when: Interval, data: ReviewData): OwnLimit {
  const limit = limitOf(end, when.latest, data);
  if (limit === 'none') {
    return { is: 'without', item: noLimitItem(end, when, data) };
  }
  if (limit === undefined) {
    return { is: 'unknown', missing: LIMIT };
  }
  const tracks = tracksOf(end, when, data);
  const own = withoutNext(tracks, when);
  const reached = own.map((track) => reachedIn(track, when, data)).find((found) => found !== undefined);
  return (
    (reached && { is: 'reached', ...reached }) ??
    neverThere(end, when, limit, data) ??
    lastSeenNear(end, when, limit, data) ??
    peakBefore(tracks, when, data) ?? { is: 'unknown', missing: PEAK }
  );
}

/** The cgroups of the instance that ended and of its pod; another pod of the name has another uid in its cgroup's path. */
function tracksOf(end: ContainerEnd, { latest }: Interval, data: ReviewData): PeakTrack[] {
  return data.peaks.filter(
    (track) =>
      isSamePod(track, end) &&
      (track.container === undefined || track.container === end.container) &&
      isOfPod(track.id, end.uid) !== false &&
      bornAt(track) <= latest + DELAY.statusReport
  );
}

/** What was first seen after the end is the next instance, where one before it is known. */
function withoutNext(tracks: readonly PeakTrack[], { latest }: Interval): readonly PeakTrack[] {
  const hasOlder = tracks.some((track) => track.container !== undefined && bornAt(track) <= latest);
  return tracks.filter((track) => track.container === undefined || !hasOlder || bornAt(track) <= latest);
}

const bornAt = ({ samples: [first] }: PeakTrack): EpochMs => first?.at ?? Infinity;

/** A cgroup that came to its limit between two readings. */
export interface Reached {
  readonly item: Evidence;
  readonly step: Interval;
}

/** The kernel counts what is read anew: from the reading before to the one that shows it, of one cgroup. */
export function reachedIn(track: PeakTrack, when: Interval, data: ReviewData): Reached | undefined {
  const limit = limitOfCgroup(track, when.latest, data);
  if (limit === undefined) {
    return undefined;
  }
  const around = { earliest: when.earliest - DELAY.clockSkew, latest: when.latest + DELAY.clockSkew };
  const failures = data.failures.find(
    (one) => isSamePod(one, track) && one.container === track.container && one.id === track.id
  );
  const failed = failures && stepWithin(failures, around, data, (before, after) => after.value > before.value);
  // What goes on beyond it had another limit by then, whose change is not read yet.
  const goesOn = ({ at }: Sample) => (firstAfter(track.samples, at + 1)?.value ?? 0) > beyond(limit);
  const peaked = stepWithin(
    track,
    around,
    data,
    (before, after) => isHit(limit, after.value) && before.value < hitFrom(limit) && !goesOn(after)
  );
  const step = peaked ?? failed;
  const peak = firstAfter(track.samples, when.latest - DELAY.housekeeping) ?? lastBefore(track.samples, when.latest);
  const at = peaked?.after ?? (failed && peak && isHit(limit, peak.value) ? peak : undefined);
  const how = failed && !peaked ? ' again: allocations failed there' : '';
  return (
    at &&
    step && {
      item: peakItem(`${nameOf(track)} came to its limit${how}`, at, limit, { data, track }),
      step: { earliest: step.before.at, latest: step.after.at },
    }
  );
}

interface Step {
  readonly before: Sample;
  readonly after: Sample;
}

/** The first step that lies in the interval; a cgroup born since its page was last read began at nothing. */
function stepWithin(
  { samples }: PeakTrack,
  around: Interval,
  data: ReviewData,
  isStep: (before: Sample, after: Sample) => boolean
): Step | undefined {
  const { narrow } = tolerancesOf(data);
  for (const [i, after] of samples.entries()) {
    const before = samples[i - 1] ?? bornAfter(after.at, data);
    const isNarrow = before !== undefined && after.at - before.at <= narrow;
    if (isNarrow && touches({ earliest: before.at, latest: after.at }, around) && isStep(before, after)) {
      return { before, after };
    }
  }
  return undefined;
}

/** The page's last reading without the cgroup: it did not exist then. */
function bornAfter(at: EpochMs, data: ReviewData): Sample | undefined {
  const latest = at - data.memory.scrapeInterval / 2;
  const before = lastBy(sampledTimes(data.containers), latest, (time) => time);
  return before === undefined ? undefined : { at: before, value: 0 };
}

function nameOf({ pod, container }: PeakTrack): string {
  return container ?? pod;
}

function peakBefore(tracks: readonly PeakTrack[], { latest }: Interval, data: ReviewData): OwnLimit | undefined {
  const found = tracks.flatMap((track) => {
    const limit = limitOfCgroup(track, latest, data);
    const at = track.samples.find(({ value }) => limit !== undefined && isHit(limit, value));
    return limit !== undefined && at
      ? [peakItem(`${nameOf(track)} had been at its limit, then or earlier`, at, limit, { data, track })]
      : [];
  })[0];
  return found && { is: 'near', item: found };
}

export interface SeenGrowing {
  readonly last: Sample;
  readonly rate: number;
}

/** The last samples of the instance that ended. */
export function lastSeen(
  end: ContainerEnd,
  { earliest, latest }: Interval,
  containers: readonly ContainerMemory[]
): SeenGrowing | undefined {
  const own = containers
    .filter((one) => isSameContainer(one, end) && (one.samples[0]?.at ?? Infinity) <= latest)
    .sort((a, b) => (a.samples[0]?.at ?? 0) - (b.samples[0]?.at ?? 0))
    .pop();
  const samples = own?.samples.filter(({ at }) => at <= latest && at >= earliest - DELAY.crashLoopBackOff) ?? [];
  const last = samples[samples.length - 1];
  const before = samples[Math.max(0, samples.length - 4)];
  if (!last || !before) {
    return undefined;
  }
  const seconds = (last.at - before.at) / 1000;
  return { last, rate: seconds > 0 ? Math.max(0, (last.value - before.value) / seconds) : 0 };
}

function lastSeenNear(end: ContainerEnd, when: Interval, limit: Bytes, data: ReviewData): OwnLimit | undefined {
  const seen = lastSeen(end, when, data.containers);
  const carried = seen && seen.last.value + (seen.rate * Math.max(0, when.latest - seen.last.at)) / 1000;
  const text =
    seen && `${end.container} was last seen at ${formatMiB(seen.last.value)}, close to its limit or growing towards it`;
  return seen && text && carried !== undefined && Math.max(seen.last.value, carried) >= limit * NEAR_LIMIT
    ? {
        is: 'near',
        item: sized(text, seen.last, limit, {
          source: 'container_memory_working_set_bytes',
          query: data.queries.workingSet,
          about: containerLabels(end),
        }),
      }
    : undefined;
}

/**
 * Only the pod's own cgroup outlives the container, so only a peak of it that was read after the end speaks against. It is the same
 * cgroup where it was read before, in the same boot, and had not fallen: a peak only grows.
 */
function neverThere(end: ContainerEnd, when: Interval, limit: Bytes, data: ReviewData): OwnLimit | undefined {
  const after = tracksOf(end, when, data)
    .filter(({ container }) => container === undefined)
    .flatMap(({ samples }) => {
      const before = samples.filter(({ at }) => at <= when.earliest);
      const highest = Math.max(...before.map(({ value }) => value));
      const read = samples.find(({ at }) => at > when.latest + DELAY.clockSkew);
      const isSame = read && before.length > 0 && read.value >= highest;
      return isSame && read.at <= when.latest + DELAY.statusReport ? [read] : [];
    })[0];
  const isOneBoot = after && !bootedWithin({ earliest: when.latest, latest: after.at }, data);
  return isOneBoot && after.value > 0 && after.value < limit * NEAR_LIMIT
    ? {
        is: 'never',
        item: peakItem(`${end.pod} never used more than ${formatMiB(after.value)}`, after, limit, {
          data,
          track: { namespace: end.namespace, pod: end.pod },
        }),
      }
    : undefined;
}

function noLimitItem(end: ContainerEnd, { latest }: Interval, data: ReviewData): Evidence {
  return {
    speaks: 'context',
    text: `${end.pod}/${end.container} has no memory limit of its own`,
    source: 'kube_pod_container_resource_limits',
    ...(data.queries.budgets !== undefined && { query: data.queries.budgets, about: containerLabels(end) }),
    at: latest,
  };
}

function peakItem(
  text: string,
  sample: Sample,
  limit: Bytes,
  { data, track }: { readonly data: ReviewData; readonly track: PodName & { readonly container?: string } }
): Evidence {
  return sized(text, sample, limit, {
    source: 'container_memory_max_usage_bytes',
    query: data.queries.peaks,
    about: { ...podLabels(track), container: track.container ?? '' },
  });
}

function sized(
  text: string,
  { at, value }: Sample,
  limit: Bytes,
  { source, query, about }: Pick<Evidence, 'source' | 'query' | 'about'>
): Evidence {
  return {
    speaks: 'for',
    text,
    source,
    ...(query !== undefined && { query, about }),
    value: formatMiB(value),
    threshold: formatMiB(limit),
    at,
  };
}

const PEAK: MissingEvidence = {
  what: 'the highest usage of the container’s and the pod’s cgroup',
  setting: 'keep container_memory_max_usage_bytes of cAdvisor',
};
