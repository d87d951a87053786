import type { DataFrame } from '@grafana/data';

import type { NodeEventKind } from '../domain/events/events';
import type { EpochMs } from '../domain/units';

import { EVENT_WORDS } from './vocabulary';

/** An annotation that somebody wrote: an incident, a deployment, a remark. Title and text are HTML, from whatever hand. */
export interface Note {
  readonly id: string;
  readonly time: EpochMs;
  /** The same as `time` for a moment. */
  readonly timeEnd: EpochMs;
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
  /** By Grafana's name or in CSS. */
  readonly color?: string;
}

export interface DashboardAnnotations {
  /** Kinds of event of which the dashboard's switched-on annotation queries brought any. */
  readonly kinds: ReadonlySet<NodeEventKind>;
  readonly notes: readonly Note[];
}

/**
 * What the dashboard's own annotation queries brought. Grafana puts the query beside each row, as `source`; frames without one
 * come with a panel's data and are not meant here.
 */
export function readAnnotations(frames: readonly DataFrame[]): DashboardAnnotations {
  const rows = frames.flatMap(rowsOf).filter(({ source }) => isRecord(source));
  const [own, others] = [rows.filter(isOurs), rows.filter((row) => !isOurs(row))];
  return {
    kinds: new Set(own.flatMap(({ tags }) => tagsOf(tags).filter(isKind))),
    notes: others.flatMap(noteOf),
  };
}

type Row = Readonly<Record<string, unknown>>;

function rowsOf({ fields, length }: DataFrame): readonly Row[] {
  return Array.from({ length }, (_, row) => Object.fromEntries(fields.map(({ name, values }) => [name, values[row]])));
}

/** Our annotation queries are `events` queries. */
function isOurs({ source }: Row): boolean {
  const target = isRecord(source) ? source.target : undefined;
  return isRecord(target) && target.kind === 'events';
}

const isKind = (tag: string): tag is NodeEventKind => Object.hasOwn(EVENT_WORDS, tag);

function noteOf(row: Row): readonly Note[] {
  const { time, timeEnd, title, text, color } = row;
  if (!isTime(time)) {
    return [];
  }
  return [
    {
      id: [row.id, time, text].map(String).join('|'),
      time,
      timeEnd: isTime(timeEnd) && timeEnd > time ? timeEnd : time,
      title: typeof title === 'string' ? title : '',
      text: typeof text === 'string' ? text : '',
      tags: tagsOf(row.tags),
      ...(typeof color === 'string' && { color }),
    },
  ];
}

const tagsOf = (tags: unknown): readonly string[] =>
  Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];

const isTime = (time: unknown): time is EpochMs => typeof time === 'number' && Number.isFinite(time);

const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null;
