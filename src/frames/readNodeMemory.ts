import type { DataFrame, Field } from '@grafana/data';

import type { NodeEvent } from '../domain/events';
import type { Aligned, Curve, NodeMemory } from '../domain/nodeMemory';
import type { EpochMs } from '../domain/units';

import { FIELD, type FieldName, type NodeMemoryMeta } from './names';

export interface NodeMemoryView {
  readonly memory: NodeMemory;
  /** What happened, in one sentence. */
  readonly headline: string;
  /** How the numbers were counted, for the footnote. */
  readonly counted: string;
}

/**
 * The node's memory out of a panel's frames, or undefined when none of them is a Tidemark `nodeMemory` frame.
 * Fields that a transformation removed leave their curve or line absent; frames received stay untouched.
 */
export function readNodeMemory(
  series: readonly DataFrame[],
  annotations: readonly DataFrame[]
): NodeMemoryView | undefined {
  const frame = series.find((candidate) => metaOf(candidate) !== undefined);
  const meta = frame && metaOf(frame);
  const time = frame?.fields.find((field) => field.name === FIELD.time);
  if (!frame || !meta || !time) {
    return undefined;
  }
  const curve = (name: FieldName) => readCurve(frame, meta, name);
  const memory: NodeMemory = {
    identity: meta.identity,
    step: meta.stepMs,
    scrapeInterval: meta.scrapeIntervalMs,
    times: time.values as EpochMs[],
    ...present({
      nodeWorkingSet: curve(FIELD.nodeWorkingSet),
      nodeAvailable: curve(FIELD.nodeAvailable),
      podsWorkingSet: curve(FIELD.podsWorkingSet),
      podsGhost: curve(FIELD.podsGhost),
    }),
    lines: present({
      capacity: curve(FIELD.capacity),
      kubepodsLimit: curve(FIELD.kubepodsLimit),
      podsEvictionLine: curve(FIELD.podsEvictionLine),
      allocatable: curve(FIELD.allocatable),
      evictionHard: curve(FIELD.evictionHard),
    }),
    current: meta.current,
    events: readEvents([...series, ...annotations]),
    findings: meta.findings,
  };
  return { memory, headline: meta.headline, counted: meta.counted };
}

function metaOf(frame: DataFrame): NodeMemoryMeta | undefined {
  const meta: unknown = frame.meta?.custom?.tidemark;
  return isNodeMemoryMeta(meta) ? meta : undefined;
}

/** Only our own data source writes this key, so the version is all there is to check. */
function isNodeMemoryMeta(meta: unknown): meta is NodeMemoryMeta {
  return typeof meta === 'object' && meta !== null && 'version' in meta && meta.version === 1;
}

function readCurve(frame: DataFrame, meta: NodeMemoryMeta, name: FieldName): Curve | undefined {
  const field = frame.fields.find((candidate) => candidate.name === name);
  const origin = meta.fields[name];
  return field && origin && { values: numbersOf(field), ...origin };
}

/** A transformation may leave undefined or NaN where nothing was sampled; a chart knows null only. */
function numbersOf(field: Field): Aligned {
  const values: readonly unknown[] = field.values;
  return values.every(isValue) ? values : values.map((value) => (isValue(value) ? value : null));
}

function isValue(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && Number.isFinite(value));
}

function readEvents(frames: readonly DataFrame[]): readonly NodeEvent[] {
  const events = frames
    .flatMap((frame) => frame.fields.filter((field) => field.name === 'event'))
    .flatMap((field) => field.values.filter(isNodeEvent));
  // The same event can arrive with the panel's query and with the dashboard's annotations.
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

function isNodeEvent(value: unknown): value is NodeEvent {
  return typeof value === 'object' && value !== null && 'id' in value && 'kind' in value && 'earliest' in value;
}

function present<T extends object>(parts: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as {
    [Key in keyof T]?: NonNullable<T[Key]>;
  };
}
