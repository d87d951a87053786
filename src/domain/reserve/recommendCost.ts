import type { NodeLines } from '../lines/nodeLines';
import { formatGiB, formatMiB } from '../quantity/formatBytes';

import { MOST_TO_RESERVE, recommend, type ObservedUse } from './recommend';
import { amount } from './reserveForms';
import { tryReserve, type TriedTexts } from './tryReserve';

/** The smallest settings for what was seen, and what they cost. */
export interface RecommendedSettings {
  /** To be typed into the fields. */
  readonly texts: Required<TriedTexts>;
  readonly lines: NodeLines;
}

/** Undefined where nothing is recommended: nothing grew, or what grew outside the pods is no use to reserve for. */
export function recommendSettings(current: NodeLines, use: ObservedUse | undefined): RecommendedSettings | undefined {
  if (use === undefined) {
    return undefined;
  }
  const { reserved, evictionHard } = recommend(use);
  const capacity = current.capacity?.value;
  if (evictionHard === undefined || capacity === undefined || reserved > capacity * MOST_TO_RESERVE) {
    return undefined;
  }
  const texts = { reserved: amount(reserved), evictionHard: amount(evictionHard) };
  const tried = tryReserve(current, texts);
  return tried.lines && { texts, lines: tried.lines };
}

/** What settings cost in allocatable, on this node and on a pool of nodes like it. */
export function costWords(current: NodeLines, tried: NodeLines, nodes: number): string {
  const [before, after] = [current.allocatable?.value, tried.allocatable?.value];
  if (before === undefined || after === undefined) {
    return 'What that costs in allocatable is not known.';
  }
  const gained = after - before;
  if (gained === 0) {
    return 'That costs no allocatable memory.';
  }
  const pool = nodes > 1 ? `, ${formatGiB(Math.abs(gained) * nodes, 1)} on ${nodes} nodes like it` : '';
  return `That ${gained < 0 ? 'costs' : 'gives back'} ${formatMiB(Math.abs(gained))} of allocatable on this node${pool}.`;
}
