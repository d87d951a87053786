import type { Series } from '../domain/series';
import type { EpochMs } from '../domain/units';

import type { PromReply } from './port';
import { CONTAINERS_REF } from './queries/containersWorkingSet';

/** The refIds of the sums over containers that are made of a reply. */
export const SUM_REF = {
  live: 'containersLive',
  withGhosts: 'containersWithGhosts',
  unsampled: 'containersUnsampled',
} as const;

/**
 * The reply with the sums over its containers: of those that were there, of all with a sample, and how many were there without one.
 * Made of one read of each container, where a server would read it anew for each sum.
 */
export function withContainerSums(reply: PromReply): PromReply {
  const found = rowsOf(reply);
  if (!found) {
    return reply;
  }
  const { times, signs, rows } = found;
  const live = sumOnce(rows, times, ({ values, cgroup }, i) => (signs.get(cgroup)?.[i] ? values[i] : undefined));
  const withGhosts = sumOnce(rows, times, ({ values }, i) => values[i]);
  const series = {
    [SUM_REF.live]: seriesOf(times, live),
    [SUM_REF.withGhosts]: seriesOf(times, withGhosts),
    [SUM_REF.unsampled]: seriesOf(times, unsampled(found)),
  };
  return { ...reply, series: { ...reply.series, ...series } };
}

/** Whether any container is known to have been there when it was sampled: without that they are told apart by the samples' age. */
export function hasLiveContainers({ series }: PromReply): boolean {
  const signs = new Map((series[CONTAINERS_REF.signs] ?? []).map((one) => [cgroupOf(one), new Set(one.times)]));
  const sampled = series[CONTAINERS_REF.workingSet] ?? [];
  return sampled.some((one) => one.times.some((time) => signs.get(cgroupOf(one))?.has(time)));
}

interface Row {
  readonly cgroup: string;
  /** Two cgroups of one container, of which one has ended or another server reports, are one workload. */
  readonly container: string;
  readonly values: ReadonlyArray<number | undefined>;
}

interface Rows {
  readonly times: readonly EpochMs[];
  readonly signs: ReadonlyMap<string, readonly boolean[]>;
  readonly rows: readonly Row[];
}

/** Undefined where a question failed: then nothing can be said. */
function rowsOf({ series }: PromReply): Rows | undefined {
  const [sampled, alive] = [series[CONTAINERS_REF.workingSet], series[CONTAINERS_REF.signs]];
  if (!sampled || !alive) {
    return undefined;
  }
  const times = [...new Set([...sampled, ...alive].flatMap((one) => one.times))].sort((a, b) => a - b);
  const indices = new Map(times.map((time, i) => [time, i]));
  const onTimes = <T>(one: Series, of: (value: number) => T): T[] => {
    const values: T[] = new Array<T>(times.length);
    one.times.forEach((time, i) => (values[indices.get(time) ?? 0] = of(one.values[i] ?? NaN)));
    return values;
  };
  return {
    times,
    signs: new Map(alive.map((one) => [cgroupOf(one), onTimes(one, () => true)])),
    rows: sampled.map((one) => ({
      cgroup: cgroupOf(one),
      container: containerOf(one),
      values: onTimes(one, (value) => value),
    })),
  };
}

type Sums = ReadonlyArray<number | undefined>;

/** As `queries/sumOnce` does it: the largest of a container's cgroups stands for it. */
function sumOnce(
  rows: readonly Row[],
  times: readonly EpochMs[],
  valueOf: (row: Row, i: number) => number | undefined
): Sums {
  const containers = new Map<string, Row[]>();
  rows.forEach((row) => containers.set(row.container, [...(containers.get(row.container) ?? []), row]));
  const all = [...containers.values()];
  return times.map((_, i) => {
    let sum: number | undefined;
    for (const own of all) {
      const values = own.flatMap((row) => valueOf(row, i) ?? []);
      if (values.length > 0) {
        sum = (sum ?? 0) + Math.max(...values);
      }
    }
    return sum;
  });
}

function unsampled({ times, signs, rows }: Rows): Sums {
  const sampled = new Map(rows.map(({ cgroup, values }) => [cgroup, values]));
  return times.map((_, i) => {
    const without = [...signs].filter(([cgroup, there]) => there[i] && sampled.get(cgroup)?.[i] === undefined);
    return without.length > 0 ? without.length : undefined;
  });
}

function seriesOf(times: readonly EpochMs[], values: Sums): readonly Series[] {
  const kept = values.flatMap((value, i) => (value === undefined ? [] : [{ time: times[i]!, value }]));
  return kept.length === 0
    ? []
    : [{ labels: {}, times: kept.map(({ time }) => time), values: kept.map(({ value }) => value) }];
}

const containerOf = ({ labels: { namespace, pod, container } }: Series): string =>
  JSON.stringify([namespace, pod, container]);

const cgroupOf = ({ labels: { namespace, pod, container, id } }: Series): string =>
  JSON.stringify([namespace, pod, container, id]);
