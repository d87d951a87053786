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

/** A node's clock against that of Prometheus, as node_time_seconds tells it. */
export interface NodeClock {
  /** What it is ahead; 0 where that is no more than a scrape may take, or not known. */
  readonly ahead: DurationMs;
  /** What it was set by at least within the range, if it was: then no one difference holds for all of its times. */
  readonly setBy?: DurationMs;
  readonly isKnown: boolean;
}

/** The exporter reads the clock within the scrape, which begins at the sample's time and takes what the server says. */
export function clockOf(reply: PromReply): NodeClock {
  const [clock, takes] = ['clock', 'takes'].map((part) => partOf(reply, OOM_KILLS, part)[0]);
  const longest = new Map(takes?.times.map((time, i) => [time, (takes.values[i] ?? NaN) * 1000]));
  const looks = (clock?.times ?? []).flatMap((time, i) => {
    const most = 1000 * (clock?.values[i] ?? NaN);
    return Number.isFinite(most) ? [{ most, least: most - (longest.get(time) ?? DELAY.scrapeTimeout) }] : [];
  });
  const sorted = looks.map(({ most }) => most).sort((a, b) => a - b);
  const [lowest, middle] = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
  if (lowest === undefined || middle === undefined) {
    return { ahead: 0, isKnown: false };
  }
  const setBy = looks.reduce((by, { least }) => Math.max(by, least - lowest), 0);
  return setBy > DELAY.keptClocks
    ? { ahead: 0, setBy, isKnown: false }
    : { ahead: Math.abs(middle) > DELAY.scrapeTimeout ? middle : 0, isKnown: true };
}

/**
 * The reply with all times by the clock of Prometheus. By the node's are the times at which cAdvisor and /metrics/resource say that they
 * sampled (cAdvisor metrics/prometheus.go, K32 metrics/collectors/resource_metrics.go), and those at which the kernel, the kubelet and
 * containers started or ended. Curves stay on the grid, moved by whole steps.
 */
export function byServersClock({ step }: Pick<NodeScope, 'step'>, reply: PromReply): PromReply {
  const { ahead } = clockOf(reply);
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
export function clockFindings(clock: NodeClock): readonly Finding[] {
  const text = clockWords(clock);
  const remedy = 'Let the node keep the time (chrony or systemd-timesyncd).';
  return text === undefined ? [] : [{ severity: 'warning', code: 'node-clock', text, remedy }];
}
