import { createDataFrame, FieldType, type DataFrame } from '@grafana/data';

import { byNumber } from '../domain/byNumber';
import type { Incident } from '../domain/incidents/types';
import { culpritName, VERDICT_WORDS, workloadName } from '../domain/incidents/verdictWords';
import type { Finding } from '../domain/provenance';

import { HIDDEN_COLUMN } from './compactColumn';
import { FRAME } from './names';

/** So many of the times and nodes at which something may have happened are done. */
export interface Progress {
  readonly done: number;
  /** Those that are known. */
  readonly total: number;
  /** Earlier ones are still asked for. */
  readonly isOpen?: true;
}

/** `frame.meta.custom.tidemark` of an `incidents` frame. */
interface IncidentsMeta {
  readonly version: 1;
  readonly findings: readonly Finding[];
  /** Absent once all are done. */
  readonly progress?: Progress;
}

interface Reviewed {
  readonly incidents: readonly Incident[];
  readonly findings: readonly Finding[];
  readonly progress?: Progress;
}

/** Incidents as a table, newest first; the last field holds the incident itself, for the app's pages. */
export function incidentsFrame({ incidents, findings, progress }: Reviewed): DataFrame {
  const rows = [...incidents].sort((a, b) => b.start - a.start || byNumber.compare(a.node, b.node));
  const tidemark: IncidentsMeta = { version: 1, findings, ...(progress && { progress }) };
  const text = (name: string, of: (incident: Incident) => string) => ({
    name,
    type: FieldType.string,
    values: rows.map(of),
  });
  const time = (name: string, of: (incident: Incident) => number) => ({
    name,
    type: FieldType.time,
    values: rows.map(of),
  });
  return createDataFrame({
    name: FRAME.incidents,
    meta: { custom: { tidemark }, preferredVisualisationType: 'table' },
    fields: [
      time('start', ({ start }) => start),
      time('end', ({ end }) => end),
      text('cluster', ({ cluster }) => cluster ?? ''),
      text('node', ({ node }) => node),
      text('verdict', ({ verdict }) => VERDICT_WORDS[verdict].name),
      text('confidence', ({ confidence }) => confidence),
      text('what happened', ({ headline }) => headline),
      text('victims', ({ victims }) => [...new Set(victims.map(workloadName))].join(', ')),
      text('culprit', ({ culprit }) => culpritName(culprit)),
      { name: INCIDENT, type: FieldType.other, values: rows, config: { custom: HIDDEN_COLUMN } },
    ],
  });
}

const INCIDENT = 'incident';

/** The incidents out of a query's frames; undefined while none of them has arrived. */
export function readIncidents(series: readonly DataFrame[]): Reviewed | undefined {
  const frames = series.filter((frame) => metaOf(frame) !== undefined);
  if (frames.length === 0) {
    return undefined;
  }
  const progress = frames.map((frame) => metaOf(frame)?.progress).find(Boolean);
  const values: readonly unknown[] = frames.flatMap(
    (frame) => frame.fields.find(({ name }) => name === INCIDENT)?.values ?? []
  );
  return {
    incidents: values.filter(isIncident),
    findings: frames.flatMap((frame) => metaOf(frame)?.findings ?? []),
    ...(progress && { progress }),
  };
}

function metaOf({ name, meta }: DataFrame): IncidentsMeta | undefined {
  const tidemark: unknown = meta?.custom?.tidemark;
  return name === FRAME.incidents && isMeta(tidemark) ? tidemark : undefined;
}

/** Only our own data source writes this key, so the version is all there is to check. */
const isMeta = (meta: unknown): meta is IncidentsMeta =>
  typeof meta === 'object' && meta !== null && 'version' in meta && meta.version === 1;

const isIncident = (value: unknown): value is Incident =>
  typeof value === 'object' && value !== null && 'id' in value && 'verdict' in value && 'victims' in value;
