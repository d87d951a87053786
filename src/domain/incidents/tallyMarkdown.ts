import { markdownText } from './markdownText';
import { MEASURE_WORDS } from './measures';
import type { Tally } from './tally';
import { culpritWords, payerWords, preventedWords, tallyHeadline, whoseWords, type Told } from './tallyWords';

/** Who pays, which culprit returns and what would have prevented most, as lists to paste into a weekly note. */
export function tallyMarkdown(tally: Tally, { title, ...told }: Told & { readonly title: string }): string {
  const lists: ReadonlyArray<readonly [string, readonly string[]]> = [
    ['Who pays most often', tally.payers.map((payer) => `${payer.name}: ${payerWords(payer)}`)],
    ['Which culprit returns', tally.culprits.map((culprit) => `${culprit.name}: ${culpritWords(culprit)}`)],
    [
      'What would have prevented most',
      tally.prevented.map((one) =>
        [`${MEASURE_WORDS[one.measure]}: ${preventedWords(one, tally)}`, whoseWords(one)].filter(Boolean).join(' – ')
      ),
    ],
  ];
  return [
    `# ${markdownText(title)}\n`,
    `${markdownText(tallyHeadline(tally, told))}\n`,
    ...lists.flatMap(([head, lines]) =>
      lines.length === 0 ? [] : [`## ${head}\n`, `${lines.map((line) => `- ${markdownText(line)}`).join('\n')}\n`]
    ),
  ].join('\n');
}
