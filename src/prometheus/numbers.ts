import type { NumbersFacts } from '../domain/numbers/differences';
import type { Numbers, ReadingCurves } from '../domain/numbers/numbers';
import { READINGS, type PartId, type ReadingId } from '../domain/numbers/readings';
import type { Aligned } from '../domain/node/nodeMemory';
import type { Finding } from '../domain/provenance';

import { evaluateNodePods } from './evictionOrder';
import { align } from './grid';
import { evaluateNodeMemory, nodeMemoryQueries, nodeMemorySamples } from './nodeMemory';
import { plainly } from './ports/plainly';
import { podsCurves, podsRefs } from './podsCurves';
import type { PromQuery, PromReply } from './ports/port';
import { containerSizes, podCgroupSizes } from './queries/evictionOrder';
import {
  cgroupVersion,
  containerNumberQueries,
  kubepodsNumberQueries,
  meminfoQuery,
  MEMINFO,
  MEMINFO_LABEL,
  nodeNumberQueries,
  podNumberQueries,
  type MeminfoName,
  type PodOf,
} from './queries/numbers';
import { KEEP_ROOT_CGROUP, RUN_NODE_EXPORTER, SCRAPE_CADVISOR, SCRAPE_RESOURCE } from './remedies';
import type { Samples } from './samples';
import type { NodeScope } from './scope';

/** Every number of a node, of one pod if asked for, and what tells them apart. */
export function numbersQueries(scope: NodeScope, pod?: PodOf): readonly PromQuery[] {
  return [
    ...nodeMemoryQueries(scope).map(plainly),
    meminfoQuery(scope),
    ...nodeNumberQueries(scope),
    ...kubepodsNumberQueries(scope),
    podCgroupSizes(scope),
    containerSizes(scope),
    cgroupVersion(scope),
    ...(pod ? [...podNumberQueries(scope, pod), ...containerNumberQueries(scope, pod)] : []),
  ];
}

/** The reply to `numbersQueries` for the same scope and pod. */
export function evaluateNumbers(scope: NodeScope, reply: PromReply, pod?: PodOf): Numbers {
  const samples = nodeMemorySamples(scope, numbersQueries(scope, pod), reply);
  const containers = pod ? containersOf(samples, reply) : [];
  const node = nodeCurves(samples, reply);
  const ofPod = pod && { name: `${pod.namespace}/${pod.pod}`, curves: podCurves(samples, containers) };
  return {
    times: samples.grid.times,
    node,
    ...(ofPod && { pod: ofPod }),
    containers,
    pods: podsOf(reply),
    lines: evaluateNodeMemory(scope, reply).current,
    facts: factsOf(scope, reply),
    findings: missing(samples, { node, ...(ofPod && { pod: ofPod }) }),
  };
}

function nodeCurves(samples: Samples, { series }: PromReply): ReadingCurves {
  const meminfo = (name: MeminfoName) =>
    align(
      samples.grid,
      series.meminfo?.find(({ labels }) => labels[MEMINFO_LABEL] === MEMINFO[name])
    );
  const [total, free, file] = [meminfo('memTotal'), meminfo('memFree'), meminfo('cached')];
  const pages = [meminfo('anonPages'), file, meminfo('buffers'), orZero(meminfo('swapCached'), file)];
  return present({
    ...same(samples, ['nodeWorkingSet', 'nodeUsage', 'nodeRss', 'nodeResource', 'nodeWorkingSetAge']),
    ...same(samples, ['nodeResourceAge', 'kubepodsWorkingSet', 'kubepodsUsage', 'kubepodsRss', 'kubepodsInactiveFile']),
    ...same(samples, ['containersRaw', 'podsResource']),
    podsSum: counted(samples, 'pods'),
    containersSum: counted(samples, 'containers'),
    nodeNotFree: less(total, [free]),
    nodeNotAvailable: less(total, [meminfo('memAvailable')]),
    nodeReclaimable: less(meminfo('memAvailable'), [free]),
    freeUsed: less(total, [free, meminfo('buffers'), file, meminfo('slabReclaimable')]),
    nodeKernel: less(total, [free, ...pages]),
    nodeKernelNamed: sum(
      [meminfo('slab'), meminfo('pageTables'), meminfo('kernelStack')].filter((one) => one.some((v) => v !== null))
    ),
    nodeActiveFile: meminfo('activeFile'),
    nodeInactiveFile: meminfo('inactiveFile'),
    nodeSlabReclaimable: meminfo('slabReclaimable'),
  });
}

type Named = Numbers['containers'][number];

function podCurves(samples: Samples, containers: readonly Named[]): ReadingCurves {
  const total = (id: ReadingId) =>
    sum(containers.map(({ curves }) => curves[id] ?? []).filter(({ length }) => length > 0));
  return present({
    ...same(samples, ['podUsage', 'podWorkingSet', 'podRss', 'podResource', 'podInactiveFile', 'podPause']),
    ...same(samples, ['podWorkingSetAge', 'podResourceAge']),
    podContainers: total('containerWorkingSet'),
    podTop: total('containerResource'),
  });
}

const OF_CONTAINERS = [
  'containerUsage',
  'containerWorkingSet',
  'containerRss',
  'containerCache',
  'containerActiveFile',
  'containerInactiveFile',
  'containerKernel',
  'containerResource',
  'containerWorkingSetAge',
  'containerResourceAge',
] as const;

function containersOf({ grid }: Samples, { series }: PromReply): readonly Named[] {
  const all = OF_CONTAINERS.flatMap((id) => (series[id] ?? []).map((one) => ({ id, one })));
  const names = [...new Set(all.flatMap(({ one }) => one.labels.container ?? []))].sort();
  return names.map((name) => ({
    name,
    curves: present(
      Object.fromEntries(
        all.filter(({ one }) => one.labels.container === name).map(({ id, one }) => [id, align(grid, one)])
      )
    ),
  }));
}

function podsOf(reply: PromReply): Numbers['pods'] {
  return evaluateNodePods(reply)
    .flatMap(({ name, workingSetBytes: workingSet }) => (workingSet === undefined ? [] : [{ name, workingSet }]))
    .sort((a, b) => b.workingSet - a.workingSet || (a.name < b.name ? -1 : 1));
}

function factsOf({ identity: { kubeletVersion } }: NodeScope, { series }: PromReply): NumbersFacts {
  const version = series.cgroupVersion?.[0]?.values.at(-1);
  return {
    ...((version === 1 || version === 2) && { cgroupVersion: version }),
    ...(kubeletVersion !== undefined && { kubeletVersion }),
  };
}

/** A query that failed says nothing about the collection: what it would have told is not called missing. */
function missing(samples: Samples, { node, pod }: Pick<Numbers, 'node' | 'pod'>): readonly Finding[] {
  const failed = (id: ReadingId) => (DERIVED[id] ?? [id]).some((refId) => samples.failed(refId));
  const gone = pod && Object.keys(pod.curves).length === 0;
  const curves = { ...node, ...pod?.curves };
  const levels = gone || !pod ? ['node', 'pods'] : ['node', 'pods', 'pod'];
  return [
    ...(gone && !failed('podWorkingSet') ? [notThere(pod.name)] : []),
    ...READINGS.filter(({ level, id }) => levels.includes(level) && curves[id] === undefined && !failed(id)).map(
      ({ id, title, source }): Finding => ({
        severity: 'info',
        code: `missing-number-${id}`,
        text: `${title} is not known: ${source} is not collected of this node.`,
        remedy: remedyOf(id),
      })
    ),
  ];
}

const notThere = (pod: string): Finding => ({
  severity: 'info',
  code: 'missing-number-pod',
  text: `Nothing of pod ${pod} was sampled on this node in this time range.`,
});

const DERIVED: Readonly<Partial<Record<ReadingId, readonly string[]>>> = {
  nodeNotFree: ['meminfo'],
  nodeNotAvailable: ['meminfo'],
  freeUsed: ['meminfo'],
  podsSum: ['podsLive', 'podsFresh'],
  containersSum: ['containersLive', 'containersFresh'],
  podContainers: ['containerWorkingSet'],
  podTop: ['containerResource'],
};

function remedyOf(id: ReadingId): string {
  if (/Resource$|^podTop$/.test(id)) {
    return SCRAPE_RESOURCE;
  }
  if (/^nodeNot|^freeUsed$/.test(id)) {
    return RUN_NODE_EXPORTER;
  }
  return /^node|^kubepods/.test(id) ? KEEP_ROOT_CGROUP : SCRAPE_CADVISOR;
}

const same = (samples: Samples, ids: ReadonlyArray<ReadingId | PartId>): ReadingCurves =>
  Object.fromEntries(ids.map((id) => [id, samples.of(id)]));

/** Without ghosts; nothing where another measure would have to stand in. */
function counted(samples: Samples, measure: 'pods' | 'containers'): Aligned {
  const { podsWorkingSet } = podsCurves(samples, { measure }).curves;
  return podsWorkingSet && podsRefs(podsWorkingSet.source).includes(`${measure}Live`) ? podsWorkingSet.values : [];
}

/** Only curves that have any value. */
function present(curves: ReadingCurves): ReadingCurves {
  return Object.fromEntries(Object.entries(curves).filter(([, values]) => values.some((value) => value !== null)));
}

/** Null where any of them is. */
function less(from: Aligned, parts: readonly Aligned[]): Aligned {
  return from.map((value, index) =>
    parts.reduce<number | null>((rest, part) => {
      const taken = part[index] ?? null;
      return rest === null || taken === null ? null : rest - taken;
    }, value)
  );
}

/** Containers come and go: those that are there are added up. */
function sum(curves: readonly Aligned[]): Aligned {
  const [one] = curves;
  return (one ?? []).map((_, index) => {
    const values = curves.flatMap((curve) => curve[index] ?? []);
    return values.length === 0 ? null : values.reduce((total, value) => total + value, 0);
  });
}

/** Nothing is said of swap where there is none. */
const orZero = (values: Aligned, like: Aligned): Aligned =>
  values.map((value, index) => value ?? (like[index] === null ? null : 0));
