import { rfc3339 } from '../src/domain/incidents/exportJson';
import { MEASURE_WORDS } from '../src/domain/incidents/measures';
import { tallyIncidents, type Tally } from '../src/domain/incidents/tally';
import { tallyMarkdown } from '../src/domain/incidents/tallyMarkdown';
import { preventedWords, tallyHeadline, whoseWords, type Told } from '../src/domain/incidents/tallyWords';

import type { Review } from './review';
import { table } from './table';
import { printable, printableLines } from './terminalText';

/** Who pays most often, which culprit returns and what would have prevented most, in place of the incidents. */
export function printSummary(review: Review, format: 'table' | 'markdown'): string {
  const tally = tallyIncidents(review.incidents);
  const span = `between ${rfc3339(review.from) ?? 'unknown'} and ${rfc3339(review.to) ?? 'unknown'}`;
  const told: Told = { span, isWhole: review.incomplete.length === 0 };
  return printableLines(
    format === 'markdown' ? tallyMarkdown(tally, { ...told, title: 'Memory incidents' }) : asText(tally, told)
  );
}

function asText(tally: Tally, told: Told): string {
  const sections = [
    section(
      ['who paid', 'lost', 'for another', 'incidents'],
      tally.payers.map(({ name, times, forAnother, incidents }) => [name, times, forAnother, incidents.length])
    ),
    section(
      ['culprit', 'incidents', 'nodes', 'others paid'],
      tally.culprits.map(({ name, incidents, nodes, othersPaid }) => [name, incidents.length, nodes, othersPaid])
    ),
    section(
      ['would have prevented', 'of the incidents', 'whose'],
      tally.prevented.map((one) => [MEASURE_WORDS[one.measure], preventedWords(one, tally), whoseWords(one)])
    ),
  ];
  return [`${printable(tallyHeadline(tally, told))}\n`, ...sections.flat()].join('\n');
}

const section = (head: readonly string[], rows: ReadonlyArray<ReadonlyArray<string | number>>): readonly string[] =>
  rows.length === 0 ? [] : [table({ head, rows: rows.map((row) => row.map(String)), style: 'text' })];
