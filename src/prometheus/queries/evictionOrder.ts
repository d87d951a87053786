import { OF_CONTAINERS } from '../cadvisorLabels';
import { METRIC } from '../metrics';
import { clusterMatchers, kubeNodeSeries, kubePodSeries, nodeSeries, podMatchers } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, and, is, isNot, or, paren, selector } from '../promql';
import type { NodeScope } from '../scope';
import { splitByPods } from '../ports/splitByPods';

import { freshNodeSeries } from './fresh';

const POD = ['namespace', 'pod'];
const CONTAINER = [...POD, 'container'];

/** The working set of every pod's own cgroup: what the kubelet ranks by (K32 eviction/helpers.go:506). */
export function podCgroupSizes(scope: NodeScope): PromQuery {
  const ofPods = [isNot('pod', ''), is('container', ''), is('image', ''), is('name', ''), isNot('id', '')];
  const cgroups = freshNodeSeries(scope, METRIC.containerWorkingSet, ofPods);
  // /metrics/resource has the same under a name of its own.
  const reported = freshNodeSeries(scope, METRIC.podWorkingSet, [isNot('pod', '')]);
  return instant('podCgroupSizes', or(aggregate('max', cgroups, POD), aggregate('max', reported, POD)));
}

export const containerSizes = (scope: NodeScope): PromQuery =>
  instant('containerSizes', ofContainers(scope, METRIC.containerWorkingSet));

/** Without file cache, as the kernel's OOM killer counts. */
export const containerRss = (scope: NodeScope): PromQuery =>
  instant('containerRss', ofContainers(scope, METRIC.containerRss));

export function containerRequests(scope: NodeScope): PromQuery {
  const requests = kubeNodeSeries(scope, METRIC.containerRequests, [is('resource', 'memory')]);
  return instant('containerRequests', aggregate('max', requests, CONTAINER));
}

export function containerLimits(scope: NodeScope): PromQuery {
  const limits = kubeNodeSeries(scope, METRIC.containerLimits, [is('resource', 'memory')]);
  return instant('containerLimits', aggregate('max', limits, CONTAINER));
}

/** Priority class, and whether the kubelet runs the pod from a file (created by the node itself). */
export function podInfo(scope: NodeScope): PromQuery {
  const info = kubeNodeSeries(scope, METRIC.podInfo);
  return instant('podInfo', aggregate('group', info, [...POD, 'priority_class', 'created_by_kind']));
}

export function podQos(scope: NodeScope): PromQuery {
  const classes = (on: NodeScope) => `${paren(kubePodSeries(on, METRIC.podQosClass))} == 1`;
  const asked = splitByPods(scope, (on) => aggregate('max', classes(on), [...POD, 'qos_class']));
  return { refId: 'podQos', ...asked, mode: 'instant' };
}

/**
 * Pods that run: one without a working set has just started, and goes first. One that is gone must not pass for it, where the
 * store still returns what the last scrape no longer had (VictoriaMetrics, for five minutes).
 */
export function podsRunning(scope: NodeScope): PromQuery {
  const isRunning = is('phase', 'Running');
  const asked = splitByPods(scope, (on) => {
    const running = kubePodSeries(on, METRIC.podPhase, [isRunning]);
    const stamped = `timestamp(${selector(METRIC.podPhase, [...clusterMatchers(on), ...podMatchers(on), isRunning])})`;
    const isRecent = `(${stamped}) > (time() - ${(1.5 * on.scrapeInterval) / 1000})`;
    return aggregate('max', and(`${paren(running)} == 1`, isRecent), POD);
  });
  return { refId: 'podsRunning', ...asked, mode: 'instant' };
}

/** The node's memory by whichever source has it: they agree (the kubelet's is cAdvisor's, which is MemTotal). */
export function nodeCapacityNow(scope: NodeScope): PromQuery {
  const capacity = kubeNodeSeries(scope, METRIC.nodeCapacity, [is('resource', 'memory')]);
  const sources = [capacity, nodeSeries(scope, METRIC.machineMemory), nodeSeries(scope, METRIC.memTotal)];
  return instant('capacity', or(...sources.map((series) => aggregate('max', series))));
}

function ofContainers(scope: NodeScope, metric: string): string {
  const containers = freshNodeSeries(scope, metric, OF_CONTAINERS);
  return aggregate('max', containers, CONTAINER);
}

const instant = (refId: string, expr: string): PromQuery => ({ refId, expr, mode: 'instant' });
