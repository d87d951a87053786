import type { NodeEvent } from '../../domain/events/events';
import type { Incident } from '../../domain/incidents/types';
import type { DurationMs } from '../../domain/units';

import { findOverlapping, incidentLink, type EventKey, type IncidentKey, type LinkTo } from './incidentLink';

/** Stands before an event's id in place of an incident's: the incident to which that event belongs. */
const OF_EVENT = 'event:';

/** Leads to the incident of an event, which only the review can tell. */
export function eventLink(event: NodeEvent, to: LinkTo): string {
  const { cluster, node, earliest, latest } = event;
  const key: IncidentKey = {
    id: `${OF_EVENT}${event.id}`,
    node,
    start: earliest,
    end: latest,
    ...(cluster && { cluster }),
  };
  const named = NAMES.flatMap((name) => {
    const value = (event as EventKey)[name];
    return value === undefined ? [] : [[name, value]];
  });
  return `${incidentLink(key, to)}&${new URLSearchParams([['kind', event.kind], ...named])}`;
}

/** The event that a link asks for; undefined where it names an incident. */
export function readEventKey(id: string, search: string): EventKey | undefined {
  const params = new URLSearchParams(search);
  const kind = KINDS.find((known) => known === params.get('kind'));
  if (!id.startsWith(OF_EVENT) || kind === undefined) {
    return undefined;
  }
  const named = NAMES.flatMap((name) => {
    const value = params.get(name);
    return value ? [[name, value]] : [];
  });
  return { kind, ...Object.fromEntries(named) };
}

const NAMES = ['namespace', 'pod', 'container'] as const;
const KINDS: ReadonlyArray<NodeEvent['kind']> = ['eviction', 'oom-kill', 'termination', 'pressure'];

/** A page looks at its own step, so that the same event may seem this much earlier or later there. */
const APART: DurationMs = 2 * 60_000;

/** The incident to which the event belongs: that of its pod, by preference one of its own kind. */
export function findIncidentOf(
  event: EventKey,
  incidents: readonly Incident[],
  key: IncidentKey
): Incident | undefined {
  const near = findOverlapping(incidents, { ...key, start: key.start - APART, end: key.end + APART });
  const ofPod = near.filter(({ events, victims }) => [...events, ...victims].some((one) => isOfPod(one, event)));
  const ofKind = (incident: Incident) => incident.events.some((one) => one.kind === event.kind && isOfPod(one, event));
  return ofPod.find(ofKind) ?? (event.pod === undefined ? near.find(ofKind) : ofPod[0]);
}

const isOfPod = (one: object, { namespace, pod }: EventKey): boolean => {
  const named = { namespace: undefined, pod: undefined, ...one };
  return named.pod === pod && (pod === undefined || named.namespace === namespace);
};
