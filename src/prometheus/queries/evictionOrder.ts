import { METRIC } from '../metrics';
import { kubeNodeSeries, kubePodSeries } from '../nodeSelector';
import type { PromQuery } from '../port';
import { aggregate, is, isNot, or, paren } from '../promql';
import type { NodeScope } from '../scope';

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

export function containerSizes(scope: NodeScope): PromQuery {
  const containers = freshNodeSeries(scope, METRIC.containerWorkingSet, [
    isNot('container', ''),
    isNot('container', 'POD'),
  ]);
  return instant('containerSizes', aggregate('max', containers, CONTAINER));
}

export function containerRequests(scope: NodeScope): PromQuery {
  const requests = kubeNodeSeries(scope, METRIC.containerRequests, [is('resource', 'memory')]);
  return instant('containerRequests', aggregate('max', requests, CONTAINER));
}

/** Priority class, and whether the kubelet runs the pod from a file (created by the node itself). */
export function podInfo(scope: NodeScope): PromQuery {
  const info = kubeNodeSeries(scope, METRIC.podInfo);
  return instant('podInfo', aggregate('group', info, [...POD, 'priority_class', 'created_by_kind']));
}

export function podQos(scope: NodeScope): PromQuery {
  const classes = kubePodSeries(scope, METRIC.podQosClass);
  return instant('podQos', aggregate('max', `${paren(classes)} == 1`, [...POD, 'qos_class']));
}

/** Pods that ran: one without a working set has just started, and goes first. */
export function podsRunning(scope: NodeScope): PromQuery {
  const running = kubePodSeries(scope, METRIC.podPhase, [is('phase', 'Running')]);
  return instant('podsRunning', aggregate('max', `${paren(running)} == 1`, POD));
}

const instant = (refId: string, expr: string): PromQuery => ({ refId, expr, mode: 'instant' });
