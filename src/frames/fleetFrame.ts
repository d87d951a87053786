import { createDataFrame, FieldType, type DataFrame, type FieldConfig } from '@grafana/data';

import type { FleetNode } from '../domain/fleet/fleetNode';
import { nodeHeadroom, podsHeadroom } from '../domain/fleet/headroom';
import { riskOf, sortByRisk, type Risk } from '../domain/fleet/risk';
import type { Bytes } from '../domain/units';
import type { Finding } from '../domain/provenance';

import { compactColumn, HIDDEN_COLUMN } from './compactColumn';
import { FRAME } from './names';
import { noticeOf } from './nodeMemoryFrames';

/** `frame.meta.custom.tidemark` of a `fleet` frame. */
interface FleetMeta {
  readonly version: 1;
  readonly findings: readonly Finding[];
}

interface Fleet {
  readonly nodes: readonly FleetNode[];
  readonly findings: readonly Finding[];
}

/** One row for each node, in bytes, the nearest to evicting first; the last field holds the node itself, for the app's page. */
export function fleetFrame({ nodes, findings }: Fleet): DataFrame {
  const rows = sortByRisk(nodes);
  const tidemark: FleetMeta = { version: 1, findings };
  const column =
    (type: FieldType) =>
    <T>(name: string, config: FieldConfig, of: (node: FleetNode) => T | undefined) => ({
      name,
      type,
      config: { custom: compactColumn(), ...config },
      values: rows.map((node) => of(node) ?? null),
    });
  const text = column(FieldType.string);
  const number = column(FieldType.number);
  const bytes = (name: string, displayName: string, of: (node: FleetNode) => Bytes | undefined) =>
    number(name, { displayName, unit: 'bytes' }, of);
  const share = (name: string, displayName: string, of: (node: FleetNode) => number | undefined) =>
    number(name, { displayName, unit: 'percentunit', decimals: 0 }, of);
  return createDataFrame({
    name: FRAME.fleet,
    meta: {
      custom: { tidemark },
      preferredVisualisationType: 'table',
      notices: findings.filter(({ severity }) => severity !== 'info').map(noticeOf),
    },
    fields: [
      text('cluster', { displayName: 'Cluster' }, ({ identity }) => identity.cluster),
      text('node', { displayName: 'Node' }, ({ identity }) => identity.node),
      text('pool', { displayName: 'Pool' }, ({ pool }) => pool),
      text('zone', { displayName: 'Zone' }, ({ zone }) => zone),
      text('risk', { displayName: 'Risk' }, (node) => RISK_WORDS[riskOf(node)]),
      bytes('podsToEviction', 'Pods until eviction', (node) => podsHeadroom(node)?.left),
      share('podsToEvictionShare', 'Of their line', (node) => podsHeadroom(node)?.share),
      bytes('nodeToEviction', 'Node until eviction', (node) => nodeHeadroom(node)?.left),
      share('nodeToEvictionShare', 'Of its way', (node) => nodeHeadroom(node)?.share),
      number(
        'timeToNearest',
        { displayName: 'Reached in', unit: 'dtdurationms' },
        ({ nearest }) => nearest?.time.expected
      ),
      text('pressure', { displayName: 'MemoryPressure' }, ({ pressure }) =>
        pressure === undefined ? undefined : pressure ? 'yes' : 'no'
      ),
      number(
        'topPercent',
        { displayName: 'kubectl top', unit: 'percent', decimals: 0 },
        ({ topPercent }) => topPercent
      ),
      share('requestsOfAllocatable', 'Requests of allocatable', (node) =>
        over(node.requests, node.lines.allocatable?.value)
      ),
      share('limitsOfAllocatable', 'Limits of allocatable', (node) => over(node.limits, node.lines.allocatable?.value)),
      share('limitsOfKubepodsLimit', 'Limits of kubepods limit', (node) =>
        over(node.limits, node.lines.kubepodsLimit?.value)
      ),
      number('evictions', { displayName: 'Evictions' }, ({ evictions }) => evictions?.count),
      number('oomKills', { displayName: 'OOM kills' }, ({ oomKills }) => oomKills?.count),
      { name: NODE, type: FieldType.other, values: [...rows], config: { custom: HIDDEN_COLUMN } },
    ],
  });
}

const NODE = 'fleetNode';

/** What a person calls each risk, in tables and on the page. */
export const RISK_WORDS: Readonly<Record<Risk, string>> = {
  evicting: 'beyond a line',
  pressure: 'memory pressure',
  soon: 'line within the hour',
  close: 'close to a line',
  clear: 'clear',
  unknown: 'unknown',
  gone: 'no longer reports',
};

const over = (part: Bytes | undefined, whole: Bytes | undefined): number | undefined =>
  part === undefined || whole === undefined || whole <= 0 ? undefined : part / whole;

/** The nodes out of a query's frames, in order of risk; undefined while none has arrived. */
export function readFleet(series: readonly DataFrame[]): Fleet | undefined {
  const frames = series.filter((frame) => metaOf(frame) !== undefined);
  if (frames.length === 0) {
    return undefined;
  }
  const values: readonly unknown[] = frames.flatMap(
    ({ fields }) => fields.find(({ name }) => name === NODE)?.values ?? []
  );
  return { nodes: values.filter(isFleetNode), findings: frames.flatMap((frame) => metaOf(frame)?.findings ?? []) };
}

function metaOf({ name, meta }: DataFrame): FleetMeta | undefined {
  const tidemark: unknown = meta?.custom?.tidemark;
  return name === FRAME.fleet && isMeta(tidemark) ? tidemark : undefined;
}

/** Only our own data source writes this key, so the version is all there is to check. */
const isMeta = (meta: unknown): meta is FleetMeta =>
  typeof meta === 'object' && meta !== null && 'version' in meta && meta.version === 1;

const isFleetNode = (value: unknown): value is FleetNode =>
  typeof value === 'object' && value !== null && 'identity' in value && 'lines' in value;
