import type { NodeEvent } from '../../domain/events/events';
import type { Incident, Victim } from '../../domain/incidents/types';
import type { DurationMs, EpochMs } from '../../domain/units';
import { viewOf } from './viewOf';

/** What an event on another page is known by; ids differ with the step at which a page looks. */
export type EventKey = Pick<Victim, 'namespace' | 'pod' | 'container'> & { readonly kind: NodeEvent['kind'] };

/** Where one incident is found again: its id, its node, and when it was. Everything is in the URL, so the link stays. */
export interface IncidentKey {
  readonly id: string;
  readonly cluster?: string;
  readonly node: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** Asked for instead of an id: the incident to which this event belongs. */
  readonly event?: EventKey;
}

export interface LinkTo {
  /** Of the incidents page: `/a/tidemark-nodememory-app/incidents`. */
  readonly root: string;
  /** The data source that found it. */
  readonly dataSource?: string;
  /** In which its reader sees times: `utc`. */
  readonly timeZone?: string;
  /** The query string of the list it was found in, to lead back there. */
  readonly list?: string;
}

const PARAM = {
  dataSource: 'var-ds',
  cluster: 'var-cluster',
  node: 'var-node',
  start: 'start',
  end: 'end',
  timeZone: 'timezone',
  list: 'list',
} as const;

/** The permanent link of an incident, with the chart on the minutes around it and on the fight that the verdict is about. */
export function incidentLink(incident: Incident | IncidentKey, { root, dataSource, timeZone, list }: LinkTo): string {
  const { from, to } = chartRange(incident);
  const params = new URLSearchParams({
    ...(dataSource ? { [PARAM.dataSource]: dataSource } : {}),
    ...(incident.cluster ? { [PARAM.cluster]: incident.cluster } : {}),
    [PARAM.node]: incident.node,
    [PARAM.start]: iso(incident.start),
    [PARAM.end]: iso(incident.end),
    from: iso(from),
    to: iso(to),
    ...('verdict' in incident ? { view: viewOf(incident.verdict) } : {}),
    ...(timeZone ? { [PARAM.timeZone]: timeZone } : {}),
    ...(list ? { [PARAM.list]: list } : {}),
  });
  return `${root}/${encodeURIComponent(incident.id)}?${params}`;
}

/** Undefined when the link was cut off: without node and time an incident cannot be found. */
export function readIncidentLink(id: string, search: string): IncidentKey | undefined {
  const params = new URLSearchParams(search);
  const node = params.get(PARAM.node);
  const [start, end] = [PARAM.start, PARAM.end].map((name) => Date.parse(params.get(name) ?? ''));
  if (!node || start === undefined || end === undefined || Number.isNaN(start) || Number.isNaN(end)) {
    return undefined;
  }
  const cluster = params.get(PARAM.cluster);
  return { id, node, start, end, ...(cluster && { cluster }) };
}

const BEFORE: DurationMs = 60 * 60_000;
const AFTER: DurationMs = 15 * 60_000;

const MINUTE: DurationMs = 60_000;

/** The minutes that the chart shows: no less than what a review looks at closely, so that both are one read. */
export const chartRange = ({ start, end }: Pick<IncidentKey, 'start' | 'end'>) => ({
  from: Math.floor(start - 12 * MINUTE),
  to: Math.ceil(end + 8 * MINUTE),
});

/** What has to be read to review the incident again: the growth before, and what the metrics tell only minutes later. */
export const reviewRange = ({ start, end }: Pick<IncidentKey, 'start' | 'end'>) => ({
  from: start - BEFORE,
  to: end + AFTER,
});

/** The incident of the link; undefined where the review does not find it, or draws it otherwise today. */
export const findIncident = (incidents: readonly Incident[], { id }: IncidentKey): Incident | undefined =>
  incidents.find((incident) => incident.id === id);

/** What happened on that node at that time, the longest overlap first: offered in place of an incident that is not found. */
export function findOverlapping(incidents: readonly Incident[], key: IncidentKey): readonly Incident[] {
  const overlap = ({ start, end }: Incident) => Math.min(end, key.end) - Math.max(start, key.start);
  return incidents
    .filter((incident) => incident.node === key.node && overlap(incident) >= 0)
    .sort((a, b) => overlap(b) - overlap(a) || Math.abs(a.start - key.start) - Math.abs(b.start - key.start));
}

const LIST_AROUND: DurationMs = 12 * 60 * 60_000;

/** The query string of the list that an incident's page leads back to: the one it was opened from, else the day around it. */
export function listOf(key: IncidentKey, search: string): string {
  const params = new URLSearchParams(search);
  const [dataSource, timeZone] = [params.get(PARAM.dataSource), params.get(PARAM.timeZone)];
  const around = new URLSearchParams({
    ...(dataSource ? { [PARAM.dataSource]: dataSource } : {}),
    ...(key.cluster ? { [PARAM.cluster]: key.cluster } : {}),
    [PARAM.node]: key.node,
    from: iso(key.start - LIST_AROUND),
    to: iso(key.end + LIST_AROUND),
    ...(timeZone ? { [PARAM.timeZone]: timeZone } : {}),
  });
  return params.get(PARAM.list) ?? around.toString();
}

const iso = (at: EpochMs) => new Date(at).toISOString();
