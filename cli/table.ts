import { CONTROL, printable } from './terminalText';

export interface Table {
  readonly head: readonly string[];
  readonly rows: ReadonlyArray<readonly string[]>;
  readonly style: 'text' | 'markdown';
}

/** Columns aligned for a terminal, or a Markdown table. Cells are shown literally whatever they hold. */
export function table({ head, rows, style }: Table): string {
  return style === 'text' ? text(head, rows) : markdown(head, rows);
}

function text(head: readonly string[], rows: Table['rows']): string {
  const all = [head.map((name) => name.toUpperCase()), ...rows].map((row) => row.map(printable));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ');
  return all.map((row) => `${line(row).trimEnd()}\n`).join('');
}

function markdown(head: readonly string[], rows: Table['rows']): string {
  const line = (row: readonly string[]) => `| ${row.map(markdownCell).join(' | ')} |\n`;
  return [line(head), `|${head.map(() => '---|').join('')}\n`, ...rows.map(line)].join('');
}

/** Escapes what Markdown or the HTML inside it would interpret. */
export function markdownCell(cell: string): string {
  return cell
    .replace(CONTROL, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_[\]|~]/g, '\\$&');
}
