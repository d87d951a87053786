import { DELAY } from '../../events/delays';
import type { Interval } from '../../events/eventsObserved';
import { formatMiB } from '../../quantity/formatBytes';
import { nodeAt } from '../nodeAt';
import { firstAfter, lastBefore, tolerancesOf, type ReviewData, type Sample } from '../reviewData';
import type { Bytes } from '../../units';
import type { Evidence, MissingEvidence } from '../types';

import { hitFrom } from './hitLimit';
import { mayHaveBooted } from './nodeStart';
import { podsPeaks, podsPeaksSeen } from './podsPeaks';

/** Whether all pods together came to the limit they share, as the kubepods cgroup or the pods' curve shows it. */
export type KubepodsLimit =
  | { readonly is: 'reached' | 'near' | 'below'; readonly item: Evidence }
  | { readonly is: 'unknown'; readonly missing: MissingEvidence };

const AT_LIMIT = 0.98;
const NEAR_LIMIT = 0.9;

export function kubepodsLimit(when: Interval, data: ReviewData): KubepodsLimit {
  const { pods, at, kubepodsLimit: limit } = nodeAt(data.memory, when.earliest);
  const failures = stepAround(data.kubepodsFailures, when, data);
  if (failures && failures.after.value > failures.before.value) {
    const text = 'allocations failed at the kubepods limit';
    const value = `${failures.before.value} → ${failures.after.value}`;
    return {
      is: 'reached',
      item: item(text, 'container_memory_failcnt', data, { value, at: failures.after.at, limit }),
    };
  }
  const least = leastLimit(when, data);
  const told = (text: string, { value, at: read }: Sample) =>
    item(text, 'container_memory_max_usage_bytes', data, { value: formatMiB(value), at: read, limit: least });
  const after = peakSince(when, data);
  if (least !== undefined && after && after.value > 0 && after.value < least * AT_LIMIT) {
    return { is: 'below', item: told('the pods together never reached the kubepods limit', after) };
  }
  const peak = stepAround(data.kubepodsPeak, when, data);
  const reached = limit === undefined ? undefined : hitFrom(limit);
  if (reached !== undefined && peak && peak.after.value >= reached && peak.before.value < reached) {
    return { is: 'reached', item: told('the pods together reached the kubepods limit', peak.after) };
  }
  const most = least === undefined ? undefined : podsPeaks(when, data);
  if (least !== undefined && most && most.value < least * AT_LIMIT) {
    const line = limit === undefined ? 'allocatable' : 'the kubepods limit';
    const text = `the most that each pod ever used, taken together, is below ${line}`;
    // A sum over pods is no series that a link could open.
    const { query: _, ...summed } = told(text, most);
    return { is: 'below', item: summed };
  }
  if (pods !== undefined && limit !== undefined && at !== undefined && pods >= limit * NEAR_LIMIT) {
    const text = 'the pods were last seen close to the kubepods limit';
    const seen = { value: formatMiB(pods), at, limit };
    return { is: 'near', item: item(text, 'container_memory_working_set_bytes', data, seen) };
  }
  return { is: 'unknown', missing: KUBEPODS };
}

/** The pods' eviction line lies below their limit, wherever that is, and so does whatever they used at any time. */
function leastLimit({ earliest }: Interval, { memory, kubepodsPeak }: ReviewData): Bytes | undefined {
  const { kubepodsLimit: limit, podsEvictionLine } = nodeAt(memory, earliest);
  const highest = Math.max(0, ...kubepodsPeak.map(({ value }) => value));
  return limit ?? (podsEvictionLine === undefined ? undefined : Math.max(podsEvictionLine, highest));
}

/** That neither those which the kernel killed nor those which stayed can have filled the limit that pods share. */
export function nobodyFilled(when: Interval, data: ReviewData): Evidence | undefined {
  const least = leastLimit(when, data);
  const most = least === undefined ? undefined : podsPeaksSeen(when, data);
  return least !== undefined && most && most.value < least * AT_LIMIT
    ? {
        speaks: 'for',
        text: 'neither the pods that were killed nor those that stayed ever used enough to fill the kubepods limit',
        source: 'container_memory_max_usage_bytes',
        value: formatMiB(most.value),
        threshold: formatMiB(least),
        at: most.at,
      }
    : undefined;
}

/** A peak only grows, in one boot: read at any time after, it was no higher before. One that fell is another boot's. */
function peakSince({ earliest, latest }: Interval, data: ReviewData): Sample | undefined {
  const after = firstAfter(data.kubepodsPeak, latest + DELAY.clockSkew);
  const before = lastBefore(data.kubepodsPeak, earliest);
  const isAnew = after && before && after.value < before.value;
  return after && !isAnew && !mayHaveBooted({ earliest: latest, latest: after.at }, data) ? after : undefined;
}

/** The readings before and after, close enough together to be about this interval. */
function stepAround(
  samples: readonly Sample[],
  { earliest, latest }: Interval,
  data: ReviewData
): { readonly before: Sample; readonly after: Sample } | undefined {
  const before = lastBefore(samples, earliest);
  const after = firstAfter(samples, latest);
  const isNear = before && after && after.at - before.at <= latest - earliest + tolerancesOf(data).narrow;
  return before && after && isNear && after.at - latest <= DELAY.statusReport ? { before, after } : undefined;
}

function item(
  text: string,
  source: string,
  { queries }: ReviewData,
  { value, at, limit }: { readonly value: string; readonly at: number; readonly limit?: number }
): Evidence {
  const query = source === 'container_memory_working_set_bytes' ? queries.pods : queries.peaks;
  return {
    speaks: 'for',
    text,
    source,
    ...(query !== undefined && { query }),
    value,
    ...(limit !== undefined && { threshold: formatMiB(limit) }),
    at,
  };
}

const KUBEPODS: MissingEvidence = {
  what: 'the kubepods cgroup’s own series',
  setting:
    'do not drop cAdvisor series without a pod (kube-prometheus-stack: kubelet.serviceMonitor.cAdvisorMetricRelabelings)',
};
