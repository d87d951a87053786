import { computeNodeLines, type KubeletSettings } from '../lines/computeNodeLines';
import type { NodeLines } from '../lines/nodeLines';
import { parseBytes } from '../quantity/quantity';
import { parseEvictionFlag, type Threshold } from '../lines/threshold';

import { findTooLarge } from './kubeletConfig';

/** What a person typed; what is empty stays as the node has it. */
export interface TriedTexts {
  /** kubeReserved + systemReserved, of which only the sum can be seen from outside: `1638Mi`. */
  readonly reserved?: string;
  /** `750Mi`, `5%`, or the whole flag: `memory.available<750Mi`. */
  readonly evictionHard?: string;
}

/** Something was typed: only then do the lines differ from the node's own. */
export const isTried = ({ reserved, evictionHard }: TriedTexts): boolean =>
  Boolean(reserved?.trim() || evictionHard?.trim());

export interface TriedReserve {
  /** Absent with a problem. */
  readonly lines?: NodeLines;
  /** What would be written into the kubelet's configuration. */
  readonly settings: KubeletSettings;
  readonly problems: readonly string[];
}

/** The lines a node would have with other settings, by the kubelet's own arithmetic. */
export function tryReserve(current: NodeLines, texts: TriedTexts): TriedReserve {
  const problems: string[] = [];
  const read = <T>(name: string, text: string | undefined, parse: (text: string) => T, otherwise: T | undefined) => {
    const trimmed = text?.trim() ?? '';
    if (trimmed === '') {
      if (otherwise === undefined) {
        problems.push(`${name} of this node is not known: type it.`);
      }
      return otherwise;
    }
    try {
      return parse(trimmed);
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const reserved = read('Reserved', texts.reserved, parseBytes, current.reserved?.value);
  const evictionHard = read('Eviction-hard', texts.evictionHard, parseThreshold, currentThreshold(current));
  const settings: KubeletSettings = {
    ...(reserved !== undefined && { kubeReserved: reserved }),
    ...(evictionHard && { evictionHard }),
    ...(current.hugepages && { hugepages: current.hugepages.value }),
  };
  const { capacity } = current;
  if (!capacity) {
    return { settings, problems: ['The capacity of this node is not known.', ...problems] };
  }
  const lines = computeNodeLines(capacity, settings);
  const tooLarge = problems.length === 0 ? findTooLarge(capacity.value, lines.allocatable?.value ?? 0) : undefined;
  const all = [...problems, ...(tooLarge === undefined ? [] : [tooLarge])];
  return { settings, problems: all, ...(all.length === 0 && { lines }) };
}

/** Also without the signal's name: it is the one that is meant here. */
function parseThreshold(text: string): readonly Threshold[] {
  return parseEvictionFlag(text.includes('<') ? text : `memory.available<${text}`);
}

function currentThreshold({ evictionHard }: NodeLines): readonly Threshold[] | undefined {
  return evictionHard && [{ signal: 'memory.available', value: { kind: 'quantity', bytes: evictionHard.value } }];
}
