import type { DataFrame, Field } from '@grafana/data';

import { distinctBy } from '../domain/distinctBy';
import type { NodeEvent } from '../domain/events/events';
import type { Aligned, Curve, NodeMemory } from '../domain/node/nodeMemory';
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
  const frame = series.find((candidate) => isFrame(candidate) && metaOf(candidate) !== undefined);
  const meta = frame && metaOf(frame);
  const time = frame?.fields.find((field) => field.name === FIELD.time);
  if (!frame || !meta || !time || !isTimes(time.values)) {
    return undefined;
  }
  const curve = (name: FieldName) => readCurve(frame, meta, name);
  const memory: NodeMemory = {
    identity: meta.identity,
    step: meta.stepMs,
    scrapeInterval: meta.scrapeIntervalMs,
    times: time.values,
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

function isFrame(frame: unknown): frame is DataFrame {
  return isRecord(frame) && Array.isArray(frame.fields) && frame.fields.every(isRecord);
}

function metaOf(frame: DataFrame): NodeMemoryMeta | undefined {
  const meta: unknown = frame.meta?.custom?.tidemark;
  return isNodeMemoryMeta(meta) ? meta : undefined;
}

/** Only our own data source writes this key; a dashboard's snapshot may hold it as somebody edited it. */
function isNodeMemoryMeta(meta: unknown): meta is NodeMemoryMeta {
  if (!isRecord(meta) || meta.version !== 1) {
    return false;
  }
  const { identity, fields, current, findings, headline, counted, stepMs, scrapeIntervalMs } = meta;
  return (
    isRecord(identity) &&
    isRecord(fields) &&
    isRecord(current) &&
    [identity.node, headline, counted].every((text) => typeof text === 'string') &&
    [stepMs, scrapeIntervalMs].every(Number.isFinite) &&
    [findings, current.findings].every(Array.isArray)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isTimes(values: unknown): values is readonly EpochMs[] {
  return Array.isArray(values) && values.every(Number.isFinite);
}

function readCurve(frame: DataFrame, meta: NodeMemoryMeta, name: FieldName): Curve | undefined {
  const field = frame.fields.find((candidate) => candidate.name === name);
  const origin = meta.fields[name];
  return field && isRecord(origin) && Array.isArray(field.values) ? { values: numbersOf(field), ...origin } : undefined;
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
    .filter(isFrame)
    .flatMap((frame) => frame.fields.filter((field) => field.name === 'event'))
    .flatMap((field) => (Array.isArray(field.values) ? field.values.filter(isNodeEvent) : []));
  // The same event can arrive with the panel's query and with the dashboard's annotations.
  return distinctBy(events, ({ id }) => id);
}

const KINDS: Readonly<Record<NodeEvent['kind'], true>> = {
  eviction: true,
  'oom-kill': true,
  termination: true,
  pressure: true,
};

function isNodeEvent(value: unknown): value is NodeEvent {
  return (
    isRecord(value) &&
    [value.id, value.kind, value.node].every((text) => typeof text === 'string') &&
    Object.hasOwn(KINDS, String(value.kind)) &&
    [value.earliest, value.latest].every(Number.isFinite) &&
    Array.isArray(value.proofs)
  );
}

function present<T extends object>(parts: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as {
    [Key in keyof T]?: NonNullable<T[Key]>;
  };
}
