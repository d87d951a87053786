import type { NodeEvent } from '../domain/events/events';
import type { NodeLines } from '../domain/lines/nodeLines';
import type { Curve, NodeMemory } from '../domain/node/nodeMemory';
import { chooseProvider } from '../domain/lines/providers';
import { findOverride, parseOverride } from '../domain/lines/nodeLinesOverride';
import { withoutKubelet } from '../domain/node/noKubelet';
import type { Finding } from '../domain/provenance';

import { hasNoKubelet } from './noKubelet';
import { nodeCurve } from './nodeCurve';
import { nodeLinesOverTime, nodeLinesQueries } from './nodeLinesOverTime';
import { podsCurves } from './podsCurves';
import { ALL_ALONG, type PromQuery, type PromReply, type Stretch } from './ports/port';
import { hasLiveContainers, SUM_REF, withContainerSums } from './containerSums';
import { containersFresh, containersSigns, containersWorkingSet } from './queries/containersWorkingSet';
import { kubepodsWorkingSet } from './queries/kubepodsWorkingSet';
import { nodeWorkingSet } from './queries/nodeWorkingSet';
import { nodeWorkingSetOfKubelet } from './queries/nodeWorkingSetOfKubelet';
import { nodeWorkingSetOfMeminfo } from './queries/nodeWorkingSetOfMeminfo';
import { podsFresh, podsLive, podsUnsampled, podsWithGhosts } from './queries/podCgroupsWorkingSet';
import { samplesOf, type Samples } from './samples';
import type { NodeScope } from './scope';

/**
 * Everything one node's curves and lines may need; queries for its events can go along in the same request. What stands in for
 * another source is asked where that is silent.
 */
export function nodeMemoryQueries(scope: NodeScope): PromQuery[] {
  return [
    // Many collections drop the root cgroup: asked along, what stands in for it costs no request of its own.
    ...[nodeWorkingSet, nodeWorkingSetOfKubelet, nodeWorkingSetOfMeminfo].map((query) => query(scope)),
    ...podsQueries(scope),
    ...nodeLinesQueries(scope),
  ];
}

const PODS = [podsLive, podsWithGhosts, podsFresh, podsUnsampled];
const CONTAINERS = [containersWorkingSet, containersSigns];

/** Of the measure that is asked for, and of the others where it has nothing. */
function podsQueries(scope: NodeScope): readonly PromQuery[] {
  const of = (builders: ReadonlyArray<(on: NodeScope) => PromQuery>) => builders.map((query) => query(scope));
  const hasNone = (refId: string) =>
    onlyIf(({ series }: PromReply) => ((series[refId] ?? []).length === 0 ? ALL_ALONG : undefined));
  switch (scope.measure) {
    case 'containers': {
      const fresh = onlyIf((reply) => gapIn(scope, reply))(containersFresh(scope));
      const others = of([...PODS, kubepodsWorkingSet]).map(
        onlyIf((reply) => (hasLiveContainers(reply) ? undefined : ALL_ALONG))
      );
      return [...of(CONTAINERS), fresh, ...others];
    }
    case 'pods':
      return [...of(PODS), ...of([...CONTAINERS, containersFresh, kubepodsWorkingSet]).map(hasNone('podsLive'))];
    case 'kubepods':
      return [
        kubepodsWorkingSet(scope),
        ...of([...CONTAINERS, containersFresh, ...PODS]).map(hasNone('kubepodsWorkingSet')),
      ];
  }
}

const onlyIf =
  (when: (others: PromReply) => Stretch | undefined) =>
  (query: PromQuery): PromQuery => ({ ...query, frugal: { when } });

/** From the first to the last time of the range without a sum over live containers; the whole range where there is none at all. */
function gapIn(scope: NodeScope, reply: PromReply): Stretch | undefined {
  const { grid, of, has } = nodeMemorySamples(scope, nodeMemoryQueries(scope), reply);
  const values = of(SUM_REF.live);
  const [from, to] = [grid.times[values.indexOf(null)], grid.times[values.lastIndexOf(null)]];
  if (!has(SUM_REF.live)) {
    return ALL_ALONG;
  }
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** What was asked of a node's memory, and the sums made of it, on their common grid. */
export function nodeMemorySamples(scope: NodeScope, queries: readonly PromQuery[], reply: PromReply): Samples {
  const sums = Object.values(SUM_REF).map((refId) => ({ refId, expr: '', mode: 'range' }) as const);
  return samplesOf(scope, [...queries, ...sums], withContainerSums(reply));
}

/** The reply to `nodeMemoryQueries` as one node's memory. What is missing has a finding; what failed has its error in the reply. */
export function evaluateNodeMemory(scope: NodeScope, reply: PromReply, events: readonly NodeEvent[] = []): NodeMemory {
  const { identity, scrapeInterval } = scope;
  const queries = nodeMemoryQueries(scope);
  const samples = nodeMemorySamples(scope, queries, reply);
  const node = nodeCurve(samples, identity);
  const pods = podsCurves(samples, scope);
  const { lines, current } = nodeLinesOverTime(samples, scope, lastSeen(samples, queries));
  return {
    identity,
    step: samples.grid.step,
    scrapeInterval,
    times: samples.grid.times,
    ...node.curves,
    ...nodeAvailable(node.curves.nodeWorkingSet, lines.capacity),
    ...pods.curves,
    lines,
    current,
    events,
    findings: [
      ...node.findings,
      ...pods.findings,
      ...linesFindings(scope, samples, current, reply),
      ...settingsFindings(scope),
    ],
  };
}

/** memory.available = capacity − working set of the root cgroup, floored at 0 (K32 eviction/helpers_others.go:27). */
function nodeAvailable(used: Curve | undefined, capacity: Curve | undefined): { readonly nodeAvailable?: Curve } {
  if (!used || !capacity) {
    return {};
  }
  const values = used.values.map((value, index) => {
    const whole = capacity.values[index] ?? null;
    return value === null || whole === null ? null : Math.max(0, whole - value);
  });
  return { nodeAvailable: { values, provenance: 'computed', source: 'capacity − node working set' } };
}

function lastSeen(samples: Samples, queries: readonly PromQuery[]): number {
  return Math.max(-1, ...queries.map(({ refId }) => samples.of(refId).findLastIndex((value) => value !== null)));
}

/** A query that failed says nothing about the collection: then nothing is called missing. */
function linesFindings(
  scope: NodeScope,
  samples: Samples,
  { findings }: NodeLines,
  reply: PromReply
): readonly Finding[] {
  if (hasNoKubelet(reply)) {
    return withoutKubelet(findings);
  }
  const failed = nodeLinesQueries(scope).some(({ refId }) => samples.failed(refId));
  return failed ? findings.filter(({ code }) => !/^(missing|unknown)-/.test(code)) : findings;
}

/** What the user typed for this node and cannot be read. */
function settingsFindings({ identity, overrides }: NodeScope): readonly Finding[] {
  const override = findOverride(overrides, identity.node);
  return [
    ...(override ? parseOverride(override).findings : []),
    ...(override?.provider ? chooseProvider(identity, override.provider).findings : []),
  ];
}
