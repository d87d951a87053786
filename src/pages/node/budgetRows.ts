import type { NodeLineName, NodeLines } from '../../domain/nodeLines';
import type { Curve, NodeMemory } from '../../domain/nodeMemory';
import type { Provenance } from '../../domain/provenance';
import type { Bytes } from '../../domain/units';

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

/** The node's budget from the whole machine down to the lines that kill; what cannot be known stays as a row and says so. */
export function budgetRows(lines: NodeLines): readonly BudgetRow[] {
  return ROWS.filter(({ line, optional }) => !optional || lines[line]?.value).map(({ line, name, formula }) => {
    const sourced = lines[line];
    return { name, formula, ...sourced };
  });
}

/** What is used at the end of the range, by the same curves as the chart. */
export function usageRows({ nodeWorkingSet, nodeAvailable, podsWorkingSet }: NodeMemory): readonly BudgetRow[] {
  return [
    { name: 'Node working set', formula: 'root cgroup: usage − inactive file cache', curve: nodeWorkingSet },
    { name: 'Node available', formula: 'capacity − node working set', curve: nodeAvailable },
    {
      name: 'Pods working set',
      formula: 'all pods on the node, without containers that are gone',
      curve: podsWorkingSet,
    },
  ].map(({ name, formula, curve }) => {
    const value = lastOf(curve);
    return {
      name,
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
  readonly name: string;
  readonly formula: string;
  /** Most nodes have none: shown only where there is some. */
  readonly optional?: true;
}

const ROWS: readonly RowOfLine[] = [
  { line: 'capacity', name: 'Capacity', formula: 'node memory as the kubelet reports it' },
  { line: 'reserved', name: 'Reserved', formula: 'kubeReserved + systemReserved' },
  { line: 'hugepages', name: 'Hugepages', formula: 'set aside at boot', optional: true },
  {
    line: 'kubepodsLimit',
    name: 'kubepods limit',
    formula: 'capacity − kubeReserved − systemReserved; above it the kernel kills',
  },
  {
    line: 'evictionHard',
    name: 'Eviction-hard',
    formula: 'memory.available threshold; node available below it evicts',
  },
  { line: 'allocatable', name: 'Allocatable', formula: 'kubepods limit − eviction-hard − hugepages' },
  {
    line: 'podsEvictionLine',
    name: 'Pods eviction line',
    formula: 'kubepods limit − eviction-hard of the pods; pods above it evict',
  },
];
