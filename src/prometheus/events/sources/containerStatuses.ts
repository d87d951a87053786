import { DELAY } from '../../../domain/events/delays';
import type { ContainerHistory, ContainerLook } from '../../../domain/events/detectContainerEnds';
import type { PodLife } from '../../../domain/events/eventsObserved';
import type { Series } from '../../../domain/series';
import type { EpochMs } from '../../../domain/units';
import type { PromReply } from '../../ports/port';
import { or } from '../../promql';
import type { NodeScope } from '../../scope';
import { ofPods, partOf, type EventSource } from '../eventSource';
import { askOfPods, CONTAINER, containerSeries, newestOver, ofContainers, part } from '../queryParts';

import { kubeStateTimes } from './pods';
import { kubeStateClock } from './pressure';

/** When each container ended last, and where two replicas of Prometheus tell of two ends. */
export const FINISHED: EventSource = {
  refId: 'eventsFinished',
  ...largestAndDisputed('status_last_terminated_timestamp'),
  frugal: { read: 'seldom' },
  missing: [],
};

/** How it ended: reasons and exit code. */
export const REASONS: EventSource = {
  refId: 'eventsReasons',
  ...ofPods((scope) =>
    askOfPods(scope, reasons, [
      { part: 'last', metrics: ofContainers('status_last_terminated_reason'), by: WITH_REASON, isPositive: true },
      { part: 'current', metrics: ofContainers('status_terminated_reason'), by: WITH_REASON, isPositive: true },
      { part: 'exitCode', metrics: ofContainers('status_last_terminated_exitcode'), by: CONTAINER },
    ])
  ),
  frugal: { read: 'seldom' },
  missing: [],
};

/** How often it was started again, and where two replicas of Prometheus differ in that. */
export const RESTARTS: EventSource = {
  refId: 'eventsRestarts',
  ...largestAndDisputed('status_restarts_total'),
  frugal: { read: 'seldom' },
  missing: [
    {
      finding: {
        severity: 'info',
        code: 'missing-restarts',
        text: 'No restart counts of containers on this node: ends between two scrapes may be missed.',
        remedy: 'Keep kube_pod_container_status_restarts_total of kube-state-metrics.',
      },
    },
  ],
};

const WITH_REASON = [...CONTAINER, 'reason'];

function reasons(scope: NodeScope): string {
  return or(
    part('last', `${containerSeries(scope, 'status_last_terminated_reason', WITH_REASON)} > 0`),
    part('current', `${containerSeries(scope, 'status_terminated_reason', WITH_REASON)} > 0`),
    part('exitCode', containerSeries(scope, 'status_last_terminated_exitcode', CONTAINER, { over: newestOver }))
  );
}

/** The largest of all replicas, and the least where that is another. */
function largestAndDisputed(what: string): ReturnType<typeof ofPods> {
  const ofContainer = { metrics: ofContainers(what), by: CONTAINER };
  return ofPods((scope) =>
    askOfPods(
      scope,
      (some) => {
        const largest = containerSeries(some, what, CONTAINER);
        const least = containerSeries(some, what, CONTAINER, { by: 'min' });
        return or(largest, part('disputed', `${least} < ${largest}`));
      },
      [ofContainer, { ...ofContainer, part: 'disputed', what: 'disputed' }]
    )
  );
}

/** What kube-state-metrics said of each container, look by look. */
export function containerHistories(reply: PromReply, pods: readonly PodLife[]): ContainerHistory[] {
  const clock = kubeStateClock(reply);
  const known = kubeStateTimes(reply).map(clock);
  type Draft = { -readonly [Key in keyof ContainerLook]: ContainerLook[Key] };
  const tables = new Map<string, { labels: Series['labels']; looks: Map<EpochMs, Draft> }>();
  const put = (series: Series, note: (look: Draft, value: number) => void) => {
    const { namespace, pod, uid, container } = series.labels;
    const key = JSON.stringify([namespace, pod, uid, container]);
    const table = tables.get(key) ?? { labels: series.labels, looks: new Map<EpochMs, Draft>() };
    series.times.forEach((time, i) => {
      const value = series.values[i];
      if (value !== undefined && Number.isFinite(value)) {
        const look = table.looks.get(time) ?? { time: clock(time) };
        table.looks.set(time, look);
        note(look, value);
      }
    });
    tables.set(key, table);
  };
  partOf(reply, RESTARTS).forEach((s) => put(s, (look, restarts) => (look.restarts = restarts)));
  partOf(reply, FINISHED).forEach((s) =>
    put(s, (look, at) => {
      // A status without a time shows Go's zero time, which is negative.
      if (at > 0) {
        look.finishedAt = at * 1000;
      }
    })
  );
  partOf(reply, REASONS, 'last').forEach((s) => put(s, (look) => (look.lastReason = s.labels.reason)));
  partOf(reply, REASONS, 'current').forEach((s) => put(s, (look) => (look.reason = s.labels.reason)));
  partOf(reply, REASONS, 'exitCode').forEach((s) => put(s, (look, exitCode) => (look.exitCode = exitCode)));
  // One replica has the new status and another the old: whose code and reason these are, nobody can tell. A status without a time is
  // told from the next by its count of restarts, which else goes up only later, after the back-off.
  const forget = (look: Draft) => {
    look.exitCode = undefined;
    look.lastReason = undefined;
  };
  partOf(reply, FINISHED, 'disputed').forEach((s) => put(s, forget));
  partOf(reply, RESTARTS, 'disputed').forEach((s) =>
    put(s, (look) => {
      if (look.finishedAt === undefined) {
        forget(look);
      }
    })
  );
  return [...tables.values()].flatMap(({ labels, looks }): ContainerHistory[] => {
    const { namespace, pod, uid, container } = labels;
    if (!namespace || !pod || !container) {
      return [];
    }
    const life = pods.find((one) => one.namespace === namespace && one.pod === pod && one.uid === uid);
    const sorted = [...looks.values()].sort((a, b) => a.time - b.time);
    const { before = true, missedAt } = life ?? {};
    const notBefore = before || !life ? undefined : notBeforeOf(life, known);
    return [{ namespace, pod, container, uid, looks: sorted, before, notBefore, goneAt: missedAt }];
  });
}

/** Nothing of a pod ended before it was there: after the last look without it, and after the API server created it by its own clock. */
function notBeforeOf({ firstSeen, createdAt = -Infinity }: PodLife, looks: readonly EpochMs[]): EpochMs | undefined {
  const without = looks.findLast((time) => time < firstSeen);
  const created = Math.min(createdAt - DELAY.clockSkew, firstSeen);
  return without === undefined ? undefined : Math.max(without, created);
}
