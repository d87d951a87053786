import { groupBy } from '../domain/groupBy';
import type { LastEnd } from '../domain/pod/podAnswer';
import { isPodOf, type PodSearch } from '../domain/pod/podSearch';
import type { Series } from '../domain/series';
import type { DurationMs, EpochMs } from '../domain/units';

import type { PrometheusPort, PromReply } from './ports/port';
import { podHistory } from './queries/podHistory';
import { hostIn } from './nodesIn';
import type { LabelNames } from './scope';

export interface PodHistoryRequest {
  readonly labels: LabelNames;
  readonly cluster?: string;
  readonly search: PodSearch;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** A pod as kube-state-metrics showed it, or cAdvisor alone. */
export interface SeenPod {
  readonly namespace: string;
  readonly pod: string;
  /** Its name, or the host that its cAdvisor is scraped at; absent for a pod that was never given a node. */
  readonly node?: string;
  readonly cluster?: string;
  readonly lastSeen: EpochMs;
}

export interface PodHistory {
  /** The last seen first; gone ones too. Undefined where that could not be asked. */
  readonly pods?: readonly SeenPod[];
  /** Every end that a status told. */
  readonly ends: readonly LastEnd[];
}

const SCRAPE_INTERVAL: DurationMs = 30_000;
const MOST_POINTS = 720;

/** Where the pods of a name were in the range, and how their containers ended, from kube-state-metrics alone. */
export async function loadPodHistory(
  port: PrometheusPort,
  request: PodHistoryRequest,
  signal?: AbortSignal
): Promise<PodHistory> {
  const { from, to, ...scope } = request;
  const step = Math.max(SCRAPE_INTERVAL, Math.ceil((to - from) / MOST_POINTS / 1000) * 1000);
  const reply = await port({ queries: podHistory({ ...scope, window: to - from, step }), from, to, step }, signal);
  const { podSeenOn: published, podSampledOn: sampled } = reply.series;
  return {
    ...((published || sampled) && { pods: podsOf(published ?? [], sampled ?? [], request) }),
    ends: endsOf(reply).filter((end) => isPodOf(request.search, end)),
  };
}

function podsOf(
  published: readonly Series[],
  sampled: readonly Series[],
  request: PodHistoryRequest
): readonly SeenPod[] {
  const known = published.flatMap((series) => podOf(series, request));
  const isKnown = new Set(known.map(({ namespace, pod }) => `${namespace}/${pod}`));
  const others = sampled.flatMap((series) => podOf(series, request));
  return [...known, ...others.filter(({ namespace, pod }) => !isKnown.has(`${namespace}/${pod}`))].sort(
    (a, b) => b.lastSeen - a.lastSeen
  );
}

function podOf({ labels: found, values }: Series, { labels, search }: PodHistoryRequest): SeenPod[] {
  const { namespace, pod, created_by_name: owner } = found;
  const cluster = found[labels.cluster];
  const node = found[labels.node] || hostIn(found[labels.instance]);
  return namespace && pod && (isPodOf(search, { namespace, pod }) || owner === search.name)
    ? [{ namespace, pod, ...(node && { node }), ...(cluster && { cluster }), lastSeen: (values[0] ?? 0) * 1000 }]
    : [];
}

/** Each end once: by its finishedAt; of a status without that, its last end alone; of a container that is not started again, its state. */
function endsOf({ series }: PromReply): readonly LastEnd[] {
  const codes = byContainer(series['podExitCodes']);
  const reasons = byContainer(series['podReasons']);
  const finished = series['podFinished'] ?? [];
  const timed = finished.flatMap((one) => timedEnds(one, codes.get(keyOf(one)), reasons.get(keyOf(one))));
  const isTimed = new Set(finished.map(keyOf));
  const untimed = [...new Set([...codes.keys(), ...reasons.keys()])].filter((key) => !isTimed.has(key));
  return [
    ...timed,
    ...untimed.flatMap((key) => lastEnd([...(codes.get(key) ?? [])], [...(reasons.get(key) ?? [])])),
    ...[...byContainer(series['podStates']).values()]
      .flatMap((states) => lastEnd([], states))
      .filter((state) => !timed.some((end) => isSameEnd(end, state))),
  ];
}

/** How late a status may show an end, and how far the clocks of node and Prometheus differ. */
const LATE: DurationMs = 300_000;
const SKEW: DurationMs = 60_000;

/** A container that was started again showed its state before. */
function isSameEnd(end: LastEnd, { namespace, pod, container, seenAt = 0 }: LastEnd): boolean {
  const { at = 0 } = end;
  const isSame = end.namespace === namespace && end.pod === pod && end.container === container;
  return isSame && at >= seenAt - LATE && at <= seenAt + SKEW;
}

function timedEnds(finished: Series, codes: readonly Series[] = [], reasons: readonly Series[] = []): LastEnd[] {
  const seen = new Set<number>();
  return finished.values.flatMap((seconds, index): LastEnd[] => {
    const time = finished.times[index] ?? 0;
    if (!(seconds > 0) || seen.has(seconds)) {
      return [];
    }
    seen.add(seconds);
    return namedEnd(finished, { at: seconds * 1000, ...exitAt(time, codes, reasons) });
  });
}

function exitAt(time: EpochMs, codes: readonly Series[], reasons: readonly Series[]): Partial<LastEnd> {
  const at = ({ times }: Series) => times.indexOf(time);
  const exitCode = codes.map((one) => one.values[at(one)]).find((value) => value !== undefined);
  const reason = reasons.find((one) => at(one) >= 0)?.labels['reason'];
  return { ...(exitCode !== undefined && { exitCode }), ...(reason && { reason }) };
}

/** What the status showed last, and since when. */
function lastEnd(codes: readonly Series[], reasons: readonly Series[]): LastEnd[] {
  const newest = [...reasons, ...codes].sort((a, b) => (b.times.at(-1) ?? 0) - (a.times.at(-1) ?? 0))[0];
  const seenAt = newest?.times[0];
  return newest && seenAt !== undefined
    ? namedEnd(newest, { seenAt, ...exitAt(newest.times.at(-1) ?? 0, codes, reasons) })
    : [];
}

function namedEnd({ labels: { namespace, pod, container } }: Series, end: Partial<LastEnd>): LastEnd[] {
  return namespace && pod && container ? [{ namespace, pod, container, ...end }] : [];
}

const byContainer = (series: readonly Series[] = []): ReadonlyMap<string, readonly Series[]> => groupBy(series, keyOf);

const keyOf = ({ labels: { namespace, pod, uid, container } }: Series): string =>
  JSON.stringify([namespace, pod, uid, container]);
