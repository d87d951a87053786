import { groupBy } from '../../domain/groupBy';
import type { Series } from '../../domain/series';
import type { EpochMs } from '../../domain/units';
import { eventQueries } from '../events/eventQueries';
import { partOf, seriesOf } from '../events/eventSource';
import { isCoarse } from '../events/queryParts';
import { FINISHED, REASONS, RESTARTS } from '../events/sources/containerStatuses';
import { kubeStateTimes, POD_STATUSES, PODS } from '../events/sources/pods';
import { inOrder } from '../ports/bareSeries';
import { LOOK } from '../ports/frugal';
import { plainly } from '../ports/plainly';
import type { PrometheusPort, PromQuery, PromReply } from '../ports/port';
import { NO_REPLY } from '../ports/replies';
import type { NodeScope } from '../scope';
import { podKey, seriesKey } from '../seriesKey';

import { incidentQueries } from './incidentQueries';
import { podsByName } from './podsByName';

const STATUSES = [POD_STATUSES, FINISHED, REASONS, RESTARTS];
const isOfStatuses = ({ refId }: PromQuery): boolean => STATUSES.some((source) => source.refId === refId);

/** A pod that was there at every look of a scan, and all that was told of it, which was the same at each. */
interface Steady {
  readonly info: Series;
  /** By refId. */
  readonly told: Readonly<Record<string, readonly Series[]>>;
}

/**
 * What a scan tells of pods that nothing happened to, so that a close look need not ask for their statuses again: it reads which
 * pods were there at each step, and what was told of the steady ones is the same wherever they are. A restart count never comes
 * back to what it was, and which pods came and went between two looks their names tell, which are not looked up at looks.
 */
export function findSteady(scan: NodeScope, reply: PromReply): readonly Steady[] {
  const looks = kubeStateTimes(reply).length;
  if (!scan.pods || isCoarse(scan) || looks < 2 || STATUSES.some(({ refId }) => !reply.series[refId])) {
    return [];
  }
  const infos = groupBy(partOf(reply, PODS, 'info'), nameOf);
  const told = STATUSES.map((source) => [source.refId, groupBy(seriesOf(reply, source), nameOf)] as const);
  return scan.pods.flatMap((pod): Steady[] => {
    const [info, another] = infos.get(podKey(pod)) ?? [];
    if (!info || another || info.times.length !== looks) {
      return [];
    }
    const own = told.map(([refId, byName]) => [refId, byName.get(podKey(pod)) ?? []] as const);
    const isSteady = own.every(([, series]) =>
      series.every(
        ({ labels, times, values }) =>
          labels['uid'] === info.labels['uid'] &&
          times.length === looks &&
          values.every((value) => Object.is(value, values[0]))
      )
    );
    return isSteady ? [{ info, told: Object.fromEntries(own) }] : [];
  });
}

/** Those of them of which the same was told at each look from the one before a stretch begins until the scan did. */
export async function steadySince(
  { port, signal }: { readonly port: PrometheusPort; readonly signal?: AbortSignal },
  scan: NodeScope,
  from: EpochMs,
  steady: readonly Steady[]
): Promise<readonly Steady[]> {
  const range = { from: Math.floor(from / LOOK) * LOOK, to: scan.from, step: LOOK };
  const pods = steady.map(({ info: { labels } }) => ({ namespace: labels['namespace']!, pod: labels['pod']! }));
  const events = eventQueries({ ...scan, pods }).map(plainly);
  const named = podsByName({ ...scan, pods }, events);
  const queries = [...(named ? [named] : []), ...events.filter(isOfStatuses)];
  const { series } = pods.length === 0 ? NO_REPLY : await port({ queries, ...range }, signal);
  const looks = (range.to - range.from) / LOOK + 1;
  const before = new Map(
    [PODS, ...STATUSES].map(({ refId }) => [refId, groupBy(series[refId] ?? [], nameOf)] as const)
  );
  return steady.filter(({ info, told }) =>
    Object.entries({ ...told, [PODS.refId]: [info] }).every(([refId, later]) =>
      isAsBefore(before.get(refId)?.get(nameOf(info)) ?? [], later, looks)
    )
  );
}

function isAsBefore(before: readonly Series[], later: readonly Series[], looks: number): boolean {
  const values = new Map(later.map((one) => [seriesKey(one), one.values[0]]));
  return (
    before.length === later.length &&
    before.every((one) => {
      const value = values.get(seriesKey(one));
      return one.times.length === looks && one.values.every((own) => Object.is(own, value));
    })
  );
}

/** All that is asked about a stretch, of pods that something happened to. */
export function queriesBesides(scope: NodeScope, steady: readonly Steady[]): readonly PromQuery[] {
  const names = new Set(steady.map(({ info }) => nameOf(info)));
  const pods = scope.pods?.filter((pod) => !names.has(podKey(pod)));
  const queries = incidentQueries(scope);
  if (steady.length === 0 || !pods) {
    return queries;
  }
  const ofOthers = pods.length === 0 ? [] : incidentQueries({ ...scope, pods }).filter(isOfStatuses);
  return queries.flatMap((query) =>
    isOfStatuses(query) ? ofOthers.filter(({ refId }) => refId === query.refId) : [query]
  );
}

/** The reply as if the steady ones had been asked for as well. */
export function withSteady(reply: PromReply, steady: readonly Steady[]): PromReply {
  const infos = reply.series[PODS.refId];
  if (steady.length === 0 || !infos) {
    return reply;
  }
  const seen = new Map<string, readonly EpochMs[]>(
    partOf(reply, PODS, 'info').map((info) => [JSON.stringify([nameOf(info), info.labels['uid']]), info.times])
  );
  const failed = new Set(reply.errors.map(({ refId }) => refId));
  const whole = STATUSES.filter(({ refId }) => !failed.has(refId)).map(({ refId }) => {
    const added = steady.flatMap(({ told }) => (told[refId] ?? []).flatMap((series) => whileThere(series, seen)));
    return [refId, inOrder([...(reply.series[refId] ?? []), ...added])] as const;
  });
  return { ...reply, series: { ...reply.series, ...(Object.fromEntries(whole) as PromReply['series']) } };
}

function whileThere(series: Series, seen: ReadonlyMap<string, readonly EpochMs[]>): readonly Series[] {
  const times = seen.get(JSON.stringify([nameOf(series), series.labels['uid']])) ?? [];
  const [value = NaN] = series.values;
  return times.length === 0 ? [] : [{ labels: series.labels, times, values: times.map(() => value) }];
}

const nameOf = ({ labels }: Series): string => podKey(labels);
