import { PLACES, type Cell, type Row } from './row';

/** Scenario × where it ran × what the review said, as GitHub's Markdown, which a terminal shows as well. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [
    ['scenario', 'what happens', ...PLACES],
    ...rows.map(({ scenario, happens, cells: places }) => [
      scenario,
      happens.join(', ') || 'no incident',
      ...PLACES.map((place) => words(places[place], happens)),
    ]),
  ];
  const width = (cells[0] ?? []).map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((text, i) => text.padEnd(width[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(width.map((count) => '-'.repeat(count))), ...body.map(line)].join('\n');
}

function words(cell: Cell, happens: readonly string[]): string {
  if (cell.kind === 'none') {
    return cell.why;
  }
  const mark = cell.isRight ? 'ok' : 'NOT';
  const told = cell.said.map(({ verdict, confidence }) =>
    happens[0] === verdict ? confidence : `${verdict} ${confidence}`
  );
  const all = [...new Set(told)].join(', ') || 'nothing told';
  return [mark, all, ...(cell.from === undefined ? [] : [`(${cell.from})`])].join(' ');
}
