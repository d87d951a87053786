import { FieldType, type DataFrame, type Field, type FieldConfig } from '@grafana/data';

import { capital } from '../domain/words/capital';
import type { NearestLineName } from '../domain/trend/nearestLine';
import type { NodeLineName, NodeLines } from '../domain/lines/nodeLines';
import type { Bytes } from '../domain/units';
import type { BudgetRow } from '../prometheus/budget';

import { compactColumn, fixedColumn } from './compactColumn';
import { field } from './field';
import { FRAME } from './names';
import { noticeOf } from './nodeMemoryFrames';
import { LINE_WORDS } from './vocabulary';

/**
 * One row for each node, in bytes, what is urgent first. Where each line's value came from is in the last column, and under its
 * header.
 */
export function budgetTable(rows: readonly BudgetRow[]): DataFrame {
  const text = (name: string, displayName: string, read: (row: BudgetRow) => string | undefined, custom = {}) =>
    field(
      name,
      FieldType.string,
      rows.map((row) => read(row) ?? null),
      { displayName, custom: { ...compactColumn(), ...custom } }
    );
  const number = (name: string, config: FieldConfig, read: (row: BudgetRow) => number | undefined) =>
    field(
      name,
      FieldType.number,
      rows.map((row) => read(row) ?? null),
      { custom: compactColumn(), ...config }
    );
  const bytes = (name: string, displayName: string, read: (row: BudgetRow) => Bytes | undefined) =>
    number(name, { displayName, unit: 'bytes' }, read);
  const line = (name: NodeLineName): Field => {
    const description = [...new Set(rows.flatMap(({ lines }) => originOf(lines, name) ?? []))].join('; ');
    return number(
      name,
      { displayName: capital(LINE_WORDS[name]), unit: 'bytes', ...(description && { description }) },
      ({ lines }) => lines[name]?.value
    );
  };
  const findings = new Map(rows.flatMap(({ lines }) => lines.findings.map((finding) => [finding.text, finding])));
  return {
    name: FRAME.budget,
    length: rows.length,
    meta: {
      preferredVisualisationType: 'table',
      notices: [...findings.values()].filter(({ severity }) => severity !== 'info').map(noticeOf),
    },
    fields: [
      text('cluster', 'Cluster', ({ identity }) => identity.cluster),
      text('node', 'Node', ({ identity }) => identity.node),
      bytes('podsWorkingSet', capital(LINE_WORDS.podsWorkingSet), ({ podsWorkingSet }) => podsWorkingSet),
      bytes('podsToEviction', 'Pods until eviction', ({ podsToEviction }) => podsToEviction),
      bytes('podsToLimit', 'Pods until their limit', ({ podsToLimit }) => podsToLimit),
      bytes('nodeAvailable', capital(LINE_WORDS.nodeAvailable), ({ nodeAvailable }) => nodeAvailable),
      bytes('nodeToEviction', 'Node until eviction', ({ nodeToEviction }) => nodeToEviction),
      text('nearestLine', 'Reached first', ({ nearest }) => nearest && NEAREST_WORDS[nearest.line], fixedColumn(150)),
      number(
        'timeToNearest',
        { displayName: 'Reached in', unit: 'dtdurationms' },
        ({ nearest }) => nearest?.time.expected
      ),
      number(
        'topPercent',
        { displayName: 'kubectl top', unit: 'percent', decimals: 0 },
        ({ topPercent }) => topPercent
      ),
      bytes('nodeWorkingSet', capital(LINE_WORDS.nodeWorkingSet), ({ nodeWorkingSet }) => nodeWorkingSet),
      ...LINES.map(line),
      bytes('requests', 'Requests', ({ requests }) => requests),
      bytes('limits', 'Limits', ({ limits }) => limits),
      text('provenance', 'Where from', originsOf, { inspect: true, minWidth: 300 }),
    ],
  };
}

/** `measured: container_spec_memory_limit_bytes` */
function originOf(lines: NodeLines, name: NodeLineName): string | undefined {
  const found = lines[name];
  return found && `${found.provenance}: ${found.source}`;
}

/** `Capacity measured: machine_memory_bytes; Allocatable reported: …` */
function originsOf({ lines }: BudgetRow): string | undefined {
  const origins = LINES.flatMap((name) => {
    const origin = originOf(lines, name);
    return origin === undefined ? [] : [`${capital(LINE_WORDS[name])} ${origin}`];
  });
  return origins.length === 0 ? undefined : origins.join('; ');
}

const LINES: readonly NodeLineName[] = ['capacity', 'reserved', 'evictionHard', 'allocatable', 'kubepodsLimit'];

const NEAREST_WORDS: Readonly<Record<NearestLineName, string>> = {
  podsEvictionLine: 'pods are evicted',
  kubepodsLimit: 'pods are killed',
  evictionHard: 'the node runs short: pods are evicted',
};
