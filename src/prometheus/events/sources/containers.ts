import { CGROUP_LABELS, OF_CONTAINERS } from '../../cadvisorLabels';
import { DELAY } from '../../../domain/events/delays';
import type { QosClass } from '../../../domain/events/events';
import type { ContainerLife } from '../../../domain/events/eventsObserved';
import type { Series } from '../../../domain/series';
import { METRIC } from '../../metrics';
import { nodePlaces, nodeSeries } from '../../nodeSelector';
import type { BarePart } from '../../ports/bare';
import { isOfFewSteps } from '../../ports/fewSteps';
import type { AtEnds, PromQuery, PromReply } from '../../ports/port';
import { aggregate, isNot } from '../../promql';
import type { NodeScope } from '../../scope';
import { CONTAINERS_REF } from '../../queries/containersWorkingSet';
import { partOf, seriesOf, type EventSource } from '../eventSource';
import { isCoarse, sampleTime } from '../queryParts';

import { EVICTIONS } from './evictions';

const { containerWorkingSet: WORKING_SET } = METRIC;

/** The lives of containers, as cAdvisor saw them. */
export const CONTAINERS: EventSource = {
  refId: 'eventsContainers',
  ask: (scope) => ({ expr: containers(scope) }),
  frugal: { read: 'around' },
  frugalOn: (scope) =>
    isCoarse(scope)
      ? {}
      : { closely: (looked, stretch) => (isOfFewSteps(stretch, scope.step) ? undefined : timesAtSteps(scope, looked)) },
  missing: [
    {
      finding: {
        severity: 'warning',
        code: 'missing-container-working-set',
        text: 'No working sets of containers on this node, so evicted pods that left no status cannot be named.',
        remedy: 'Scrape /metrics/cadvisor of the kubelet and keep container_memory_working_set_bytes.',
      },
    },
  ],
};

/** The time of every container's newest sample: a series that stays behind is a container that is gone. */
function containers(scope: NodeScope, ago = ''): string {
  const times = nodeSeries(scope, WORKING_SET, OF_CONTAINERS, (bare) => sampleTime(`${bare}${ago}`));
  return aggregate('max', times, CGROUP_LABELS);
}

/** For `timestamp` a Prometheus goes through all of a series up to each step: over a day it is slower than all else together. */
export function timesAtEnds(scope: NodeScope): AtEnds {
  const expr = aggregate('group', nodeSeries(scope, WORKING_SET, OF_CONTAINERS), CGROUP_LABELS);
  const bare = { parts: [{ ...workingSets(scope), what: 'there' as const }] };
  return { there: { expr, bare }, ago: (time) => containers(scope, time > 0 ? ` offset ${time / 1000}s` : '') };
}

/** The curves tell at which steps each cgroup was there; of what has no id they tell nothing. */
function timesAtSteps(scope: NodeScope, looked: PromReply): Pick<PromQuery, 'expr' | 'bare'> {
  const curves = looked.series[CONTAINERS_REF.workingSet];
  const shown = seriesOf(looked, CONTAINERS).every(hasId) ? curves : undefined;
  const part: BarePart = { ...workingSets(scope), what: 'sampleTime', ...(shown && { shown, isStored: true }) };
  return { expr: containers(scope), bare: { parts: [part] } };
}

/** As they are stored each sample is read once, and nothing at each step. */
export const storedTimes = (scope: NodeScope): Pick<PromQuery, 'expr' | 'bare'> => ({
  expr: containers(scope),
  bare: { parts: [{ ...workingSets(scope), isStored: true, what: 'sampleTime' }] },
});

/** Read with the kills that are counted in containers. */
const workingSets = (scope: NodeScope): BarePart => ({
  metrics: [WORKING_SET],
  places: nodePlaces(scope, [isNot('container', '')], WORKING_SET),
  among: OF_CONTAINERS,
  by: CGROUP_LABELS,
});

/**
 * Instances of containers by the times of their samples: the last distinct time is the last sample, ghosts or not.
 * /metrics/resource repeats containers without their id; those stay apart, for instances cannot be told in them.
 */
export function containerLives(reply: PromReply): ContainerLife[] {
  const all = seriesOf(reply, CONTAINERS).filter(({ values }) => values.length > 0);
  const counts = countLooks(all.some(hasId) ? all.filter(hasId) : all);
  const starts = [...new Set(partOf(reply, EVICTIONS, 'startedAt').flatMap(({ values }) => values))];
  const looks = [...counts.keys()].filter((look) => !hasJustStarted(look, starts)).sort((a, b) => a - b);
  return all.flatMap(({ labels, values }): ContainerLife[] => {
    const { namespace, pod, container, id } = labels;
    const last = Math.max(...values);
    // Of the scrape's times the next shows who is gone. Otherwise each has cAdvisor's time of its own, which may stand still.
    const wait = isOfMany(counts.get(last)) ? 0 : STANDSTILL;
    const missed = looks.find((look) => look > last + wait);
    const times = { firstSample: Math.min(...values) * 1000, lastSample: last * 1000 };
    const missedAt = missed === undefined ? undefined : missed * 1000;
    return namespace && pod && container ? [{ namespace, pod, container, id, qos: qosOf(id), ...times, missedAt }] : [];
  });
}

/** The samples have no stamps of their own, and so the server's time of the scrape. */
export function isStampedByScrape(reply: PromReply): boolean {
  return [...countLooks(seriesOf(reply, CONTAINERS)).values()].some(isOfMany);
}

/** One time for many containers is the scrape's. */
const isOfMany = (containers = 0): boolean => containers > 2;

/** A kubelet that has just started has not looked at every container yet. */
const hasJustStarted = (look: number, starts: readonly number[]): boolean =>
  starts.some((start) => look >= start && look < start + DELAY.housekeeping / 1000);

function hasId({ labels }: Series): boolean {
  return Boolean(labels['id']);
}

/** In seconds: how far cAdvisor's housekeeping of one container may fall behind the others' on a busy node. */
const STANDSTILL = 60;

/** How many containers show each sample time. */
function countLooks(all: readonly Series[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { values } of all) {
    new Set(values).forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
  }
  return counts;
}

/** `/kubepods/burstable/…`, `/kubepods.slice/kubepods-burstable.slice/…`; Guaranteed pods sit right below kubepods. */
export function qosOf(id: string | undefined): QosClass | undefined {
  if (!id?.includes('kubepods')) {
    return undefined;
  }
  if (/kubepods[^/]*[/-]besteffort|\/besteffort\//.test(id)) {
    return 'BestEffort';
  }
  return /kubepods[^/]*[/-]burstable|\/burstable\//.test(id) ? 'Burstable' : 'Guaranteed';
}
