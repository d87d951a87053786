import { groupBy } from '../domain/groupBy';
import type { Series } from '../domain/series';
import type { EpochMs } from '../domain/units';

import type { PromReply } from './ports/port';
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
  const [sampled, alive] = [reply.series[CONTAINERS_REF.workingSet], reply.series[CONTAINERS_REF.signs]];
  if (!sampled || !alive) {
    // A question failed: then nothing can be said.
    return reply;
  }
  const last = known.get(sampled);
  const sums = last?.alive === alive ? last.sums : sumsOf(sampled, alive);
  known.set(sampled, { alive, sums });
  return { ...reply, series: { ...reply.series, ...sums } };
}

/** The same answers are looked at by the one who asks for what is missing and by the one who draws. */
const known = new WeakMap<
  readonly Series[],
  { readonly alive: readonly Series[]; readonly sums: PromReply['series'] }
>();

function sumsOf(sampled: readonly Series[], alive: readonly Series[]): PromReply['series'] {
  const found = rowsOf(sampled, alive);
  const { times, signs, rows } = found;
  const live = sumOnce(rows, times, ({ values, cgroup }, i) => (signs.get(cgroup)?.[i] ? values[i] : undefined));
  const withGhosts = sumOnce(rows, times, ({ values }, i) => values[i]);
  return {
    [SUM_REF.live]: seriesOf(times, live),
    [SUM_REF.withGhosts]: seriesOf(times, withGhosts),
    [SUM_REF.unsampled]: seriesOf(times, unsampled(found)),
  };
}

/** Whether any container is known to have been there when it was sampled: without that they are told apart by the samples' age. */
export function hasLiveContainers({ series }: PromReply): boolean {
  const signs = new Map((series[CONTAINERS_REF.signs] ?? []).map((one) => [cgroupOf(one), one.times]));
  const sampled = series[CONTAINERS_REF.workingSet] ?? [];
  return sampled.some((one) => {
    const there = new Set(signs.get(cgroupOf(one)));
    return one.times.some((time) => there.has(time));
  });
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

function rowsOf(sampled: readonly Series[], alive: readonly Series[]): Rows {
  const times = timesOf([...sampled, ...alive]);
  const onTimes = <T>(one: Series, of: (value: number) => T): T[] => {
    const values: T[] = new Array<T>(times.length);
    let place = 0;
    one.times.forEach((time, i) => {
      while ((times[place] ?? Infinity) < time) {
        place += 1;
      }
      values[place] = of(one.values[i] ?? NaN);
    });
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

function timesOf(all: readonly Series[]): readonly EpochMs[] {
  const times = new Set<EpochMs>();
  all.forEach((one) => one.times.forEach((time) => times.add(time)));
  return [...times].sort((a, b) => a - b);
}

type Sums = ReadonlyArray<number | undefined>;

/** As `queries/sumOnce` does it: the largest of a container's cgroups stands for it. */
function sumOnce(
  rows: readonly Row[],
  times: readonly EpochMs[],
  valueOf: (row: Row, i: number) => number | undefined
): Sums {
  const sums = new Array<number | undefined>(times.length).fill(undefined);
  for (const own of groupBy(rows, ({ container }) => container).values()) {
    for (let i = 0; i < times.length; i += 1) {
      let most: number | undefined;
      for (const row of own) {
        const value = valueOf(row, i);
        most = value === undefined ? most : most === undefined ? value : Math.max(most, value);
      }
      sums[i] = most === undefined ? sums[i] : (sums[i] ?? 0) + most;
    }
  }
  return sums;
}

function unsampled({ times, signs, rows }: Rows): Sums {
  const sampled = new Map(rows.map(({ cgroup, values }) => [cgroup, values]));
  const without = new Array<number>(times.length).fill(0);
  for (const [cgroup, there] of signs) {
    const values = sampled.get(cgroup);
    for (let i = 0; i < times.length; i += 1) {
      without[i]! += there[i] && values?.[i] === undefined ? 1 : 0;
    }
  }
  return without.map((count) => (count > 0 ? count : undefined));
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
