import { FieldType, type DataFrame, type FieldConfig } from '@grafana/data';

import { evictionOrder } from '../domain/ranking/evictionOrder';
import type { NodeRanking } from '../domain/incidents/nodePods';
import { oomOrder } from '../domain/ranking/oomOrder';
import { rankingFindings } from '../domain/ranking/rankingFindings';

import { compactColumn } from './compactColumn';
import { field } from './field';
import { FRAME } from './names';
import { noticeOf } from './nodeMemoryFrames';
import { exemptWords, placesOf, priorityWords } from './rankWords';

/**
 * A node's pods in the order in which the kubelet evicts them for memory: one row per pod, sizes in bytes, null where unknown.
 * Those it never evicts keep their row and have no place. The ranking itself rides along in `meta.custom` for the app's pages.
 */
export function evictionOrderTable(ranking: NodeRanking): DataFrame {
  const ranks = evictionOrder(ranking.pods);
  const { text, number, bytes } = columnsOf(ranks);
  const places = placesOf(ranks);
  return {
    name: FRAME.evictionOrder,
    length: ranks.length,
    meta: {
      preferredVisualisationType: 'table',
      notices: rankingFindings(ranking).map(noticeOf),
      custom: { [RANKING]: ranking },
    },
    fields: [
      number('order', { displayName: '#', custom: NARROW }, (_, index) => places[index]),
      text('pod', 'Pod', ({ pod }) => pod.pod, 190),
      bytes('excess', 'Over its request', ({ excess }) => excess),
      bytes('workingSet', 'Uses', ({ pod }) => pod.workingSetBytes),
      bytes('request', 'Request', ({ pod }) => pod.requestBytes),
      text('priority', 'Priority', ({ pod }) => priorityWords(pod)),
      text('exempt', 'Never evicted', exemptWords),
      text('namespace', 'Namespace', ({ pod }) => pod.namespace),
      text('because', 'Why here', ({ because }) => because, 180),
    ],
  };
}

/** The containers of a node in the order in which the kernel kills when memory runs out, by an estimate of its score. */
export function oomOrderTable({ pods, capacity }: NodeRanking): DataFrame {
  const ranks = oomOrder(pods, capacity);
  const { text, number, bytes } = columnsOf(ranks);
  return {
    name: FRAME.oomOrder,
    length: ranks.length,
    meta: { preferredVisualisationType: 'table' },
    fields: [
      number('order', { displayName: '#', custom: NARROW }, ({ badness }, index) =>
        badness === undefined ? undefined : index + 1
      ),
      text('pod', 'Pod', ({ pod }) => pod.pod, 190),
      text('container', 'Container', ({ container }) => container.container, 110),
      bytes('badness', 'Score', ({ badness }) => badness, BADNESS),
      number('oomScoreAdj', { displayName: 'oom_score_adj' }, ({ oomScoreAdj }) => oomScoreAdj),
      bytes('memory', 'Memory', ({ memory }) => memory),
      bytes('request', 'Request', ({ container }) => container.requestBytes),
      text('qos', 'QoS', ({ pod }) => pod.qos ?? 'unknown'),
      text('namespace', 'Namespace', ({ pod }) => pod.namespace),
    ],
  };
}

/** The ranking out of a query's frames; undefined while it has not arrived. */
export function readRanking(series: readonly DataFrame[]): NodeRanking | undefined {
  return series.map(({ meta }): unknown => meta?.custom?.[RANKING]).find(isRanking);
}

const RANKING = 'tidemarkRanking';
const NARROW = { width: 50 };
const BADNESS =
  'Memory + oom_score_adj × capacity / 1000: the highest is killed. An estimate; the kernel weighs processes.';

function columnsOf<Row>(rows: readonly Row[]) {
  const number = (name: string, config: FieldConfig, read: (row: Row, index: number) => number | undefined) =>
    field(
      name,
      FieldType.number,
      rows.map((row, index) => read(row, index) ?? null),
      { custom: compactColumn(), ...config }
    );
  return {
    number,
    text: (name: string, displayName: string, read: (row: Row) => string, minWidth?: number) =>
      field(name, FieldType.string, rows.map(read), { displayName, custom: compactColumn(minWidth) }),
    bytes: (name: string, displayName: string, read: (row: Row) => number | undefined, description?: string) =>
      number(name, { displayName, unit: 'bytes', ...(description && { description }) }, read),
  };
}

/** Only our own data source writes this key. */
const isRanking = (value: unknown): value is NodeRanking =>
  typeof value === 'object' && value !== null && 'pods' in value && Array.isArray(value.pods);
