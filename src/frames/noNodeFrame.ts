import { createDataFrame, type DataFrame } from '@grafana/data';

import type { NoNode } from '../domain/node/noNode';

/** In place of an answer about a node where there is none: empty, so that Grafana's own panels say “No data”. */
export const noNodeFrame = (noNode: NoNode): DataFrame =>
  createDataFrame({ name: 'noNode', meta: { custom: { [KEY]: noNode } }, fields: [] });

/** Undefined as long as a node was asked for. */
export function readNoNode(series: readonly DataFrame[]): NoNode | undefined {
  return series.map(({ meta }): unknown => meta?.custom?.[KEY]).find(isNoNode);
}

const KEY = 'tidemarkNoNode';

/** Only our own data source writes this key; a snapshot may hold it as somebody edited it. */
function isNoNode(value: unknown): value is NoNode {
  const isTime = (time: unknown) => time === undefined || Number.isFinite(time);
  return (
    typeof value === 'object' &&
    value !== null &&
    isTime('lastSeen' in value ? value.lastSeen : undefined) &&
    isTime('lookedBack' in value ? value.lookedBack : undefined)
  );
}
