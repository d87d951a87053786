import { CGROUP_LABELS } from '../../cadvisorLabels';
import { DELAY } from '../../../domain/events/delays';
import { detectRises } from '../../../domain/events/detectRises';
import type { Rise } from '../../../domain/events/eventsObserved';
import type { CountedKill } from '../../../domain/events/inferEnds';
import { touches } from '../../../domain/events/touches';
import type { Series } from '../../../domain/series';
import type { DurationMs, EpochMs } from '../../../domain/units';
import type { BareSeries } from '../../ports/bare';
import { nodePlaces, nodeSeries, podMatchers } from '../../nodeSelector';
import { ALL_ALONG, type PromReply, type Stretch } from '../../ports/port';
import { aggregate, and, is, isNot, or, type Matcher } from '../../promql';
import type { NodeScope } from '../../scope';
import { counterViews, trackOf } from '../counterViews';
import { partOf, seriesOf, type EventSource } from '../eventSource';
import { aboutTarget, counter, fineBare, newestOver, part, peakOver, sampleTime } from '../queryParts';

import { EVICTIONS } from './evictions';

/** The kernel's counts of OOM kills: the node's and the root cgroup's. */
export const OOM_KILLS: EventSource = {
  refId: 'eventsOomKills',
  ask: (scope) => ({ expr: oomKills(scope) }),
  missing: [
    {
      part: 'last',
      finding: {
        severity: 'warning',
        code: 'missing-oom-counter',
        text: 'The node’s count of OOM kills is missing: kills that no container status shows cannot be seen.',
        remedy: 'Run node_exporter with its vmstat collector (on by default) and keep node_vmstat_oom_kill.',
      },
    },
  ],
};

/** Those of each container. */
export const OOM_CONTAINERS: EventSource = {
  refId: 'eventsOomContainers',
  ask: (scope) => containerKills(scope),
  askOfPods: (scope) => containerKills(scope, podMatchers(scope)),
  frugal: { read: 'seldom' },
  missing: [],
};

/** Of containers in which a kill was counted: tells one that was started again from one that lived on. */
const STARTED = 'container_start_time_seconds';

function oomKills(scope: NodeScope): string {
  const ofRoot = [is('id', '/')];
  return or(
    ...counter(scope, 'node_vmstat_oom_kill', [], []),
    // A global OOM is counted at the root cgroup (cAdvisor manager.go, watchForNewOoms).
    part('root', aggregate('max', nodeSeries(scope, 'container_oom_events_total', ofRoot, peakOver(scope)))),
    part('rootAt', aggregate('max', nodeSeries(scope, 'container_oom_events_total', ofRoot, sampleTime))),
    part('startedAt', aggregate('max', nodeSeries(scope, 'node_boot_time_seconds', [], newestOver(scope)))),
    part('clock', aggregate('max', nodeSeries(scope, 'node_time_seconds', [], sinceSample))),
    ...aboutTarget(scope, 'node_vmstat_oom_kill', { takes: 'scrape_duration_seconds' })
  );
}

/** What the node's clock is ahead of the server's, and what of the scrape had passed. */
const sinceSample = (bare: string) => `${bare} - ${sampleTime(bare)}`;

/** When those containers were started in which a kill was counted. */
export const OOM_STARTS: EventSource = {
  refId: 'eventsOomStarts',
  ask: (scope) => ({
    expr: containerStarts(scope),
    ...fineBare(scope, {
      metrics: [STARTED],
      places: nodePlaces(scope, REAL, STARTED),
      by: CGROUP_LABELS,
      while: killsInContainers(scope),
    }),
  }),
  frugal: { when: whereCounted },
  missing: [],
};

const REAL = [isNot('container', '')];

const KILLED = 'container_oom_events_total';

const killsInContainers = (scope: NodeScope, named: readonly Matcher[] = []): BareSeries => ({
  metrics: [KILLED],
  places: nodePlaces(scope, [...REAL, ...named], KILLED),
});

const inContainer = (scope: NodeScope, named: readonly Matcher[] = []): string =>
  nodeSeries(scope, KILLED, [...REAL, ...named], peakOver(scope));

const containerKills = (scope: NodeScope, named: readonly Matcher[] = []): ReturnType<EventSource['ask']> => ({
  expr: aggregate('max', inContainer(scope, named), CGROUP_LABELS),
  ...fineBare(scope, { ...killsInContainers(scope, named), by: CGROUP_LABELS }),
});

function containerStarts(scope: NodeScope): string {
  const started = nodeSeries(scope, STARTED, REAL, newestOver(scope));
  return aggregate('max', and(started, `(${inContainer(scope)}) > 0`, CGROUP_LABELS), CGROUP_LABELS);
}

/** All along where a kill was counted in any container. */
function whereCounted(reply: PromReply): Stretch | undefined {
  const isCounted = seriesOf(reply, OOM_CONTAINERS).some(({ values }) => values.some((count) => count > 0));
  return isCounted ? ALL_ALONG : undefined;
}

export function kernelCounts(
  { scrapeInterval }: NodeScope,
  reply: PromReply,
  queries: { readonly node: string; readonly containers: string }
) {
  const query = queries.node;
  const views = counterViews(reply, OOM_KILLS, 'none').get('') ?? {};
  const root = { last: partOf(reply, OOM_KILLS, 'root')[0], sampledAt: partOf(reply, OOM_KILLS, 'rootAt')[0] };
  const [startedAt, takes] = ['startedAt', 'takes'].map((part) => partOf(reply, OOM_KILLS, part)[0]);
  const kubelet = partOf(reply, EVICTIONS, 'startedAt')[0];
  const starts = seriesOf(reply, OOM_STARTS);
  const named = seriesOf(reply, OOM_CONTAINERS).flatMap((last): CountedKill[] => {
    const { namespace, pod, container } = last.labels;
    const metric = 'container_oom_events_total';
    const started = starts.find(({ labels }) => isSameCgroup(labels, last.labels));
    const context = { metric, query: queries.containers, namespace, pod, container, scrapeInterval };
    return detectRises({ last }, context).map((rise) => ({
      ...rise,
      ...startAfter(rise, started, scrapeInterval),
    }));
  });
  const ofNode = detectRises(views, { metric: 'node_vmstat_oom_kill', query, scrapeInterval, startedAt, takes });
  return {
    // The container's own counter is used where nobody reads the node's, which counts every kill.
    rises: views.last ? withNames(ofNode, named) : named,
    counted: named,
    track: trackOf(views),
    rootKills: detectRises(root, {
      metric: 'container_oom_events_total',
      query,
      scrapeInterval,
      startedAt: kubelet,
    }),
  };
}

function isSameCgroup(a: Series['labels'], b: Series['labels']): boolean {
  return ['namespace', 'pod', 'container', 'id'].every((label) => a[label] === b[label]);
}

/**
 * When the container was started that is there a little after the rise: it may wait before it is started again, and cAdvisor shows its
 * earlier start until it has looked.
 */
function startAfter(
  { latest }: Rise,
  started: Series | undefined,
  interval: DurationMs
): Pick<CountedKill, 'startedAt'> {
  const startedAgain = DELAY.firstBackOff + DELAY.housekeeping + interval;
  const starts = started?.values.filter((_, i) => isWithin(started.times[i], latest, latest + startedAgain)) ?? [];
  return starts.length === 0 ? {} : { startedAt: Math.max(...starts) * 1000 };
}

const isWithin = (time: EpochMs | undefined, from: EpochMs, to: EpochMs) =>
  time !== undefined && time >= from && time <= to;

/** Names the node's count after the one container whose own counter rose with it. */
function withNames(ofNode: readonly Rise[], named: readonly Rise[]): Rise[] {
  return ofNode.map((rise) => {
    const own = named.filter((one) => touches(one, rise));
    const [only] = own;
    return only && own.length === 1
      ? { ...rise, namespace: only.namespace, pod: only.pod, container: only.container }
      : rise;
  });
}
