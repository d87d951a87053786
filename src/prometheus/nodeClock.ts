import { DELAY } from '../domain/events/delays';
import { clockWords } from '../domain/incidents/clockOff';
import type { Finding } from '../domain/provenance';
import type { Series } from '../domain/series';
import type { DurationMs } from '../domain/units';

import { PART, partOf } from './events/eventSource';
import { CONTAINERS, isStampedByScrape } from './events/sources/containers';
import { FINISHED } from './events/sources/containerStatuses';
import { EVICTIONS } from './events/sources/evictions';
import { OOM_CONTAINERS, OOM_KILLS, OOM_STARTS } from './events/sources/oomKills';
import { INCIDENT_REF } from './incidents/incidentRef';
import type { PromReply } from './ports/port';
import { CONTAINERS_REF } from './queries/containersWorkingSet';
import type { NodeScope } from './scope';

/**
 * What a node's clock is ahead of that of Prometheus, by node_time_seconds: the middle of what the samples say, where a scrape does not
 * take as long.
 */
export function clockAhead(reply: PromReply): DurationMs {
  const seconds = clockLooks(reply).sort((a, b) => a - b);
  const ahead = 1000 * (seconds[Math.floor(seconds.length / 2)] ?? 0);
  return Math.abs(ahead) > DELAY.scrapeTimeout ? ahead : 0;
}

export const isClockRead = (reply: PromReply): boolean => clockLooks(reply).length > 0;

const clockLooks = (reply: PromReply): number[] =>
  (partOf(reply, OOM_KILLS, 'clock')[0]?.values ?? []).filter(Number.isFinite);

/**
 * The reply with all times by the clock of Prometheus. By the node's are the times at which cAdvisor and /metrics/resource say that they
 * sampled (cAdvisor metrics/prometheus.go, K32 metrics/collectors/resource_metrics.go), and those at which the kernel, the kubelet and
 * containers started or ended. Curves stay on the grid, moved by whole steps.
 */
export function byServersClock({ step }: Pick<NodeScope, 'step'>, reply: PromReply): PromReply {
  const ahead = clockAhead(reply);
  if (ahead === 0) {
    return reply;
  }
  const steps = Math.round(ahead / step) * step;
  const isStamped = !isStampedByScrape(reply);
  const moved = (refId: string, series: Series): Series => {
    const curve = isStamped && isOneOf(STAMPED, refId, series) ? onGrid(series, steps) : series;
    const isTime = isOneOf(TIMES, refId, series) || (isStamped && isOneOf(STAMPS, refId, series));
    return isTime ? { ...curve, values: curve.values.map((at) => (at > 0 ? at - ahead / 1000 : at)) } : curve;
  };
  const all = Object.entries(reply.series).map(([refId, series]) => [refId, series.map((one) => moved(refId, one))]);
  return { ...reply, series: Object.fromEntries(all) as PromReply['series'] };
}

const onGrid = (series: Series, ahead: DurationMs): Series => ({
  ...series,
  times: series.times.map((time) => time - ahead),
});

/** Of each question all parts, or those that are named. */
type Places = Readonly<Record<string, 'all' | readonly string[]>>;

/** Values that are times of the node's clock. */
const TIMES: Places = {
  [FINISHED.refId]: 'all',
  [OOM_STARTS.refId]: 'all',
  [OOM_KILLS.refId]: ['startedAt'],
  [EVICTIONS.refId]: ['startedAt'],
};

const ROOT_AND_RESOURCE = ['rootAt', 'resourceAt'];
const OF_PEAKS = ['peak', 'peakKubepods', 'peakAbove', 'failures', 'failuresKubepods'];

/** Values that are the stamps of samples. */
const STAMPS: Places = {
  [CONTAINERS.refId]: 'all',
  [OOM_KILLS.refId]: ['rootAt'],
  [INCIDENT_REF.node]: ROOT_AND_RESOURCE,
  [INCIDENT_REF.peaks]: OF_PEAKS.map((part) => `${part}At`),
};

/** Samples with a stamp of their own, at which they lie on the grid. */
const STAMPED: Places = {
  ...Object.fromEntries(
    ['nodeWorkingSet', 'nodeWorkingSetOfKubelet', 'kubepodsWorkingSet', 'podsLive', 'podsWithGhosts', 'podsFresh']
      .concat(['podsUnsampled', 'containersFresh', CONTAINERS_REF.workingSet, INCIDENT_REF.workingSet])
      .concat([CONTAINERS.refId, OOM_CONTAINERS.refId])
      .map((refId) => [refId, 'all'])
  ),
  [OOM_KILLS.refId]: ['root', 'rootAt'],
  [INCIDENT_REF.node]: ROOT_AND_RESOURCE,
  [INCIDENT_REF.peaks]: OF_PEAKS.flatMap((part) => [part, `${part}At`]),
};

function isOneOf(places: Places, refId: string, { labels }: Series): boolean {
  const parts = places[refId] ?? [];
  return parts === 'all' || parts.includes(labels[PART] ?? '');
}

/** A clock that differs, in words. */
export function clockFindings(reply: PromReply): readonly Finding[] {
  const ahead = clockAhead(reply);
  return ahead === 0
    ? []
    : [
        {
          severity: 'warning',
          code: 'node-clock',
          text: clockWords(ahead),
          remedy: 'Let the node keep the time (chrony or systemd-timesyncd).',
        },
      ];
}
