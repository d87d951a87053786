import type { PodLife } from '../../../domain/events/eventsObserved';
import { firstIndexFrom, lastIndexBy } from '../../../domain/searchTime';
import { timesOf, type Series } from '../../../domain/series';
import type { EpochMs } from '../../../domain/units';
import { kubeNodeSeries, kubePlace, podMatchers } from '../../nodeSelector';
import type { PromQuery, PromReply } from '../../ports/port';
import { aggregate, matches, or, type Matcher } from '../../promql';
import type { NodeScope } from '../../scope';
import { ofPods, partOf, type EventSource } from '../eventSource';
import { askOfPods, fineBare, part, peakOver, placesOfPods, POD, podSeries } from '../queryParts';

import { kubeStateClock, PRESSURE } from './pressure';

const WITH_OWNER = [...POD, 'created_by_kind', 'created_by_name'];
const INFO = { part: 'info', metrics: ['kube_pod_info'], by: WITH_OWNER };

/** The node's pods and who owned them. */
export const PODS: EventSource = {
  refId: 'eventsPods',
  ask: (scope) => ({ expr: pods(scope), ...fineBare(scope, { ...INFO, places: [kubePlace(scope)] }) }),
  askOfPods: podsByName,
  // What comes and goes between two looks shows by its containers; that kube-state-metrics was away, by the node's conditions.
  frugal: { read: 'seldom', heldBy: [PRESSURE.refId] },
  missing: [
    {
      part: 'info',
      finding: {
        severity: 'warning',
        code: 'missing-kube-pod-info',
        text: 'kube_pod_info has no pods of this node, so pods and containers cannot be named from their status.',
        remedy: 'Scrape kube-state-metrics and keep kube_pod_info with its node label.',
      },
    },
  ],
};

/** When they were made and deleted, and whether their status says evicted. */
export const POD_STATUSES: EventSource = {
  refId: 'eventsPodStatuses',
  ...ofPods((scope) =>
    askOfPods(scope, statuses, [
      {
        part: 'reason',
        metrics: ['kube_pod_status_reason'],
        among: EVICTED,
        by: [...POD, 'reason'],
        isPositive: true,
      },
      { part: 'deletion', metrics: ['kube_pod_deletion_timestamp'], by: POD },
      { part: 'created', metrics: ['kube_pod_created'], by: POD },
    ])
  ),
  frugal: { read: 'seldom' },
  missing: [],
};

const EVICTED = [matches('reason', 'Evicted|TerminationByKubelet')];

/** By their names: with what else is told of them it is one read. */
export function podsByName(scope: NodeScope): Pick<PromQuery, 'expr' | 'bare'> {
  const [onNode] = kubePlace(scope);
  return {
    expr: pods(scope, podMatchers(scope)),
    ...fineBare(scope, { ...INFO, places: placesOfPods(scope), among: onNode ? [onNode] : [] }),
  };
}

function pods(scope: NodeScope, named: readonly Matcher[] = []): string {
  const info = kubeNodeSeries(scope, 'kube_pod_info', named);
  return part('info', aggregate('max', peakOver(scope)(info), WITH_OWNER));
}

function statuses(scope: NodeScope): string {
  return or(
    part('reason', `${podSeries(scope, 'kube_pod_status_reason', EVICTED, [...POD, 'reason'])} > 0`),
    part('deletion', podSeries(scope, 'kube_pod_deletion_timestamp', [], POD)),
    part('created', podSeries(scope, 'kube_pod_created', [], POD))
  );
}

export function podLives(reply: PromReply, query: string): PodLife[] {
  const looks = kubeStateTimes(reply);
  const clock = kubeStateClock(reply);
  // Bare pods have an empty kind; where no pod has one, the label itself was dropped.
  const kinds = partOf(reply, PODS, 'info').some(({ labels }) => labels['created_by_kind']);
  const at = (time: EpochMs | undefined) => (time === undefined ? undefined : clock(time));
  return partOf(reply, PODS, 'info').flatMap((series): PodLife[] => {
    const { namespace, pod, uid, created_by_kind: kind, created_by_name: name } = series.labels;
    const firstSeen = series.times[0];
    const lastSeen = series.times[series.times.length - 1];
    if (!namespace || !pod || firstSeen === undefined || lastSeen === undefined) {
      return [];
    }
    const before = (looks[0] ?? Infinity) >= firstSeen;
    const evicted = partOf(reply, POD_STATUSES, 'reason').filter((told) => isSamePod(told.labels, series.labels));
    return [
      {
        namespace,
        pod,
        uid,
        owner: kinds ? { kind: kind && kind !== '<none>' ? kind : 'none', name: name ?? '' } : undefined,
        firstSeen: clock(firstSeen),
        lastSeen: clock(lastSeen),
        missedAt: at(looks[lastIndexBy(looks, lastSeen, itself) + 1]),
        ...secondsOf(reply, 'created', series.labels, 'createdAt'),
        ...secondsOf(reply, 'deletion', series.labels, 'deletedBy'),
        before,
        evictedSeen: evictedSeen(evicted, { before, looks, clock, query }),
      },
    ];
  });
}

/** A time that kube-state-metrics gives of a pod, the latest it gave. */
function secondsOf<Name extends string>(
  reply: PromReply,
  part: string,
  labels: Series['labels'],
  name: Name
): { readonly [Key in Name]?: EpochMs } {
  const own = partOf(reply, POD_STATUSES, part).find((series) => isSamePod(series.labels, labels));
  const seconds = own?.values[own.values.length - 1];
  return seconds !== undefined && seconds > 0 ? ({ [name]: seconds * 1000 } as { [Key in Name]?: EpochMs }) : {};
}

/** Evicted where it is said, else TerminationByKubelet: a status may lose its reason and keep only the condition. */
function evictedSeen(
  told: readonly Series[],
  known: {
    readonly before: boolean;
    readonly looks: readonly EpochMs[];
    readonly clock: (time: EpochMs) => EpochMs;
    readonly query: string;
  }
): PodLife['evictedSeen'] {
  const { before, looks, clock, query } = known;
  const series = told.find(({ labels }) => labels['reason'] === 'Evicted') ?? told[0];
  const first = series?.times[0];
  const previous = first === undefined ? undefined : looks[firstIndexFrom(looks, first, itself) - 1];
  const isOld = before && previous === undefined;
  return series && first !== undefined && !isOld
    ? { earliest: clock(previous ?? first), latest: clock(first), reason: series.labels['reason'] ?? 'Evicted', query }
    : undefined;
}

const itself = (time: EpochMs): EpochMs => time;

function isSamePod(a: Series['labels'], b: Series['labels']): boolean {
  return a['namespace'] === b['namespace'] && a['pod'] === b['pod'] && a['uid'] === b['uid'];
}

const lookTimes = new WeakMap<PromReply['series'], readonly EpochMs[]>();

/** Grid times at which kube-state-metrics was read for this node. */
export function kubeStateTimes({ series }: PromReply): readonly EpochMs[] {
  const times =
    lookTimes.get(series) ??
    timesOf([...partOf({ series }, PRESSURE, 'sampledAt'), ...partOf({ series }, PODS, 'info')]);
  lookTimes.set(series, times);
  return times;
}
