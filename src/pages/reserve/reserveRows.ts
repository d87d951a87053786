import { formatMiB } from '../../domain/quantity/formatBytes';
import type { NodeLineName, NodeLines } from '../../domain/lines/nodeLines';
import type { Bytes } from '../../domain/units';

export interface ReserveRow {
  readonly name: string;
  readonly now?: Bytes;
  readonly tried?: Bytes;
  /** `+250 MiB`, `unchanged`; absent where one of the two is not known. */
  readonly difference?: string;
}

/** The lines from the whole node down to what the scheduler gives away. */
export function reserveRows(now: NodeLines, tried: NodeLines | undefined): readonly ReserveRow[] {
  return LINES.map(([line, name]) => {
    const [before, after] = [now[line]?.value, tried?.[line]?.value];
    const difference = before === undefined || after === undefined ? undefined : differenceOf(after - before);
    return {
      name,
      ...(before !== undefined && { now: before }),
      ...(after !== undefined && { tried: after }),
      ...(difference !== undefined && { difference }),
    };
  });
}

const LINES: ReadonlyArray<readonly [NodeLineName, string]> = [
  ['capacity', 'Capacity'],
  ['reserved', 'Reserved'],
  ['kubepodsLimit', 'kubepods limit: above it the kernel kills'],
  ['evictionHard', 'Eviction-hard'],
  ['allocatable', 'Allocatable: above it the kubelet evicts pods'],
];

function differenceOf(bytes: Bytes): string {
  return bytes === 0 ? 'unchanged' : `${bytes > 0 ? '+' : '−'}${formatMiB(Math.abs(bytes))}`;
}
