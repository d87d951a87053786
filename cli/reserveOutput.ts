import { formatMemory } from '../src/domain/quantity/formatBytes';
import type { NodeLineName } from '../src/domain/lines/nodeLines';
import type { ReserveSettings } from '../src/domain/reserve/kubeletConfig';
import type { Ladder } from '../src/domain/reserve/ladder';
import { amount } from '../src/domain/reserve/reserveForms';

import { table } from './table';
import { printable, printableJson } from './terminalText';

const LINES: ReadonlyArray<readonly [name: NodeLineName, word: string, meaning: string]> = [
  ['capacity', 'capacity', 'what the kubelet reports'],
  ['reserved', 'reserved', 'kubeReserved + systemReserved'],
  ['evictionHard', 'eviction-hard', 'below it, the kubelet evicts for the node'],
  ['hugepages', 'hugepages', 'pre-allocated: lowers allocatable, not the limit'],
  ['kubepodsLimit', 'kubepods limit', 'above it, the kernel kills'],
  ['podsEvictionLine', 'pods evicted above', 'their working set, by the kubelet'],
  ['allocatable', 'allocatable', 'what the scheduler gives away'],
];

/** The lines as a table, or as JSON in bytes with `null` for what does not exist. */
export function printLadder(
  { lines, rungs, evictionSoft }: Ladder,
  settings: ReserveSettings,
  format: 'table' | 'json'
): string {
  if (format === 'json') {
    const bytes = LINES.map(([name]) => [name, lines[name]?.value ?? null]);
    const given = { kubeReserved: settings.kubeReserved ?? null, systemReserved: settings.systemReserved ?? null };
    const all = {
      ...given,
      ...Object.fromEntries(bytes),
      evictionSoft: evictionSoft ?? null,
      rungs,
      findings: lines.findings,
    };
    return printableJson(all);
  }
  const rows = LINES.flatMap(([name, word, meaning]) => {
    const line = lines[name];
    return line ? [[word, amount(line.value), formatMemory(line.value), meaning]] : [];
  });
  const soft =
    evictionSoft === undefined
      ? []
      : [['eviction-soft', amount(evictionSoft), formatMemory(evictionSoft), 'below it, after a grace period']];
  const findings = lines.findings.map(
    ({ text, remedy }) => `  - ${printable([text, remedy].filter(Boolean).join(' '))}\n`
  );
  return [
    table({ head: ['line', 'quantity', 'MiB', 'meaning'], rows: [...rows, ...soft], style: 'text' }),
    ...(findings.length > 0 ? [`\nTo know:\n${findings.join('')}`] : []),
  ].join('');
}
