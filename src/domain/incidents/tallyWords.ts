import { counted } from '../words/counted';
import { timesWord } from '../words/timesWord';

import { MEASURE_WORDS } from './measures';
import type { Payer, Prevented, Returning, Tally } from './tally';

/** `twice, once for another`: how often it lost a container or pod. */
export function payerWords({ times, forAnother }: Payer): string {
  const whose = forAnother === 0 ? [] : [forAnother === times ? (times === 1 ? '' : 'each ') : `${often(forAnother)} `];
  return [often(times), ...whose.map((words) => `${words}for another`)].join(', ');
}

/** `5 incidents on 3 nodes, others paid 7 times` */
export const culpritWords = ({ incidents, nodes, othersPaid }: Returning): string =>
  [
    `${counted(incidents.length, 'incident')} on ${counted(nodes, 'node')}`,
    othersPaid > 0 ? `others paid ${often(othersPaid)}` : 'no other paid',
  ].join(', ');

/** `6 of 9 incidents` */
export const preventedWords = ({ incidents }: Prevented, all: Pick<Tally, 'incidents'>): string =>
  `${incidents.length} of ${counted(all.incidents.length, 'incident')}`;

/** Whose they were: `batch/report 5, shop/cart 1`. */
export function whoseWords({ culprits }: Prevented): string {
  const more = culprits.length - SHOWN;
  const named = culprits.slice(0, SHOWN).map(({ name, incidents }) => `${name} ${incidents.length}`);
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

const SHOWN = 3;

export interface Told {
  /** `in the last 7 days` */
  readonly span: string;
  /** Whatever happened is in it: nothing was left out, failed or cannot be seen. */
  readonly isWhole: boolean;
}

/** The three answers in one sentence, each with its number; what does not return is not called returning. */
export function tallyHeadline(tally: Tally, { span, isWhole }: Told): string {
  const { incidents, nodes, payers, culprits, unknownCulprits, prevented } = tally;
  if (incidents.length === 0) {
    return `No ${isWhole ? '' : 'known '}memory incident ${span}.`;
  }
  const [payer, culprit, first] = [payers[0], culprits[0], prevented[0]];
  return `${[
    `${isWhole ? '' : 'At least '}${counted(incidents.length, 'memory incident')} on ${counted(nodes, 'node')} ${span}`,
    ...(payer ? [`${payer.name} paid most often (${payerWords(payer)})`] : []),
    ...(culprit ? [caused(culprit)] : []),
    ...(unknownCulprits > 0 ? [`who caused ${unknownCulprits} is unknown`] : []),
    ...(first ? [`${MEASURE_WORDS[first.measure]} would have prevented ${preventedWords(first, tally)}`] : []),
  ].join('; ')}.`;
}

const caused = ({ name, incidents }: Returning) =>
  incidents.length === 1 ? 'no known culprit returned' : `${name} caused ${incidents.length} of them`;

const often = (count: number): string => (count === 1 ? 'once' : timesWord(count).trim());
