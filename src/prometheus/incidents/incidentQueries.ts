import { eventQueries } from '../events/eventQueries';
import { PART } from '../events/eventSource';
import { KUBEPODS_ID, METRIC } from '../metrics';
import { nodeMemoryQueries } from '../nodeMemory';
import { kubeNodeSeries, nodeSeries } from '../nodeSelector';
import { plainly } from '../plainly';
import type { PromQuery } from '../port';
import { aggregate, and, doesNotMatch, is, isNot, type Matcher, matches, or } from '../promql';
import type { NodeScope } from '../scope';

/** What a review needs beyond the node's memory and its events. */
export const INCIDENT_REF = {
  workingSet: 'incidentWorkingSet',
  peaks: 'incidentPeaks',
  budgets: 'incidentBudgets',
  node: 'incidentNode',
} as const;

/** All that is asked about one node around something that happened, in one request at the resolution of the scrapes. */
export function incidentQueries(scope: NodeScope): PromQuery[] {
  const memory = nodeMemoryQueries(scope).map((query) => (query.frugal?.when ? query : plainly(query)));
  return [...eventQueries(scope).map(plainly), ...memory, ...detailQueries(scope)];
}

export function detailQueries(scope: NodeScope): PromQuery[] {
  return [
    { refId: INCIDENT_REF.workingSet, expr: workingSet(scope), mode: 'range' },
    { refId: INCIDENT_REF.peaks, expr: peaks(scope), mode: 'range' },
    { refId: INCIDENT_REF.budgets, expr: budgets(scope), mode: 'range' },
    { refId: INCIDENT_REF.node, expr: nodeDetails(scope), mode: 'range' },
  ];
}

const CONTAINER = ['namespace', 'pod', 'container'];

/** By instance; the times of the samples come with the events' question about containers, under the same labels. */
function workingSet(scope: NodeScope): string {
  const real = [isNot('container', ''), isNot('container', 'POD')];
  return aggregate('max', nodeSeries(scope, METRIC.containerWorkingSet, real), [...CONTAINER, 'id']);
}

/** When each source of the node's working set was sampled: tells a new sample from an old one that the grid repeats. */
function nodeDetails(scope: NodeScope): string {
  const at = (metric: string, matchers: readonly Matcher[] = []) =>
    aggregate('max', nodeSeries(scope, metric, matchers, sampleTime));
  const swap = or(...[MACHINE_SWAP, SWAP_TOTAL].map((metric) => nodeSeries(scope, metric)));
  return or(
    named('rootAt', at(METRIC.containerWorkingSet, [is('id', '/')])),
    named('resourceAt', at(METRIC.nodeWorkingSet)),
    named('meminfoAt', at(MEM_AVAILABLE)),
    named('memAvailable', aggregate('max', nodeSeries(scope, MEM_AVAILABLE))),
    named('swap', aggregate('max', swap))
  );
}

const MEM_AVAILABLE = 'node_memory_MemAvailable_bytes';
const MACHINE_SWAP = 'machine_swap_bytes';
const SWAP_TOTAL = 'node_memory_SwapTotal_bytes';

/**
 * A cgroup's peak keeps what fell between two scrapes. The pod's own cgroup (no container) outlives its containers. By cgroup:
 * the peak of another instance is no peak of this one.
 */
function peaks(scope: NodeScope): string {
  const ofPods = [isNot('pod', '')];
  const ofKubepods = [matches('id', KUBEPODS_ID)];
  const cgroup = [...CONTAINER, 'id'];
  const both = (part: string, metric: string) => [
    named(part, aggregate('max', nodeSeries(scope, metric, ofPods), cgroup)),
    named(`${part}At`, aggregate('max', nodeSeries(scope, metric, ofPods, sampleTime), cgroup)),
    named(`${part}Kubepods`, aggregate('max', nodeSeries(scope, metric, ofKubepods))),
    named(`${part}KubepodsAt`, aggregate('max', nodeSeries(scope, metric, ofKubepods, sampleTime))),
  ];
  const limits = named('limit', aggregate('max', nodeSeries(scope, METRIC.containerMemoryLimit, ofPods), cgroup));
  return or(...both('peak', PEAK), ...both('failures', FAILURES), limits, ...above(scope));
}

/** The cgroups outside Kubernetes that have a limit, for what is below them: few, if any. */
function above(scope: NodeScope): readonly string[] {
  const cgroups = [is('pod', ''), is('container', ''), isNot('id', ''), doesNotMatch('id', '/|.*kubepods.*')];
  const limited = `(${nodeSeries(scope, METRIC.containerMemoryLimit, cgroups)}) > 0`;
  const ofLimited = (wrap?: (bare: string) => string) =>
    aggregate('max', and(nodeSeries(scope, PEAK, cgroups, wrap), limited, ['id']), ['id']);
  return [
    named('limitAbove', aggregate('max', limited, ['id'])),
    named('peakAbove', ofLimited()),
    named('peakAboveAt', ofLimited(sampleTime)),
  ];
}

const PEAK = 'container_memory_max_usage_bytes';
const FAILURES = 'container_memory_failcnt';

function budgets(scope: NodeScope): string {
  const memory = [is('resource', 'memory')];
  // A native sidecar is an init container, with series of its own name.
  const ofBoth = (metric: string, matchers: readonly Matcher[] = []) =>
    [metric, metric.replace('kube_pod_container_', 'kube_pod_init_container_')].map((name) =>
      kubeNodeSeries(scope, name, matchers)
    );
  const spec = nodeSeries(scope, METRIC.containerMemoryLimit, [isNot('container', ''), isNot('container', 'POD')]);
  return or(
    named('limit', aggregate('max', or(...ofBoth(METRIC.containerLimits, memory)), CONTAINER)),
    named('request', aggregate('max', or(...ofBoth(METRIC.containerRequests, memory)), CONTAINER)),
    named('spec', aggregate('max', spec, CONTAINER)),
    named('seen', aggregate('max', or(...ofBoth(METRIC.containerLimits))))
  );
}

function named(part: string, expr: string): string {
  return `label_replace(${expr}, "${PART}", "${part}", "", "")`;
}

function sampleTime(bare: string): string {
  return `timestamp(${bare})`;
}
