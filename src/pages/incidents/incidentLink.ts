import type { Incident } from '../../domain/incidents/types';
import type { DurationMs, EpochMs } from '../../domain/units';
import { narrowRange } from '../node/narrowRange';

import { viewOf } from './viewOf';

/** Where one incident is found again: its id, its node, and when it was. Everything is in the URL, so the link stays. */
export interface IncidentKey {
  readonly id: string;
  readonly cluster?: string;
  readonly node: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
}

interface LinkTo {
  /** Of the incidents page: `/a/tidemark-nodememory-app/incidents`. */
  readonly root: string;
  /** The data source that found it. */
  readonly dataSource?: string;
}

const PARAM = { dataSource: 'var-ds', cluster: 'var-cluster', node: 'var-node', start: 'start', end: 'end' } as const;

/** The permanent link of an incident, with the chart on the minutes around it and on the fight that the verdict is about. */
export function incidentLink(incident: Incident | IncidentKey, { root, dataSource }: LinkTo): string {
  const { from, to } = narrowRange({ from: incident.start, to: incident.end });
  const params = new URLSearchParams({
    ...(dataSource ? { [PARAM.dataSource]: dataSource } : {}),
    ...(incident.cluster ? { [PARAM.cluster]: incident.cluster } : {}),
    [PARAM.node]: incident.node,
    [PARAM.start]: iso(incident.start),
    [PARAM.end]: iso(incident.end),
    from: iso(from),
    to: iso(to),
    ...('verdict' in incident ? { view: viewOf(incident.verdict) } : {}),
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

/** What has to be read to review the incident again: the growth before, and what the metrics tell only minutes later. */
export const reviewRange = ({ start, end }: Pick<IncidentKey, 'start' | 'end'>) => ({
  from: start - BEFORE,
  to: end + AFTER,
});

/** The incident of the link: by its id, else the one that fills its time best, should the review have drawn it otherwise. */
export function findIncident(incidents: readonly Incident[], key: IncidentKey): Incident | undefined {
  const overlap = ({ start, end }: Incident) => Math.min(end, key.end) - Math.max(start, key.start);
  const [best] = incidents
    .filter((incident) => incident.node === key.node && overlap(incident) >= 0)
    .sort((a, b) => overlap(b) - overlap(a) || Math.abs(a.start - key.start) - Math.abs(b.start - key.start));
  return incidents.find(({ id }) => id === key.id) ?? best;
}

const iso = (at: EpochMs) => new Date(at).toISOString();
