import { DELAY } from '../events/delays';
import type { Kill } from '../events/detectOomKills';
import { formatMiB } from '../quantity/formatBytes';
import type { EpochMs } from '../units';

import { isSameContainer, tolerancesOf, type CgroupTrack, type ReviewData } from './reviewData';
import type { Evidence } from './types';

/** Charged in batches of pages, a cgroup at its limit may read a little less. */
const AT_LIMIT = 0.98;

/**
 * That a cgroup above the container reached its own limit about when the kernel killed: a Docker `cgroup_parent`, a systemd slice.
 * Only a peak that is new then speaks of this kill.
 */
export function parentAtLimit(kill: Kill, data: ReviewData): Evidence | undefined {
  const { end } = kill;
  const ids = data.containers.filter((one) => end && isSameContainer(one, end)).flatMap(({ id }) => id ?? []);
  const above = (data.limitedAbove ?? []).filter(({ id }) => ids.some((own) => own.startsWith(`${id}/`)));
  return above.flatMap((cgroup) => reached(cgroup, kill, data))[0];
}

function reached({ id, limit, samples }: CgroupTrack, kill: Kill, data: ReviewData): Evidence[] {
  const { fresh } = tolerancesOf(data);
  const query = data.queries.peaks;
  const isFull = ({ value }: { readonly value: number }) => value >= limit * AT_LIMIT;
  const free = samples.findLastIndex((sample) => sample.at <= kill.latest && !isFull(sample));
  // What was full all along, or long before, tells nothing of this kill; a peak may have been reset since an earlier one. The
  // cgroup outlives what was killed in it, so its peak may be read a little later.
  const peak = free === -1 ? undefined : samples[free + 1];
  return peak && isFull(peak) && isWithin(peak.at, kill.earliest - DELAY.clockSkew, kill.latest + fresh)
    ? [
        {
          speaks: 'for',
          text: `the cgroup above it, ${id}, had reached its limit`,
          source: 'container_memory_max_usage_bytes',
          ...(query !== undefined && { query }),
          value: formatMiB(peak.value),
          threshold: formatMiB(limit),
          at: peak.at,
        },
      ]
    : [];
}

const isWithin = (time: EpochMs, from: EpochMs, to: EpochMs) => time >= from && time <= to;
