import type { Failure, Tally } from './tally';

const CONFIDENCES = ['certain', 'likely', 'possible'] as const;
/** How often each has to be right. */
const DEMANDED = { certain: 1, likely: 0.9, possible: 0.5 } as const;

/** The tally as a person reads it. */
export function tableOf(tally: Tally): string {
  const verdicts = [...new Set(Object.keys(tally.said).map((key) => key.split(' ')[0] ?? ''))].sort();
  const rows = verdicts.map((verdict) => [verdict, ...CONFIDENCES.map((one) => cell(tally.said[`${verdict} ${one}`]))]);
  const totals = ['all', ...CONFIDENCES.map((one) => cell(totalOf(tally, one)))];
  const happened = Object.entries(tally.happened)
    .sort()
    .map(([verdict, { all, right, missed }]) => [verdict, String(all), percent(right, all), String(missed)]);
  const { complete, victims, sureVictims, culprits } = tally;
  return [
    `${tally.worlds} worlds`,
    '',
    grid([['said (right)', ...CONFIDENCES], ...rows, totals]),
    '',
    grid([['happened', 'times', 'told rightly', 'missed'], ...happened]),
    '',
    `victims right: ${victims.right} of ${victims.said} (${percent(victims.right, victims.said)}); of those said to be certain ${sureVictims.right} of ${sureVictims.said} (${percent(sureVictims.right, sureVictims.said)})`,
    `culprits right: ${culprits.right} of ${culprits.said} (${percent(culprits.right, culprits.said)})`,
    `complete data at 30 s or less: ${complete.told} of ${complete.memory} memory incidents certain or likely and right (${percent(complete.told, complete.memory)})`,
    `invented memory incidents: ${tally.invented}`,
  ].join('\n');
}

/** What the demands on a run are, and whether it meets them. */
export function demandsOf(tally: Tally): Array<{ readonly demand: string; readonly met: boolean }> {
  const atLeast = (one: keyof typeof DEMANDED) => {
    const { said, right } = totalOf(tally, one);
    return {
      demand: `${one} is right in ${DEMANDED[one] * 100} %: ${percent(right, said)}`,
      met: right >= said * DEMANDED[one],
    };
  };
  const { told, memory } = tally.complete;
  return [
    ...CONFIDENCES.map(atLeast),
    {
      demand: `who is certainly a victim is one: ${percent(tally.sureVictims.right, tally.sureVictims.said)}`,
      met: tally.sureVictims.right === tally.sureVictims.said,
    },
    { demand: `no invented incident: ${tally.invented}`, met: tally.invented === 0 },
    {
      demand: `on complete data 95 % are certain or likely and right: ${percent(told, memory)}`,
      met: told >= memory * 0.95,
    },
    { demand: `no review fails: ${failed(tally).length}`, met: failed(tally).length === 0 },
  ];
}

const failed = ({ failures }: Tally): readonly Failure[] => failures.filter(({ what }) => what === 'error');

function totalOf({ said }: Tally, confidence: string): { said: number; right: number } {
  return Object.entries(said)
    .filter(([key]) => key.endsWith(` ${confidence}`) && !key.startsWith('unknown '))
    .reduce((sum, [, one]) => ({ said: sum.said + one.said, right: sum.right + one.right }), { said: 0, right: 0 });
}

function cell(counted: { said: number; right: number } | undefined): string {
  return counted ? `${counted.said} (${percent(counted.right, counted.said)})` : '–';
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(part === whole ? 0 : 1)} %`;
}

function grid(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows
    .map((row) =>
      row.map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart((widths[i] ?? 0) + 2))).join('')
    )
    .join('\n');
}
