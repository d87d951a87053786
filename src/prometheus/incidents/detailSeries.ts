import type {
  CgroupTrack,
  ContainerBudget,
  ContainerMemory,
  PeakTrack,
  Sample,
  SourcedSample,
} from '../../domain/incidents/reviewData';
import type { Series } from '../../domain/series';
import { partOf, seriesOf } from '../events/eventSource';
import { CONTAINERS, qosOf } from '../events/sources/containers';
import type { PromReply } from '../ports/port';

import { INCIDENT_REF } from './incidentRef';

export function parts(reply: PromReply, ref: string, part: string): readonly Series[] {
  return partOf(reply, { refId: ref }, part);
}

/** Instances of containers with their working set at the times they were really sampled. */
export function containersOf(reply: PromReply): ContainerMemory[] {
  const stamps = new Map(seriesOf(reply, CONTAINERS).map((series) => [cgroupOf(series), series]));
  const all = reply.series[INCIDENT_REF.workingSet] ?? [];
  const identified = new Set(all.filter(({ labels }) => labels['id']).map(nameOf));
  return all.flatMap((series): ContainerMemory[] => {
    const { namespace, pod, container, id } = series.labels;
    const repeated = !id && identified.has(nameOf(series));
    return namespace && pod && container && !repeated
      ? [{ namespace, pod, container, id, qos: qosOf(id), samples: realSamples(series, stamps.get(cgroupOf(series))) }]
      : [];
  });
}

/** The root cgroup's own samples. */
export function rootSamplesOf(reply: PromReply): Sample[] {
  const [stamps] = parts(reply, INCIDENT_REF.node, 'rootAt');
  return stamps ? realSamples(reply.series['nodeWorkingSet']?.[0], stamps) : [];
}

/** Of the node's working set: the query, when it was sampled, and what it is called. */
export const NODE_SOURCES = [
  { refId: 'nodeWorkingSet', stamps: 'rootAt', source: 'container_memory_working_set_bytes' },
  { refId: 'nodeWorkingSetOfKubelet', stamps: 'resourceAt', source: 'node_memory_working_set_bytes' },
  { refId: 'nodeWorkingSetOfMeminfo', stamps: 'meminfoAt', source: 'node_memory_*' },
] as const;

/** The samples of every source of the node's working set in the order of time: they agree to about 1 MiB where memory is steady. */
export function nodeUsedOf(reply: PromReply): SourcedSample[] {
  return NODE_SOURCES.flatMap(({ refId, stamps, source }) =>
    realSamples(reply.series[refId]?.[0], parts(reply, INCIDENT_REF.node, stamps)[0]).map((sample) => ({
      ...sample,
      source,
    }))
  ).sort((a, b) => a.at - b.at);
}

export function memAvailableOf(reply: PromReply): Sample[] {
  const [values] = parts(reply, INCIDENT_REF.node, 'memAvailable');
  return realSamples(values, parts(reply, INCIDENT_REF.node, 'meminfoAt')[0]);
}

export function hasSwap(reply: PromReply): boolean | undefined {
  const [swap] = parts(reply, INCIDENT_REF.node, 'swap');
  return swap && swap.values.some((bytes) => bytes > 0);
}

/** Each sample once, at its own time: what a grid repeats is no second sample. */
function realSamples(series: Series | undefined, stamps: Series | undefined): Sample[] {
  const samples: Sample[] = [];
  let isAscending = true;
  let place = 0;
  series?.times.forEach((time, i) => {
    while ((stamps?.times[place] ?? Infinity) < time) {
      place += 1;
    }
    const at = stamps?.times[place] === time ? (stamps.values[place] ?? NaN) * 1000 : time;
    const value = series.values[i];
    if (value === undefined || !Number.isFinite(value) || !Number.isFinite(at)) {
      return;
    }
    const last = samples[samples.length - 1];
    if (last?.at === at) {
      samples[samples.length - 1] = { at, value };
    } else {
      isAscending &&= last === undefined || last.at < at;
      samples.push({ at, value });
    }
  });
  // Two replicas of a Prometheus may contradict each other.
  return isAscending ? samples : inOrder(samples);
}

function inOrder(samples: readonly Sample[]): Sample[] {
  const byTime = new Map(samples.map((sample) => [sample.at, sample]));
  return [...byTime.values()].sort((a, b) => a.at - b.at);
}

/** By cgroup, each with its own limit where cAdvisor's is collected. */
export function tracksOf(reply: PromReply, part: 'peak' | 'failures'): PeakTrack[] {
  const stamps = new Map(parts(reply, INCIDENT_REF.peaks, `${part}At`).map((series) => [cgroupOf(series), series]));
  const limits = new Map(parts(reply, INCIDENT_REF.peaks, 'limit').map((series) => [cgroupOf(series), series]));
  return parts(reply, INCIDENT_REF.peaks, part).flatMap((series): PeakTrack[] => {
    const { namespace, pod, container, id } = series.labels;
    const samples = realSamples(series, stamps.get(cgroupOf(series)));
    const own = changesOf(limits.get(cgroupOf(series)));
    return namespace && pod && !isSandbox(series.labels)
      ? [
          {
            namespace,
            pod,
            ...(container && { container }),
            ...(id && { id }),
            ...(own.length > 0 && { limits: own }),
            samples,
          },
        ]
      : [];
  });
}

/** containerd's pause container has no container name either: its cgroup lies below the pod's, and is not the pod's. */
function isSandbox({ container, id = '' }: Series['labels']): boolean {
  const isPods = (path: string) => /pod[0-9a-f]{8}/.test(path);
  return !container && isPods(id) && !isPods(id.slice(id.lastIndexOf('/') + 1));
}

export function kubepodsOf(reply: PromReply, part: 'peak' | 'failures'): Sample[] {
  const [values] = parts(reply, INCIDENT_REF.peaks, `${part}Kubepods`);
  const [stamps] = parts(reply, INCIDENT_REF.peaks, `${part}KubepodsAt`);
  return realSamples(values, stamps);
}

/** Cgroups above containers, each with its limit. */
export function limitedAboveOf(reply: PromReply): CgroupTrack[] {
  const ofId = (part: string) => new Map(parts(reply, INCIDENT_REF.peaks, part).map((one) => [one.labels['id'], one]));
  const [limits, stamps] = [ofId('limitAbove'), ofId('peakAboveAt')];
  return [...ofId('peakAbove')].flatMap(([id, peak]): CgroupTrack[] => {
    const limit = limits.get(id)?.values.findLast((value) => value > 0);
    return id && limit !== undefined ? [{ id, limit, samples: realSamples(peak, stamps.get(id)) }] : [];
  });
}

/** 0 in cAdvisor's spec means that no limit is set; where it has one, that is the one in force. */
export function budgetsOf(reply: PromReply): ContainerBudget[] {
  const budgets = new Map<string, ContainerBudget>();
  const put = (part: string, more: (series: Series) => Partial<ContainerBudget>) =>
    parts(reply, INCIDENT_REF.budgets, part).forEach((series) => {
      const { namespace, pod, container } = series.labels;
      if (namespace && pod && container && series.values.length > 0) {
        const known = budgets.get(nameOf(series)) ?? { namespace, pod, container };
        budgets.set(nameOf(series), { ...known, ...more(series) });
      }
    });
  put('request', ({ values }) => ({ request: values[values.length - 1] }));
  put('limit', limited);
  put('spec', (series) => (series.values.some((limit) => limit > 0) ? limited(series) : { unlimited: true }));
  return [...budgets.values()];
}

function limited(series: Series): Partial<ContainerBudget> {
  const limits = changesOf(series);
  return { limit: limits[limits.length - 1]?.value, limits };
}

/** Each limit from when it was first seen. */
function changesOf({ times, values }: Pick<Series, 'times' | 'values'> = { times: [], values: [] }): Sample[] {
  return values.flatMap((value, i) => (value > 0 && value !== values[i - 1] ? [{ at: times[i] ?? 0, value }] : []));
}

function nameOf({ labels }: Series): string {
  return JSON.stringify([labels['namespace'], labels['pod'], labels['container']]);
}

function cgroupOf({ labels }: Series): string {
  return JSON.stringify([labels['namespace'], labels['pod'], labels['container'], labels['id']]);
}
