import { CGROUP_LABELS } from '../cadvisorLabels';
import { part, sampleTime } from '../events/queryParts';
import type { Bare, BarePart } from '../ports/bare';
import { IS_KUBEPODS, ofKubepods } from '../kubepods';
import { METRIC } from '../metrics';
import { nodeSeries } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, and, doesNotMatch, is, isNot, or } from '../promql';
import type { NodeScope } from '../scope';

import { ofCgroups } from './ofCgroups';

/**
 * A cgroup's peak keeps what fell between two scrapes. The pod's own cgroup (no container) outlives its containers. By cgroup:
 * the peak of another instance is no peak of this one.
 */
export const peaks = (scope: NodeScope): Pick<PromQuery, 'expr' | 'bare'> => ({
  expr: exprOf(scope),
  bare: bareOf(scope),
});

const OF_PODS = [isNot('pod', '')];
const OF_KUBEPODS = [IS_KUBEPODS];
/** Those outside Kubernetes. */
const ABOVE = [is('pod', ''), is('container', ''), isNot('id', ''), doesNotMatch('id', '/|.*kubepods.*')];

const { containerPeak: PEAK, containerFailures: FAILURES } = METRIC;

function exprOf(scope: NodeScope): string {
  const kubepods = (metric: string, wrap?: (bare: string) => string) =>
    ofKubepods(scope, (id) => nodeSeries(scope, metric, [id], wrap));
  const both = (name: string, metric: string) => [
    part(name, aggregate('max', nodeSeries(scope, metric, OF_PODS), CGROUP_LABELS)),
    part(`${name}At`, aggregate('max', nodeSeries(scope, metric, OF_PODS, sampleTime), CGROUP_LABELS)),
    part(`${name}Kubepods`, aggregate('max', kubepods(metric))),
    part(`${name}KubepodsAt`, aggregate('max', kubepods(metric, sampleTime))),
  ];
  const limits = part(
    'limit',
    aggregate('max', nodeSeries(scope, METRIC.containerMemoryLimit, OF_PODS), CGROUP_LABELS)
  );
  return or(...both('peak', PEAK), ...both('failures', FAILURES), limits, ...above(scope));
}

/** The cgroups outside Kubernetes that have a limit, for what is below them: few, if any. */
function above(scope: NodeScope): readonly string[] {
  const limited = `(${nodeSeries(scope, METRIC.containerMemoryLimit, ABOVE)}) > 0`;
  const ofLimited = (wrap?: (bare: string) => string) =>
    aggregate('max', and(nodeSeries(scope, PEAK, ABOVE, wrap), limited, ['id']), ['id']);
  return [
    part('limitAbove', aggregate('max', limited, ['id'])),
    part('peakAbove', ofLimited()),
    part('peakAboveAt', ofLimited(sampleTime)),
  ];
}

/** Who reads them drops the peaks of cgroups without a limit. */
function bareOf(scope: NodeScope): Bare {
  const barePart = (
    name: string,
    metric: string,
    more: Pick<BarePart, 'among' | 'by' | 'what' | 'isPositive'>
  ): BarePart => ({
    ...ofCgroups(scope),
    part: name,
    metrics: [metric],
    ...more,
  });
  const withTimes = (name: string, metric: string, more: Pick<BarePart, 'among' | 'by'>) => [
    barePart(name, metric, more),
    barePart(`${name}At`, metric, { ...more, what: 'sampleTime' }),
  ];
  const both = (name: string, metric: string) => [
    ...withTimes(name, metric, { among: OF_PODS, by: CGROUP_LABELS }),
    ...withTimes(`${name}Kubepods`, metric, { among: OF_KUBEPODS, by: [] }),
  ];
  return {
    parts: [
      ...both('peak', PEAK),
      ...both('failures', FAILURES),
      barePart('limit', METRIC.containerMemoryLimit, { among: OF_PODS, by: CGROUP_LABELS }),
      barePart('limitAbove', METRIC.containerMemoryLimit, { among: ABOVE, by: ['id'], isPositive: true }),
      ...withTimes('peakAbove', PEAK, { among: ABOVE, by: ['id'] }),
    ],
  };
}
