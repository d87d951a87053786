import { DELAY } from '../../events/delays';
import type { Interval } from '../../events/eventsObserved';
import { formatMiB } from '../../quantity/formatBytes';
import { nodeAt } from '../nodeAt';
import { firstAfter, lastBefore, tolerancesOf, type ReviewData, type Sample } from '../reviewData';
import type { Evidence, MissingEvidence } from '../types';

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
  const peak = stepAround(data.kubepodsPeak, when, data);
  if (limit !== undefined && peak && peak.after.value > 0) {
    const value = formatMiB(peak.after.value);
    const told = (text: string) =>
      item(text, 'container_memory_max_usage_bytes', data, { value, at: peak.after.at, limit });
    if (peak.after.value < limit * AT_LIMIT) {
      return { is: 'below', item: told('the pods together never reached the kubepods limit') };
    }
    if (peak.before.value < limit * AT_LIMIT) {
      return { is: 'reached', item: told('the pods together reached the kubepods limit') };
    }
  }
  if (pods !== undefined && limit !== undefined && at !== undefined && pods >= limit * NEAR_LIMIT) {
    const text = 'the pods were last seen close to the kubepods limit';
    const told = { value: formatMiB(pods), at, limit };
    return { is: 'near', item: item(text, 'container_memory_working_set_bytes', data, told) };
  }
  return { is: 'unknown', missing: KUBEPODS };
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
