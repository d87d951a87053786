import type { Kill } from '../detectOomKills';
import { formatMiB } from '../formatBytes';
import { isWithoutKubelet } from '../noKubelet';
import type { Bytes, EpochMs } from '../units';

import { isNodeShort, nodeAt, podsHeadroom, type NodeAt } from './nodeAt';
import { parentAtLimit } from './parentLimit';
import {
  firstAfter,
  isSameContainer,
  isSamePod,
  lastBefore,
  containerLabels,
  limitAt,
  podLabels,
  type ContainerMemory,
  type PeakTrack,
  type ReviewData,
  type Sample,
} from './reviewData';
import type { Evidence } from './types';

/** Where the ceiling was that a kill came from, as each measurement sees it; undefined where nothing was measured. */
export interface KillEvidence {
  readonly kill: Kill;
  /** The container's own limit; `none` when it is known to have none. */
  readonly limit?: Bytes | 'none';
  /** The container or its pod reached that limit. */
  readonly reachedOwn?: boolean;
  /** By its peak, which no scrape interval hides, and not by the last sample or its projection. */
  readonly byPeak: boolean;
  readonly reachedKubepods?: boolean;
  readonly globalCount: boolean;
  readonly nodeShort?: boolean;
  /** A cgroup above the container, outside Kubernetes, reached its limit. */
  readonly parent?: Evidence;
  /** Without a kubelet there is no kubepods cgroup whose limit could be the cause. */
  readonly hasKubepods: boolean;
  /** Pods and node had more room than the container may use at all: no ceiling but its own was in reach. */
  readonly roomElsewhere?: boolean;
  readonly around: NodeAt;
  readonly items: readonly Evidence[];
}

export function weighKill(kill: Kill, data: ReviewData): KillEvidence {
  const around = nodeAt(data.memory, kill.earliest);
  const limit = limitOf(kill, data);
  const own = typeof limit === 'number' ? reachedLimit(kill, limit, data) : undefined;
  const kubepods = reachedKubepods(kill, data, around);
  const globalCount = data.observed.rootKills.some((rise) => touches(rise, kill));
  const nodeShort = shortAround(kill, data);
  const parent = parentAtLimit(kill, data);
  return {
    kill,
    limit,
    reachedOwn: own?.reached,
    byPeak: own?.byPeak ?? false,
    reachedKubepods: kubepods?.reached,
    globalCount,
    nodeShort,
    ...(parent && { parent }),
    hasKubepods: !isWithoutKubelet(data.memory),
    roomElsewhere: hasRoom(limit, around),
    around,
    items: [
      ...(own?.items ?? []),
      ...(parent ? [parent] : []),
      ...noLimit(limit, kill, data),
      ...(kubepods?.items ?? []),
      ...nodeItems(around, data),
    ],
  };
}

/** The most a peak may differ from the limit it hit: the kernel charges in batches of pages. */
const AT_LIMIT = 0.98;
/** A last sample, or where its slope leads, this close to the limit fits a kill there. */
const NEAR_LIMIT = 0.9;
/** A pod's peak is read from its cgroup after the container is gone. */
const READ_AFTER = 180_000;

function touches(a: { earliest: EpochMs; latest: EpochMs }, b: { earliest: EpochMs; latest: EpochMs }): boolean {
  return a.earliest - 45_000 <= b.latest && b.earliest - 45_000 <= a.latest;
}

export function limitOf({ end }: Kill, data: ReviewData): KillEvidence['limit'] {
  if (!end) {
    return undefined;
  }
  const budget = data.budgets.find((one) => isSameContainer(one, end));
  const isBestEffort =
    end.qos === 'BestEffort' || data.containers.some((one) => isSamePod(one, end) && one.qos === 'BestEffort');
  const limit = budget && limitAt(budget, end.latest);
  if (limit !== undefined) {
    return limit;
  }
  return isBestEffort || (data.budgetsKnown && budget !== undefined) ? 'none' : undefined;
}

interface Reached {
  readonly reached: boolean;
  readonly byPeak: boolean;
  readonly items: readonly Evidence[];
}

function reachedLimit(kill: Kill, limit: Bytes, data: ReviewData): Reached | undefined {
  const { end } = kill;
  if (!end) {
    return undefined;
  }
  const peak = peakUpTo(
    data.peaks.filter((track) => isSamePod(track, end) && isOwn(track, end)),
    kill,
    bornAt(end, data)
  );
  if (peak && peak.value >= limit * AT_LIMIT) {
    return {
      reached: true,
      byPeak: peak.isNew,
      items: [
        item(
          'for',
          `${end.pod} used up to ${formatMiB(peak.value)} of its limit`,
          peak,
          limit,
          'container_memory_max_usage_bytes',
          data.queries.peaks,
          podLabels(end)
        ),
      ],
    };
  }
  const seen = lastSeen(kill, data.containers);
  const projected = seen && projectTo(seen, kill.latest);
  if (seen && projected && Math.max(seen.last.value, projected) >= limit * NEAR_LIMIT) {
    const text = `${end.container} was last seen at ${formatMiB(seen.last.value)} and growing towards its limit`;
    return {
      reached: true,
      byPeak: false,
      items: [
        item(
          'for',
          text,
          seen.last,
          limit,
          'container_memory_working_set_bytes',
          data.queries.workingSet,
          containerLabels(end)
        ),
      ],
    };
  }
  // Only the pod's own cgroup outlives the container, so only a peak read after the kill can speak against it.
  const after = data.peaks
    .filter((track) => isSamePod(track, end) && track.container === undefined)
    .flatMap(({ samples }) => samples.filter(({ at }) => at > kill.latest && at <= kill.latest + READ_AFTER))[0];
  if (after && after.value > 0 && after.value < limit * NEAR_LIMIT) {
    const text = `${end.pod} never used more than ${formatMiB(after.value)}, its limit was not reached`;
    return {
      reached: false,
      byPeak: true,
      items: [
        item('against', text, after, limit, 'container_memory_max_usage_bytes', data.queries.peaks, {
          ...podLabels(end),
          container: '',
        }),
      ],
    };
  }
  return undefined;
}

function isOwn(track: PeakTrack, end: { readonly container: string }): boolean {
  return track.container === undefined || track.container === end.container;
}

/** Pods of one name may follow each other; only this one's samples count. */
export function bornAt(
  end: { readonly namespace: string; readonly pod: string; readonly uid?: string },
  { observed }: Pick<ReviewData, 'observed'>
): EpochMs {
  const life = observed.pods.find((one) => isSamePod(one, end) && (end.uid === undefined || one.uid === end.uid));
  return life && !life.before ? life.firstSeen - 90_000 : -Infinity;
}

/** The highest peak read until shortly after; new when no reading before the kill was as high. */
function peakUpTo(
  tracks: readonly PeakTrack[],
  { earliest, latest }: Kill,
  from: EpochMs
): (Sample & { readonly isNew: boolean }) | undefined {
  const read = tracks.flatMap(({ samples }) => samples.filter(({ at }) => at >= from && at <= latest + READ_AFTER));
  const [highest] = [...read].sort((a, b) => b.value - a.value || a.at - b.at);
  const wasThere = highest && read.some(({ at, value }) => at < earliest - 30_000 && value >= highest.value * AT_LIMIT);
  return highest && { ...highest, isNew: !wasThere };
}

export interface SeenGrowing {
  readonly last: Sample;
  readonly rate: number;
}

/** The last samples of the instance that was killed. */
export function lastSeen(
  { end, earliest, latest }: Kill,
  containers: readonly ContainerMemory[]
): SeenGrowing | undefined {
  const own = containers
    .filter((one) => end && isSameContainer(one, end) && (one.samples[0]?.at ?? Infinity) <= latest)
    .sort((a, b) => (a.samples[0]?.at ?? 0) - (b.samples[0]?.at ?? 0))
    .pop();
  const samples = own?.samples.filter(({ at }) => at <= latest && at >= earliest - 300_000) ?? [];
  const last = samples[samples.length - 1];
  const before = samples[Math.max(0, samples.length - 4)];
  if (!last || !before) {
    return undefined;
  }
  const seconds = (last.at - before.at) / 1000;
  return { last, rate: seconds > 0 ? Math.max(0, (last.value - before.value) / seconds) : 0 };
}

function projectTo({ last, rate }: SeenGrowing, at: EpochMs): Bytes {
  return last.value + (rate * Math.max(0, at - last.at)) / 1000;
}

function noLimit(limit: KillEvidence['limit'], { end, latest }: Kill, data: ReviewData): Evidence[] {
  return end && limit === 'none'
    ? [
        {
          speaks: 'context',
          text: `${end.pod}/${end.container} has no memory limit of its own`,
          source: 'kube_pod_container_resource_limits',
          query: data.queries.budgets,
          about: containerLabels(end),
          at: latest,
        },
      ]
    : [];
}

/** By the cgroup's own peak and failures where it is collected, else by the pods' curve. */
function reachedKubepods(kill: Kill, data: ReviewData, around: NodeAt): Reached | undefined {
  const { kubepodsLimit } = around;
  const failedBefore = lastBefore(data.kubepodsFailures, kill.earliest);
  const failedAfter = firstAfter(data.kubepodsFailures, kill.latest);
  if (failedBefore && failedAfter && failedAfter.value > failedBefore.value) {
    const text = `allocations failed at the kubepods limit: ${failedBefore.value} → ${failedAfter.value}`;
    return {
      reached: true,
      byPeak: true,
      items: [item('for', text, failedAfter, kubepodsLimit, 'container_memory_failcnt', data.queries.peaks)],
    };
  }
  const before = lastBefore(data.kubepodsPeak, kill.earliest);
  const after = firstAfter(data.kubepodsPeak, kill.latest);
  if (kubepodsLimit !== undefined && after && after.at - kill.latest <= READ_AFTER && after.value > 0) {
    const atLimit = after.value >= kubepodsLimit * AT_LIMIT;
    const isNew = before === undefined || before.value < after.value;
    if (!atLimit || isNew) {
      const text = atLimit
        ? 'the pods together reached the kubepods limit'
        : 'the pods together never reached the kubepods limit';
      return {
        reached: atLimit,
        byPeak: true,
        items: [
          item(
            atLimit ? 'for' : 'context',
            text,
            after,
            kubepodsLimit,
            'container_memory_max_usage_bytes',
            data.queries.peaks
          ),
        ],
      };
    }
  }
  const { pods, at } = around;
  if (pods !== undefined && kubepodsLimit !== undefined && pods >= kubepodsLimit * NEAR_LIMIT && at !== undefined) {
    return {
      reached: true,
      byPeak: false,
      items: [
        item(
          'for',
          'the pods were last seen close to the kubepods limit',
          { at, value: pods },
          kubepodsLimit,
          'container_memory_working_set_bytes',
          data.queries.pods
        ),
      ],
    };
  }
  return undefined;
}

/** Short at the last look before, or at any look during: the kubelet may not have answered in between. */
function shortAround(kill: Kill, { memory }: ReviewData): boolean | undefined {
  const looks = [kill.earliest, ...memory.times.filter((time) => time > kill.earliest - 60_000 && time <= kill.latest)];
  const seen = looks.map((time) => isNodeShort(nodeAt(memory, time))).filter((short) => short !== undefined);
  return seen.length === 0 ? undefined : seen.some((short) => short);
}

function hasRoom(limit: KillEvidence['limit'], around: NodeAt): boolean | undefined {
  const headroom = podsHeadroom(around);
  if (headroom === undefined || around.available === undefined) {
    return undefined;
  }
  const need = typeof limit === 'number' ? limit : 0.25 * (around.capacity ?? Infinity);
  return headroom > need && around.available > need;
}

function nodeItems({ available, evictionHard, at }: NodeAt, data: ReviewData): Evidence[] {
  return available === undefined || at === undefined
    ? []
    : [
        item(
          'context',
          `the node had ${formatMiB(available)} available`,
          { at, value: available },
          evictionHard,
          'nodeAvailable',
          data.queries.available
        ),
      ];
}

function item(
  speaks: Evidence['speaks'],
  text: string,
  { at, value }: Sample,
  threshold: Bytes | undefined,
  source: string,
  query: string | undefined,
  about?: Evidence['about']
): Evidence {
  const isCount = source === 'container_memory_failcnt';
  return {
    speaks,
    text,
    source,
    ...(query !== undefined && { query }),
    ...(about && { about }),
    value: isCount ? String(value) : formatMiB(value),
    ...(threshold !== undefined && { threshold: formatMiB(threshold) }),
    at,
  };
}
