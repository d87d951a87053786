import { capital } from '../../domain/words/capital';
import { isWithoutKubelet } from '../../domain/node/noKubelet';
import type { NodeLineName, NodeLines } from '../../domain/lines/nodeLines';
import type { Curve, NodeMemory } from '../../domain/node/nodeMemory';
import type { Provenance } from '../../domain/provenance';
import type { Bytes } from '../../domain/units';
import { LINE_WORDS } from '../../frames/vocabulary';

export interface BudgetRow {
  readonly name: string;
  /** Absent when it cannot be known. */
  readonly value?: Bytes;
  readonly provenance?: Provenance;
  /** Where the value came from, in words or a metric name. */
  readonly source?: string;
  /** How the kubelet gets it. */
  readonly formula: string;
}

/**
 * The node's budget from the whole machine down to the lines that kill; what cannot be known stays as a row and says so. Without
 * a kubelet there is nothing to know but the machine.
 */
export function budgetRows({ current, findings }: Pick<NodeMemory, 'current' | 'findings'>): readonly BudgetRow[] {
  return isWithoutKubelet({ findings }) ? [rowOf(MACHINE, current)] : kubeletRows(current);
}

function kubeletRows(lines: NodeLines): readonly BudgetRow[] {
  return ROWS.filter(({ line, optional }) => !optional || lines[line]?.value).map((row) => rowOf(row, lines));
}

function rowOf({ line, formula }: RowOfLine, lines: NodeLines): BudgetRow {
  return { name: capital(LINE_WORDS[line]), formula, ...lines[line] };
}

/** What is used at the end of the range, by the same curves as the chart. */
export function usageRows({ nodeWorkingSet, nodeAvailable, podsWorkingSet }: NodeMemory): readonly BudgetRow[] {
  const rows = [
    { name: 'nodeWorkingSet', formula: 'root cgroup: usage − inactive file cache', curve: nodeWorkingSet },
    { name: 'nodeAvailable', formula: 'capacity − node working set', curve: nodeAvailable },
    {
      name: 'podsWorkingSet',
      formula: 'all pods on the node, without containers that are gone',
      curve: podsWorkingSet,
    },
  ] as const;
  return rows.map(({ name, formula, curve }) => {
    const value = lastOf(curve);
    return {
      name: capital(LINE_WORDS[name]),
      formula,
      ...(curve && { provenance: curve.provenance, source: curve.source }),
      ...(value !== undefined && { value }),
    };
  });
}

function lastOf(curve: Curve | undefined): Bytes | undefined {
  return curve?.values.filter((sample) => sample !== null).at(-1);
}

interface RowOfLine {
  readonly line: NodeLineName;
  readonly formula: string;
  /** Most nodes have none: shown only where there is some. */
  readonly optional?: true;
}

const MACHINE: RowOfLine = { line: 'capacity', formula: 'the machine’s memory' };

const ROWS: readonly RowOfLine[] = [
  { line: 'capacity', formula: 'node memory as the kubelet reports it' },
  { line: 'reserved', formula: 'kubeReserved + systemReserved' },
  { line: 'hugepages', formula: 'set aside at boot', optional: true },
  {
    line: 'kubepodsLimit',
    formula: 'capacity − kubeReserved − systemReserved; above it the kernel kills',
  },
  {
    line: 'evictionHard',
    formula: 'memory.available threshold; node available below it evicts',
  },
  { line: 'allocatable', formula: 'kubepods limit − eviction-hard − hugepages' },
  {
    line: 'podsEvictionLine',
    formula: 'kubepods limit − eviction-hard of the pods; pods above it evict',
  },
];
