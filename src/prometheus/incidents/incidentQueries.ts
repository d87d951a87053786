import { part, sampleTime, withInit } from '../events/queryParts';
import { PODS } from '../events/sources/pods';
import { CGROUP_LABELS, CONTAINER_LABELS, OF_CONTAINERS } from '../cadvisorLabels';
import type { Bare, BarePart } from '../ports/bare';
import { eventQueries } from '../events/eventQueries';
import { CONTAINERS } from '../events/sources/containers';
import { METRIC } from '../metrics';
import { nodeMemoryQueries } from '../nodeMemory';
import { kubeNodeSeries, kubePlace, nodeSeries } from '../nodeSelector';
import { plainly } from '../ports/plainly';
import type { PromQuery } from '../ports/port';
import { aggregate, is, or, type Matcher } from '../promql';
import { CONTAINERS_REF } from '../queries/containersWorkingSet';
import type { NodeScope } from '../scope';

import { INCIDENT_REF } from './incidentRef';
import { ofCgroups, ofResources } from './ofCgroups';
import { peaks } from './peaks';
import { podsByName } from './podsByName';

/** All that is asked about one node around something that happened, in one request at the resolution of the scrapes. */
export function incidentQueries(scope: NodeScope): PromQuery[] {
  const memory = nodeMemoryQueries(scope)
    .map((query) => (query.frugal?.when ? query : plainly(query)))
    .map((query) => (query.refId === CONTAINERS_REF.signs ? byStarts(query) : query));
  const events = eventQueries(scope)
    .map(plainly)
    .map((query) => (query.refId === CONTAINERS.refId ? { ...query, bare: lives(scope) } : query));
  const named = events.map((query) => (query.refId === PODS.refId ? (podsByName(scope, events) ?? query) : query));
  return [...named, ...memory, ...detailQueries(scope)];
}

/** When containers were sampled: only these times count, not when they are looked at. */
function lives(scope: NodeScope): Bare {
  return { parts: [{ ...workingSetPart(scope), what: 'sampleTime' }] };
}

/** Every container has a start: the limits are read where a collection drops that. */
function byStarts({ bare, ...query }: PromQuery): PromQuery {
  const parts = bare?.parts.map((part) => ({
    ...part,
    metrics: [METRIC.containerStartTime],
    otherwise: { metrics: [METRIC.containerMemoryLimit], places: part.places },
  }));
  return { ...query, ...(parts && { bare: { parts } }) };
}

export function detailQueries(scope: NodeScope): PromQuery[] {
  return [
    {
      refId: INCIDENT_REF.workingSet,
      expr: workingSet(scope),
      mode: 'range',
      bare: { parts: [workingSetPart(scope)] },
    },
    { refId: INCIDENT_REF.peaks, mode: 'range', ...peaks(scope) },
    { refId: INCIDENT_REF.budgets, expr: budgets(scope), mode: 'range', bare: budgetsBare(scope) },
    { refId: INCIDENT_REF.node, expr: nodeDetails(scope), mode: 'range' },
  ];
}

/** By instance; the times of the samples come with the events' question about containers, under the same labels. */
function workingSet(scope: NodeScope): string {
  return aggregate('max', nodeSeries(scope, METRIC.containerWorkingSet, OF_CONTAINERS), CGROUP_LABELS);
}

function workingSetPart(scope: NodeScope): BarePart {
  return { ...ofCgroups(scope), metrics: [METRIC.containerWorkingSet], among: OF_CONTAINERS, by: CGROUP_LABELS };
}

/** When each source of the node's working set was sampled: tells a new sample from an old one that the grid repeats. */
function nodeDetails(scope: NodeScope): string {
  const at = (metric: string, matchers: readonly Matcher[] = []) =>
    aggregate('max', nodeSeries(scope, metric, matchers, sampleTime));
  const swap = or(...[METRIC.machineSwap, SWAP_TOTAL].map((metric) => nodeSeries(scope, metric)));
  return or(
    part('rootAt', at(METRIC.containerWorkingSet, [is('id', '/')])),
    part('resourceAt', at(METRIC.nodeWorkingSet)),
    part('meminfoAt', at(MEM_AVAILABLE)),
    part('memAvailable', aggregate('max', nodeSeries(scope, MEM_AVAILABLE))),
    part('swap', aggregate('max', swap))
  );
}

const { memAvailable: MEM_AVAILABLE } = METRIC;
const SWAP_TOTAL = 'node_memory_SwapTotal_bytes';

function budgets(scope: NodeScope): string {
  // A native sidecar is an init container, with series of its own name.
  const ofBoth = (metric: string, matchers: readonly Matcher[] = []) =>
    withInit(metric).map((name) => kubeNodeSeries(scope, name, matchers));
  const spec = nodeSeries(scope, METRIC.containerMemoryLimit, OF_CONTAINERS);
  return or(
    part('limit', aggregate('max', or(...ofBoth(METRIC.containerLimits, OF_MEMORY)), CONTAINER_LABELS)),
    part('request', aggregate('max', or(...ofBoth(METRIC.containerRequests, OF_MEMORY)), CONTAINER_LABELS)),
    part('spec', aggregate('max', spec, CONTAINER_LABELS)),
    part('seen', aggregate('max', or(...ofBoth(METRIC.containerLimits))))
  );
}

const OF_MEMORY = [is('resource', 'memory')];

function budgetsBare(scope: NodeScope): Bare {
  const ofPods = { ...ofResources(scope), by: CONTAINER_LABELS };
  const limits = withInit(METRIC.containerLimits);
  // Of any resource, where there is none of memory.
  const otherwise = { metrics: limits, places: [kubePlace(scope)], among: [] };
  return {
    parts: [
      { ...ofPods, part: 'limit', metrics: limits },
      { ...ofPods, part: 'request', metrics: withInit(METRIC.containerRequests) },
      {
        ...ofCgroups(scope),
        part: 'spec',
        metrics: [METRIC.containerMemoryLimit],
        among: OF_CONTAINERS,
        by: CONTAINER_LABELS,
      },
      { ...ofPods, part: 'seen', metrics: limits, otherwise, by: [] },
    ],
  };
}
