import type { KubeletSettings } from './computeNodeLines';
import type { Finding } from '../provenance';
import { parseBytes } from '../quantity/quantity';
import { parseEvictionFlag } from './threshold';

/** The settings of one node pool as a person typed them, in the kubelet's notation. Empty texts count as absent. */
export interface OverrideTexts {
  /** Node names, with `*` and `?` as wildcards. */
  readonly nodes: string;
  readonly kubeReserved?: string;
  readonly systemReserved?: string;
  readonly evictionHard?: string;
  readonly provider?: string;
}

export interface ParsedOverride {
  readonly settings: KubeletSettings;
  /** One per text that cannot be read; that text is left out of `settings`. */
  readonly findings: readonly Finding[];
}

/** The first override whose pattern matches the node. */
export function findOverride<T extends OverrideTexts>(overrides: readonly T[], node: string): T | undefined {
  return overrides.find(({ nodes }) => matchesNode(nodes, node));
}

/** `*` stands for any characters, `?` for one. */
export function matchesNode(pattern: string, node: string): boolean {
  let at = 0;
  let name = 0;
  let star: { readonly at: number; name: number } | undefined;
  // Greedy with one step back to the last star: linear in memory, and no expression a pattern could make explode.
  while (name < node.length) {
    const symbol = pattern[at];
    if (symbol === '*') {
      star = { at, name };
      at += 1;
    } else if (symbol === '?' || symbol === node[name]) {
      at += 1;
      name += 1;
    } else if (star !== undefined) {
      star.name += 1;
      name = star.name;
      at = star.at + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}

/** Reads every text it can; what it cannot read becomes a finding that quotes it. */
export function parseOverride(texts: OverrideTexts): ParsedOverride {
  const kubeReserved = read('kubeReserved', texts.kubeReserved, parseBytes);
  const systemReserved = read('systemReserved', texts.systemReserved, parseBytes);
  const evictionHard = read('evictionHard', texts.evictionHard, parseEvictionFlag);
  return {
    settings: {
      ...(kubeReserved.value !== undefined && { kubeReserved: kubeReserved.value }),
      ...(systemReserved.value !== undefined && { systemReserved: systemReserved.value }),
      ...(evictionHard.value !== undefined && { evictionHard: evictionHard.value }),
    },
    findings: [...kubeReserved.findings, ...systemReserved.findings, ...evictionHard.findings],
  };
}

interface Reading<T> {
  readonly value?: T;
  readonly findings: readonly Finding[];
}

function read<T>(setting: string, text: string | undefined, parse: (text: string) => T): Reading<T> {
  const trimmed = (text ?? '').trim();
  if (trimmed === '') {
    return { findings: [] };
  }
  try {
    return { value: parse(trimmed), findings: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const finding: Finding = {
      severity: 'error',
      code: 'invalid-override',
      text: `${setting} of this node pool is ignored: ${reason}`,
      remedy: 'Correct it in the data source settings.',
    };
    return { findings: [finding] };
  }
}
