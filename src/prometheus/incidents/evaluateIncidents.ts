import { measuredInterval } from '../../domain/events/delays';
import type { NodeObservations } from '../../domain/events/eventsObservations';
import type { ContainerEnd, Rise } from '../../domain/events/eventsObserved';
import type { DurationMs } from '../../domain/units';
import { livedOn } from '../../domain/incidents/sources/livedOn';
import { neverReached } from '../../domain/incidents/sources/neverReached';
import { withClock } from '../../domain/incidents/clockOff';
import { withGaps } from '../../domain/incidents/partialData';
import { review } from '../../domain/incidents/review';
import type { ReviewData } from '../../domain/incidents/reviewData';
import type { Incident } from '../../domain/incidents/types';
import type { NodeMemory } from '../../domain/node/nodeMemory';
import type { Finding } from '../../domain/provenance';
import { readEvents } from '../events/evaluateEvents';
import { gapsIn } from '../gaps';
import { byServersClock, clockFindings, clockOf } from '../nodeClock';
import { hasNoKubelet } from '../noKubelet';
import { evaluateNodeMemory } from '../nodeMemory';
import type { PromReply } from '../ports/port';
import { containersLive } from '../queries/containersWorkingSet';
import type { NodeScope } from '../scope';

import {
  budgetsOf,
  containersOf,
  hasSwap,
  kubepodsOf,
  limitedAboveOf,
  memAvailableOf,
  nodeUsedOf,
  parts,
  rootSamplesOf,
  tracksOf,
} from './detailSeries';
import { curveQueries } from './curveQueries';
import { incidentQueries } from './incidentQueries';
import { INCIDENT_REF } from './incidentRef';

export interface Reviewed {
  readonly incidents: readonly Incident[];
  readonly findings: readonly Finding[];
}

/** The incidents in the reply to `incidentQueries`. */
export function evaluateIncidents(scope: NodeScope, reply: PromReply): Reviewed {
  const data = reviewData(scope, reply);
  const clock = clockOf(reply);
  const incidents = review(data).map((incident) => withClock(withGaps(incident, gapsIn(reply)), clock));
  return { incidents, findings: [...data.observed.findings, ...data.memory.findings, ...clockFindings(clock)] };
}

/** The reply as `review` takes it. A kill whose container stayed far below its limit is not laid to that container. */
export function reviewData(scope: NodeScope, asTold: PromReply): ReviewData {
  const reply = byServersClock(scope, asTold);
  const memory = evaluateNodeMemory(scope, reply);
  const rest: Omit<ReviewData, 'observed'> = {
    memory,
    containers: containersOf(reply),
    nodeSamples: rootSamplesOf(reply),
    nodeUsed: nodeUsedOf(reply),
    memAvailable: memAvailableOf(reply),
    hasSwap: hasSwap(reply),
    peaks: tracksOf(reply, 'peak'),
    failures: tracksOf(reply, 'failures'),
    kubepodsPeak: kubepodsOf(reply, 'peak'),
    kubepodsFailures: kubepodsOf(reply, 'failures'),
    limitedAbove: limitedAboveOf(reply),
    budgets: budgetsOf(reply),
    // Without Kubernetes the cgroup’s own limit is all there is.
    budgetsKnown: hasNoKubelet(reply) || parts(reply, INCIDENT_REF.budgets, 'seen').length > 0,
    queries: queriesOf(scope, memory),
  };
  const observed = readEvents(scope, reply);
  const first = observed();
  const measured = { ...rest, memory: { ...memory, scrapeInterval: intervalOf(first, scope.scrapeInterval) } };
  const known = { ...measured, observed: first };
  const objects = (end: ContainerEnd, rise: Rise) => livedOn(end, rise, known) || neverReached(end, rise, known);
  return { ...measured, observed: observed(objects) };
}

/** The slower of the node's two sources: what it missed between two scrapes, the other may have. */
function intervalOf({ looks, oomTrack }: NodeObservations, assumed: DurationMs): DurationMs {
  const measured = [looks.kubelet, oomTrack.samples.map(({ at }) => at)].map((times) =>
    measuredInterval(times, assumed)
  );
  return Math.max(...measured);
}

/** A curve may come from several sources: asked for is what this one came from. */
function queriesOf(narrow: NodeScope, memory: NodeMemory): ReviewData['queries'] {
  const scope: NodeScope = { ...narrow, instances: undefined, isShown: true };
  const exprs = new Map([...incidentQueries(scope), containersLive(scope)].map(({ refId, expr }) => [refId, expr]));
  return {
    workingSet: exprs.get(INCIDENT_REF.workingSet),
    peaks: exprs.get(INCIDENT_REF.peaks),
    budgets: exprs.get(INCIDENT_REF.budgets),
    ...curveQueries(memory, exprs),
  };
}
