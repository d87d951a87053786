import { OF_CADVISOR, OF_CONTAINERS } from '../cadvisorLabels';
import { ofKubepods } from '../kubepods';
import { METRIC } from '../metrics';
import { nodeSeries } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, is, isNot, matches, or, type Matcher } from '../promql';
import type { NodeScope } from '../scope';

import { freshNodeSeries } from './fresh';

/** `/proc/meminfo` by node_exporter, of which several tools make their numbers. */
export const MEMINFO = {
  memTotal: METRIC.memTotal,
  memFree: METRIC.memFree,
  memAvailable: METRIC.memAvailable,
  anonPages: METRIC.anonPages,
  cached: METRIC.cached,
  buffers: METRIC.buffers,
  swapCached: METRIC.swapCached,
  activeFile: METRIC.activeFile,
  inactiveFile: METRIC.inactiveFile,
  slab: METRIC.slab,
  pageTables: METRIC.pageTables,
  kernelStack: METRIC.kernelStack,
  slabReclaimable: METRIC.slabReclaimable,
} as const;

export type MeminfoName = keyof typeof MEMINFO;

/** All of it in one question, told apart by a label: Grafana's frames may keep the metric's name elsewhere. */
export function meminfoQuery(scope: NodeScope): PromQuery {
  const names = matches('__name__', Object.values(MEMINFO).join('|'));
  const named = `label_replace(${nodeSeries(scope, '', [names])}, "${MEMINFO_LABEL}", "$1", "__name__", "(.+)")`;
  return range('meminfo', aggregate('max', named, [MEMINFO_LABEL]));
}

export const MEMINFO_LABEL = 'meminfo';

const ROOT = [is('id', '/')];

/** The root cgroup and the resource endpoint, each with the age of its samples in seconds. */
export const nodeNumberQueries = (scope: NodeScope): readonly PromQuery[] => [
  fresh(scope, 'nodeUsage', METRIC.containerUsage, ROOT),
  fresh(scope, 'nodeRss', METRIC.containerRss, ROOT),
  fresh(scope, 'nodeResource', METRIC.nodeWorkingSet, []),
  range('nodeWorkingSetAge', age(scope, METRIC.containerWorkingSet, ROOT)),
  range('nodeResourceAge', age(scope, METRIC.nodeWorkingSet, [])),
];

/** Under a `--cgroup-root` of the same name the inner cgroup is meant, the smaller one. */
export function kubepodsNumberQueries(scope: NodeScope): readonly PromQuery[] {
  const kubepods = (refId: string, metric: string) =>
    range(
      refId,
      aggregate(
        'min',
        ofKubepods(scope, (id) => freshNodeSeries(scope, metric, [id]))
      )
    );
  return [
    kubepods('kubepodsUsage', METRIC.containerUsage),
    kubepods('kubepodsRss', METRIC.containerRss),
    kubepods('kubepodsInactiveFile', METRIC.containerInactiveFile),
    // With ghosts, and with a restarted container beside its predecessor: as a dashboard without care adds up.
    range('containersRaw', aggregate('sum', nodeSeries(scope, METRIC.containerWorkingSet, OF_CADVISOR))),
    range(
      'podsResource',
      aggregate(
        'sum',
        aggregate('max', freshNodeSeries(scope, METRIC.podWorkingSet, [isNot('pod', '')]), ['namespace', 'pod'])
      )
    ),
  ];
}

export interface PodOf {
  readonly namespace: string;
  readonly pod: string;
}

/** One pod's own cgroup and its pause container. */
export function podNumberQueries(scope: NodeScope, { namespace, pod }: PodOf): readonly PromQuery[] {
  const named = [is('namespace', namespace), is('pod', pod)];
  const own = [...named, is('container', ''), is('image', ''), is('name', ''), isNot('id', '')];
  const pause = or(
    freshNodeSeries(scope, METRIC.containerWorkingSet, [...named, is('container', ''), isNot('name', '')]),
    freshNodeSeries(scope, METRIC.containerWorkingSet, [...named, is('container', 'POD')])
  );
  return [
    fresh(scope, 'podUsage', METRIC.containerUsage, own),
    fresh(scope, 'podWorkingSet', METRIC.containerWorkingSet, own),
    fresh(scope, 'podRss', METRIC.containerRss, own),
    fresh(scope, 'podInactiveFile', METRIC.containerInactiveFile, own),
    fresh(scope, 'podResource', METRIC.podWorkingSet, named),
    range('podPause', aggregate('max', pause)),
    range('podWorkingSetAge', age(scope, METRIC.containerWorkingSet, own)),
    range('podResourceAge', age(scope, METRIC.podWorkingSet, named)),
  ];
}

/** By container of one pod. The resource endpoint's series have the working set's name and no id. */
export function containerNumberQueries(scope: NodeScope, { namespace, pod }: PodOf): readonly PromQuery[] {
  const named = [is('namespace', namespace), is('pod', pod), ...OF_CONTAINERS];
  const cgroups = [...named, isNot('id', '')];
  const resource = [...named, is('id', '')];
  const byContainer = (refId: string, metric: string, matchers: readonly Matcher[] = cgroups) =>
    range(refId, aggregate('max', freshNodeSeries(scope, metric, matchers), ['container']));
  return [
    byContainer('containerUsage', METRIC.containerUsage),
    byContainer('containerWorkingSet', METRIC.containerWorkingSet),
    byContainer('containerRss', METRIC.containerRss),
    byContainer('containerCache', METRIC.containerCache),
    byContainer('containerActiveFile', METRIC.containerActiveFile),
    byContainer('containerInactiveFile', METRIC.containerInactiveFile),
    byContainer('containerKernel', METRIC.containerKernel),
    byContainer('containerResource', METRIC.containerWorkingSet, resource),
    range('containerWorkingSetAge', age(scope, METRIC.containerWorkingSet, cgroups, ['container'])),
    range('containerResourceAge', age(scope, METRIC.containerWorkingSet, resource, ['container'])),
  ];
}

/** 1 or 2, since Kubernetes 1.31. */
export const cgroupVersion = (scope: NodeScope): PromQuery => ({
  refId: 'cgroupVersion',
  expr: aggregate('max', nodeSeries(scope, METRIC.kubeletCgroupVersion)),
  mode: 'instant',
});

const fresh = (scope: NodeScope, refId: string, metric: string, matchers: readonly Matcher[]): PromQuery =>
  range(refId, aggregate('max', freshNodeSeries(scope, metric, matchers)));

/** How long before the moment asked for the sample was taken, in seconds. */
function age(scope: NodeScope, metric: string, matchers: readonly Matcher[], by?: readonly string[]): string {
  return aggregate(
    'min',
    nodeSeries(scope, metric, matchers, (bare) => `(time() - timestamp(${bare}))`),
    by
  );
}

const range = (refId: string, expr: string): PromQuery => ({ refId, expr, mode: 'range' });
