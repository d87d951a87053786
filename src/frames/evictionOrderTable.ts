import { FieldType, type DataFrame, type Field, type FieldConfig } from '@grafana/data';

import { evictionOrder } from '../domain/ranking/evictionOrder';
import type { NodeRanking } from '../domain/incidents/nodePods';
import { oomOrder } from '../domain/ranking/oomOrder';
import { rankingFindings } from '../domain/ranking/rankingFindings';

import { compactColumn, fixedColumn } from './compactColumn';
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
      notices: [...nobody(ranking), ...rankingFindings(ranking).map(noticeOf)],
      custom: { [RANKING]: ranking },
    },
    fields: withRows(ranks, [
      number('order', { displayName: '#', custom: NARROW }, (_, index) => places[index]),
      text('pod', 'Pod', ({ pod }) => pod.pod, NAME),
      bytes('excess', 'Over its request', ({ excess }) => excess),
      bytes('workingSet', 'Uses', ({ pod }) => pod.workingSetBytes),
      bytes('request', 'Request', ({ pod }) => pod.requestBytes),
      text('priority', 'Priority', ({ pod }) => priorityWords(pod)),
      text('exempt', 'Never evicted', exemptWords),
      text('namespace', 'Namespace', ({ pod }) => pod.namespace, fixedColumn(100)),
      text('because', 'Why here', ({ because }) => because, compactColumn(180)),
    ]),
  };
}

/** The containers of a node in the order in which the kernel kills when memory runs out, by an estimate of its score. */
export function oomOrderTable(ranking: NodeRanking): DataFrame {
  const { pods, capacity } = ranking;
  const ranks = oomOrder(pods, capacity);
  const { text, number, bytes } = columnsOf(ranks);
  return {
    name: FRAME.oomOrder,
    length: ranks.length,
    meta: { preferredVisualisationType: 'table', notices: nobody(ranking) },
    fields: withRows(ranks, [
      number('order', { displayName: '#', custom: NARROW }, ({ badness }, index) =>
        badness === undefined ? undefined : index + 1
      ),
      text('pod', 'Pod', ({ pod }) => pod.pod, NAME),
      text('container', 'Container', ({ container }) => container.container, fixedColumn(110)),
      bytes('badness', 'Score', ({ badness }) => badness, BADNESS),
      number('oomScoreAdj', { displayName: 'oom_score_adj', custom: fixedColumn(115) }, ({ oomScoreAdj }) => oomScoreAdj),
      bytes('memory', 'Memory', ({ memory }) => memory),
      bytes('request', 'Request', ({ container }) => container.requestBytes),
      text('qos', 'QoS', ({ pod }) => pod.qos ?? 'unknown'),
      text('namespace', 'Namespace', ({ pod }) => pod.namespace, fixedColumn(100)),
    ]),
  };
}

/** A table of headers alone looks broken; without fields Grafana says that there is no data. */
const withRows = (rows: readonly unknown[], fields: Field[]): Field[] => (rows.length > 0 ? fields : []);

const nobody = ({ pods }: NodeRanking) =>
  pods.length > 0
    ? []
    : [
        noticeOf({
          severity: 'warning',
          code: 'ranking-no-pods',
          text: 'Nothing of this node’s pods was recorded at the end of the time range, so nobody is ranked. Let the range end earlier.',
        }),
      ];

/** The ranking out of a query's frames; undefined while it has not arrived. */
export function readRanking(series: readonly DataFrame[]): NodeRanking | undefined {
  return series.map(({ meta }): unknown => meta?.custom?.[RANKING]).find(isRanking);
}

const RANKING = 'tidemarkRanking';
const NARROW = fixedColumn(50);
/** Wide enough for a pod's name; takes what is left. */
const NAME = compactColumn(190);
const BADNESS =
  'Memory + oom_score_adj × capacity / 1000: the highest is killed. An estimate; the kernel weighs processes.';

function columnsOf<Row>(rows: readonly Row[]) {
  const number = (name: string, config: FieldConfig, read: (row: Row, index: number) => number | undefined) =>
    field(
      name,
      FieldType.number,
      rows.map((row, index) => read(row, index) ?? null),
      { custom: fixedColumn(), ...config }
    );
  return {
    number,
    text: (name: string, displayName: string, read: (row: Row) => string, custom: object = fixedColumn()) =>
      field(name, FieldType.string, rows.map(read), { displayName, custom }),
    bytes: (name: string, displayName: string, read: (row: Row) => number | undefined, description?: string) =>
      number(name, { displayName, unit: 'bytes', ...(description && { description }) }, read),
  };
}

/** Only our own data source writes this key. */
const isRanking = (value: unknown): value is NodeRanking =>
  typeof value === 'object' && value !== null && 'pods' in value && Array.isArray(value.pods);
