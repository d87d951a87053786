import { ofContainers } from '../events/queryParts';
import type { PodName } from '../../domain/incidents/reviewData';
import type { DurationMs, EpochMs } from '../../domain/units';
import { METRIC } from '../metrics';
import { clusterMatchers, podMatchers } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, doesNotMatch, isNot, matches, or, selector, unless } from '../promql';
import type { LabelNames } from '../scope';
import { splitByPods } from '../ports/splitByPods';

import { LATE, lookOf } from './pieces';

/** All nodes of a cluster, or of all, over a piece of a range. */
export interface CandidateScope {
  readonly labels: LabelNames;
  readonly cluster?: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly scrapeInterval: DurationMs;
  /** What is later may be in the future. */
  readonly until?: EpochMs;
}

/**
 * What tells where anything happened: only series with something in them come back. What the kernel counts, which is there of every
 * node, is asked of few of them (`kernelLooks`).
 */
export function candidateQueries(scope: CandidateScope): PromQuery[] {
  const { cluster, node, instance } = scope.labels;
  const ofPod = [cluster, 'namespace', 'pod'];
  return [
    range('candidateEvictions', aggregate('max', rises(scope, evictions(scope)), [cluster, node, instance])),
    range('candidateEnds', aggregate('max', ends(scope), ofPod)),
    range('candidateEvicted', aggregate('max', evicted(scope), ofPod)),
  ];
}

/** The nodes that these pods were on. */
export function nodesOfPods(scope: CandidateScope, pods: readonly PodName[]): PromQuery {
  const { cluster, node } = scope.labels;
  const seconds = Math.ceil((scope.to - scope.from + 2 * lookOf(scope)) / 1000);
  const asked = splitByPods({ pods }, ({ pods: some }) => {
    const named = podMatchers({ identity: { node: '' }, labels: scope.labels, pods: some });
    const info = selector(METRIC.podInfo, [...clusterMatchers(scope), isNot(node, ''), ...named]);
    return aggregate('group', `last_over_time(${info}[${seconds}s])`, [cluster, node, 'namespace', 'pod']);
  });
  return { refId: 'candidateNodes', ...asked, mode: 'instant' };
}

const range = (refId: string, expr: string): PromQuery => ({ refId, expr, mode: 'range' });

/** An eviction for disk or for process ids is none of ours; one of which it is not said may be. */
const evictions = (scope: CandidateScope): string =>
  selector(METRIC.kubeletEvictions, [
    doesNotMatch('eviction_signal', '(nodefs|imagefs|containerfs|pid)[.].+'),
    ...clusterMatchers(scope),
  ]);

/**
 * A counter that changed, or is there with something counted where it was not before. The windows of two steps overlap: of two
 * samples next to each other, one window holds both, or one holds the second and the window before it nothing.
 */
export function rises(scope: CandidateScope, counter: string): string {
  const [one, two] = [inSeconds(lookOf(scope)), inSeconds(2 * lookOf(scope))];
  const born = unless(`(last_over_time(${counter}[${one}])) > 0`, `last_over_time(${counter}[${one}] offset ${one})`);
  return or(`(changes(${counter}[${two}])) > 0`, born);
}

/**
 * Containers that ended otherwise than completed: a reason that was not there before, or whose time lies within the look. An old
 * reason stays until the next end, so one whose time is known to be old is left out.
 */
function ends(scope: CandidateScope): string {
  const one = inSeconds(lookOf(scope));
  const abnormal = [doesNotMatch('reason', 'Completed|'), ...clusterMatchers(scope)];
  const told = (metric: string, offset = '') => `(max_over_time(${selector(metric, abnormal)}[${one}]${offset})) > 0`;
  const last = or(...ofContainers('status_last_terminated_reason').map((metric) => told(metric)));
  const times = ofContainers('status_last_terminated_timestamp').map((metric) =>
    selector(metric, clusterMatchers(scope))
  );
  const old = `(${or(...times)}) <= (time() - ${(lookOf(scope) + LATE) / 1000})`;
  const current = ofContainers('status_terminated_reason').map((metric) =>
    unless(told(metric), told(metric, ` offset ${one}`))
  );
  return or(unless(last, old, ['namespace', 'pod', 'uid', 'container']), ...current);
}

/** Pods that say they were evicted and did not say so before. They stay until something clears them away. */
function evicted(scope: CandidateScope): string {
  const says = selector(METRIC.podReason, [
    matches('reason', 'Evicted|TerminationByKubelet'),
    ...clusterMatchers(scope),
  ]);
  return unless(`(${says}) > 0`, `(${says} offset ${inSeconds(lookOf(scope))}) > 0`);
}

export const inSeconds = (time: DurationMs): string => `${Math.ceil(time / 1000)}s`;
