import { FieldType, type DataFrame, type Field, type FieldConfig } from '@grafana/data';

import type { NearestLineName } from '../domain/nearestLine';
import type { NodeLineName } from '../domain/nodeLines';
import type { Bytes } from '../domain/units';
import type { BudgetRow } from '../prometheus/budget';

import { field } from './field';
import { FRAME } from './names';
import { noticeOf } from './nodeMemoryFrames';

/** One row for each node, in bytes; beside each line a column that says where its value came from. */
export function budgetTable(rows: readonly BudgetRow[]): DataFrame {
  const text = (name: string, displayName: string, read: (row: BudgetRow) => string | undefined) =>
    field(
      name,
      FieldType.string,
      rows.map((row) => read(row) ?? null),
      { displayName }
    );
  const number = (name: string, config: FieldConfig, read: (row: BudgetRow) => number | undefined) =>
    field(
      name,
      FieldType.number,
      rows.map((row) => read(row) ?? null),
      config
    );
  const bytes = (name: string, displayName: string, read: (row: BudgetRow) => Bytes | undefined) =>
    number(name, { displayName, unit: 'bytes' }, read);
  const line = (name: NodeLineName): Field[] => [
    bytes(name, LINE_WORDS[name], ({ lines }) => lines[name]?.value),
    text(`${name}From`, `${LINE_WORDS[name]} from`, ({ lines }) => {
      const found = lines[name];
      return found && `${found.provenance}: ${found.source}`;
    }),
  ];
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
      ...LINES.flatMap(line),
      bytes('requests', 'Requests', ({ requests }) => requests),
      bytes('limits', 'Limits', ({ limits }) => limits),
      bytes('nodeWorkingSet', 'Node used', ({ nodeWorkingSet }) => nodeWorkingSet),
      bytes('nodeAvailable', 'Node available', ({ nodeAvailable }) => nodeAvailable),
      bytes('podsWorkingSet', 'Pods used', ({ podsWorkingSet }) => podsWorkingSet),
      number(
        'topPercent',
        { displayName: 'kubectl top', unit: 'percent', decimals: 0 },
        ({ topPercent }) => topPercent
      ),
      bytes('podsToEviction', 'Pods until eviction', ({ podsToEviction }) => podsToEviction),
      bytes('podsToLimit', 'Pods until their limit', ({ podsToLimit }) => podsToLimit),
      bytes('nodeToEviction', 'Node until eviction', ({ nodeToEviction }) => nodeToEviction),
      text('nearestLine', 'Reached first', ({ nearest }) => nearest && NEAREST_WORDS[nearest.line]),
      number(
        'timeToNearest',
        { displayName: 'Reached in', unit: 'dtdurationms' },
        ({ nearest }) => nearest?.time.expected
      ),
    ],
  };
}

const LINES: readonly NodeLineName[] = ['capacity', 'reserved', 'evictionHard', 'allocatable', 'kubepodsLimit'];

const LINE_WORDS: Readonly<Record<NodeLineName, string>> = {
  capacity: 'Capacity',
  reserved: 'Reserved',
  evictionHard: 'Eviction threshold',
  hugepages: 'Hugepages',
  allocatable: 'Allocatable',
  kubepodsLimit: 'Pods’ limit',
  podsEvictionLine: 'Pods are evicted above',
};

const NEAREST_WORDS: Readonly<Record<NearestLineName, string>> = {
  podsEvictionLine: 'pods are evicted',
  kubepodsLimit: 'pods are killed',
  evictionHard: 'the node runs short: pods are evicted',
};
