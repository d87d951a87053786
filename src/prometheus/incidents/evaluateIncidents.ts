import type { ContainerEnd, Rise } from '../../domain/eventsObserved';
import { weighKill } from '../../domain/incidents/killEvidence';
import { withGaps } from '../../domain/incidents/partialData';
import { review } from '../../domain/incidents/review';
import type {
  ContainerBudget,
  ContainerMemory,
  PeakTrack,
  ReviewData,
  Sample,
} from '../../domain/incidents/reviewData';
import type { Incident } from '../../domain/incidents/types';
import type { Finding } from '../../domain/provenance';
import type { Series } from '../../domain/series';
import { EVENT_REF, PART } from '../events/eventQueries';
import { qosOf } from '../events/eventSeries';
import { observeEvents } from '../events/evaluateEvents';
import { gapsIn } from '../gaps';
import { evaluateNodeMemory } from '../nodeMemory';
import type { PromReply } from '../port';
import type { NodeScope } from '../scope';

import { INCIDENT_REF, incidentQueries } from './incidentQueries';

export interface Reviewed {
  readonly incidents: readonly Incident[];
  readonly findings: readonly Finding[];
}

/** The incidents in the reply to `incidentQueries`. */
export function evaluateIncidents(scope: NodeScope, reply: PromReply): Reviewed {
  const data = reviewData(scope, reply);
  const incidents = review(data).map((incident) => withGaps(incident, gapsIn(reply)));
  return { incidents, findings: [...data.observed.findings, ...data.memory.findings] };
}

/** The reply as `review` takes it. A kill whose container stayed far below its limit is not laid to that container. */
export function reviewData(scope: NodeScope, reply: PromReply): ReviewData {
  const memory = evaluateNodeMemory(scope, reply);
  const rest: Omit<ReviewData, 'observed'> = {
    memory,
    containers: containersOf(reply),
    nodeSamples: nodeSamplesOf(reply),
    peaks: tracks(reply, 'peak'),
    failures: tracks(reply, 'failures'),
    kubepodsPeak: kubepods(reply, 'peak'),
    kubepodsFailures: kubepods(reply, 'failures'),
    budgets: budgetsOf(reply),
    budgetsKnown: parts(reply, INCIDENT_REF.budgets, 'seen').length > 0,
    queries: queriesOf(scope),
  };
  const first = observeEvents(scope, reply);
  const objects = (end: ContainerEnd, rise: Rise) => speaksAgainst(end, rise, { ...rest, observed: first });
  return { ...rest, observed: observeEvents(scope, reply, objects) };
}

/** It has a limit that it never reached, while pods and node had more room than it may use. */
function speaksAgainst(end: ContainerEnd, rise: Rise, data: ReviewData): boolean {
  const { earliest, latest } = end;
  const seen = weighKill({ end, rise, earliest, latest, match: 'time-and-counter' }, data);
  const isFlagged = end.reason === 'OOMKilled';
  return !isFlagged && seen.reachedOwn === false && seen.roomElsewhere === true && seen.nodeShort === false;
}

function parts(reply: PromReply, ref: string, part: string): readonly Series[] {
  return (reply.series[ref] ?? []).filter(({ labels }) => labels[PART] === part);
}

function containersOf(reply: PromReply): ContainerMemory[] {
  const stamps = new Map((reply.series[EVENT_REF.containers] ?? []).map((series) => [keyOf(series), series]));
  const all = reply.series[INCIDENT_REF.workingSet] ?? [];
  const identified = new Set(all.filter(({ labels }) => labels['id']).map(nameOf));
  return all.flatMap((series): ContainerMemory[] => {
    const { namespace, pod, container, id } = series.labels;
    const repeated = !id && identified.has(nameOf(series));
    return namespace && pod && container && !repeated
      ? [{ namespace, pod, container, id, qos: qosOf(id), samples: realSamples(series, stamps.get(keyOf(series))) }]
      : [];
  });
}

function nodeSamplesOf(reply: PromReply): Sample[] {
  const [stamps] = reply.series[INCIDENT_REF.nodeSampledAt] ?? [];
  return stamps ? realSamples(reply.series['nodeWorkingSet']?.[0], stamps) : [];
}

function nameOf({ labels }: Series): string {
  return JSON.stringify([labels['namespace'], labels['pod'], labels['container']]);
}

function keyOf({ labels }: Series): string {
  return JSON.stringify([labels['namespace'], labels['pod'], labels['container'], labels['id']]);
}

/** Each sample once, at its own time: what a grid repeats is no second sample. */
function realSamples(series: Series | undefined, stamps: Series | undefined): Sample[] {
  const at = new Map(stamps?.times.map((time, i) => [time, (stamps.values[i] ?? NaN) * 1000]));
  const samples = new Map<number, Sample>();
  series?.times.forEach((time, i) => {
    const value = series.values[i];
    const stamp = at.get(time) ?? time;
    if (value !== undefined && Number.isFinite(value) && Number.isFinite(stamp)) {
      samples.set(stamp, { at: stamp, value });
    }
  });
  return [...samples.values()].sort((a, b) => a.at - b.at);
}

function tracks(reply: PromReply, part: 'peak' | 'failures'): PeakTrack[] {
  const stamps = new Map(parts(reply, INCIDENT_REF.peaks, `${part}At`).map((series) => [nameOf(series), series]));
  return parts(reply, INCIDENT_REF.peaks, part).flatMap((series): PeakTrack[] => {
    const { namespace, pod, container } = series.labels;
    const samples = realSamples(series, stamps.get(nameOf(series)));
    return namespace && pod ? [{ namespace, pod, ...(container && { container }), samples }] : [];
  });
}

function kubepods(reply: PromReply, part: 'peak' | 'failures'): Sample[] {
  const [values] = parts(reply, INCIDENT_REF.peaks, `${part}Kubepods`);
  const [stamps] = parts(reply, INCIDENT_REF.peaks, `${part}KubepodsAt`);
  return realSamples(values, stamps);
}

/** 0 in cAdvisor's spec means that no limit is set. */
function budgetsOf(reply: PromReply): ContainerBudget[] {
  const budgets = new Map<string, ContainerBudget>();
  const put = (part: string, more: (value: number) => Partial<ContainerBudget>) =>
    parts(reply, INCIDENT_REF.budgets, part).forEach((series) => {
      const { namespace, pod, container } = series.labels;
      const value = series.values[series.values.length - 1];
      if (namespace && pod && container && value !== undefined) {
        const known = budgets.get(nameOf(series)) ?? { namespace, pod, container };
        budgets.set(nameOf(series), { ...known, ...more(value) });
      }
    });
  put('spec', (limit) => (limit > 0 ? { limit } : {}));
  put('request', (request) => ({ request }));
  put('limit', (limit) => ({ limit }));
  return [...budgets.values()];
}

function queriesOf(scope: NodeScope): ReviewData['queries'] {
  const exprs = new Map(incidentQueries(scope).map(({ refId, expr }) => [refId, expr]));
  return {
    workingSet: exprs.get(INCIDENT_REF.workingSet),
    peaks: exprs.get(INCIDENT_REF.peaks),
    budgets: exprs.get(INCIDENT_REF.budgets),
    pods: exprs.get('containersLive'),
    node: exprs.get('nodeWorkingSet'),
  };
}
