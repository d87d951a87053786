import { eventQueries, PART } from '../events/eventQueries';
import { KUBEPODS_ID, METRIC } from '../metrics';
import { nodeMemoryQueries } from '../nodeMemory';
import { kubeNodeSeries, nodeSeries } from '../nodeSelector';
import type { PromQuery } from '../port';
import { aggregate, is, isNot, matches, or } from '../promql';
import type { NodeScope } from '../scope';

/** What a review needs beyond the node's memory and its events. */
export const INCIDENT_REF = {
  workingSet: 'incidentWorkingSet',
  peaks: 'incidentPeaks',
  budgets: 'incidentBudgets',
  nodeSampledAt: 'incidentNodeSampledAt',
} as const;

/** All that is asked about one node around something that happened, in one request at the resolution of the scrapes. */
export function incidentQueries(scope: NodeScope): PromQuery[] {
  return [...eventQueries(scope), ...nodeMemoryQueries(scope), ...detailQueries(scope)];
}

export function detailQueries(scope: NodeScope): PromQuery[] {
  return [
    { refId: INCIDENT_REF.workingSet, expr: workingSet(scope), mode: 'range' },
    { refId: INCIDENT_REF.peaks, expr: peaks(scope), mode: 'range' },
    { refId: INCIDENT_REF.budgets, expr: budgets(scope), mode: 'range' },
    { refId: INCIDENT_REF.nodeSampledAt, expr: nodeSampledAt(scope), mode: 'range' },
  ];
}

const CONTAINER = ['namespace', 'pod', 'container'];

/** By instance; the times of the samples come with the events' question about containers, under the same labels. */
function workingSet(scope: NodeScope): string {
  const real = [isNot('container', ''), isNot('container', 'POD')];
  return aggregate('max', nodeSeries(scope, METRIC.containerWorkingSet, real), [...CONTAINER, 'id']);
}

/** When the root cgroup was sampled: tells a new sample of the same number from an old one that the grid repeats. */
function nodeSampledAt(scope: NodeScope): string {
  return aggregate('max', nodeSeries(scope, METRIC.containerWorkingSet, [is('id', '/')], sampleTime));
}

/** A cgroup's peak keeps what fell between two scrapes. The pod's own cgroup (no container) outlives its containers. */
function peaks(scope: NodeScope): string {
  const ofPods = [isNot('pod', '')];
  const ofKubepods = [matches('id', KUBEPODS_ID)];
  const both = (part: string, metric: string) => [
    named(part, aggregate('max', nodeSeries(scope, metric, ofPods), CONTAINER)),
    named(`${part}At`, aggregate('max', nodeSeries(scope, metric, ofPods, sampleTime), CONTAINER)),
    named(`${part}Kubepods`, aggregate('max', nodeSeries(scope, metric, ofKubepods))),
    named(`${part}KubepodsAt`, aggregate('max', nodeSeries(scope, metric, ofKubepods, sampleTime))),
  ];
  return or(...both('peak', PEAK), ...both('failures', FAILURES));
}

const PEAK = 'container_memory_max_usage_bytes';
const FAILURES = 'container_memory_failcnt';

function budgets(scope: NodeScope): string {
  const memory = [is('resource', 'memory')];
  const spec = nodeSeries(scope, METRIC.containerMemoryLimit, [isNot('container', ''), isNot('container', 'POD')]);
  return or(
    named('limit', aggregate('max', kubeNodeSeries(scope, METRIC.containerLimits, memory), CONTAINER)),
    named('request', aggregate('max', kubeNodeSeries(scope, METRIC.containerRequests, memory), CONTAINER)),
    named('spec', aggregate('max', spec, CONTAINER)),
    named('seen', aggregate('max', kubeNodeSeries(scope, METRIC.containerRequests)))
  );
}

function named(part: string, expr: string): string {
  return `label_replace(${expr}, "${PART}", "${part}", "", "")`;
}

function sampleTime(bare: string): string {
  return `timestamp(${bare})`;
}
