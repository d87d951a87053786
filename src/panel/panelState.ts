import type { DataFrame, DataQueryError } from '@grafana/data';

import { hasValues } from '../domain/node/hasValues';
import { noNodeWords, rangeWithNode } from '../domain/node/noNode';
import type { EpochMs } from '../domain/units';
import { readNoNode } from '../frames/noNodeFrame';
import { readNodeMemory, type NodeMemoryView } from '../frames/readNodeMemory';

/** What the panel shows: a chart, with what went wrong beside it, or words. */
export type PanelState = { readonly kind: 'chart'; readonly view: NodeMemoryView; readonly trouble?: string } | Words;

/** What is said in place of a chart. */
export interface Words {
  readonly kind: 'message';
  readonly title: string;
  readonly text: string;
  /** For who wants to know more: what Prometheus lacks, one by one. */
  readonly details?: readonly string[];
  /** Where there is data. */
  readonly range?: { readonly from: EpochMs; readonly to: EpochMs };
}

export interface PanelInput {
  readonly loading: boolean;
  readonly series: readonly DataFrame[];
  readonly annotations: readonly DataFrame[];
  readonly errors: readonly DataQueryError[];
  /** `21:00 and 22:00 UTC`, for sentences. */
  readonly between: string;
  readonly formatTime: (time: EpochMs) => string;
}

export function panelState(input: PanelInput): PanelState {
  const view = readNodeMemory(input.series, input.annotations);
  const trouble = input.errors.map(errorText).join(' · ') || undefined;
  if (view && hasValues(view.memory)) {
    return { kind: 'chart', view, ...(trouble && { trouble }) };
  }
  if (trouble) {
    return { kind: 'message', title: 'The query failed', text: trouble };
  }
  if (input.loading) {
    return { kind: 'message', title: 'Loading…', text: '' };
  }
  const noNode = readNoNode(input.series);
  if (noNode) {
    const range = rangeWithNode(noNode);
    return { kind: 'message', ...noNodeWords(noNode, input.formatTime), ...(range && { range }) };
  }
  return view ? noData(view, input.between) : notOurs(input.series);
}

function noData({ memory }: NodeMemoryView, between: string): Words {
  const details = memory.findings.map(({ text, remedy }) => (remedy ? `${text} ${remedy}` : text));
  return {
    kind: 'message',
    title: `No data for node ${memory.identity.node || '(none chosen)'} between ${between}`,
    text: 'Check the node’s name and the time range, and that Prometheus scraped the node then.',
    ...(details.length > 0 && { details }),
  };
}

function notOurs(series: readonly DataFrame[]): Words {
  const advice =
    'This panel draws Tidemark’s nodeMemory query; choose the Tidemark data source and, in its query, ' +
    'the kind “nodeMemory” and a node.';
  const empty = series.every((frame) => frame.length === 0);
  return { kind: 'message', title: empty ? 'No data' : 'Not a Tidemark query', text: advice };
}

function errorText({ message, data }: DataQueryError): string {
  return message ?? data?.message ?? data?.error ?? 'The data source gave no reason.';
}
