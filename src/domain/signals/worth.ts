import { VERDICT_WORDS } from '../incidents/verdictWords';
import type { Verdict } from '../incidents/types';

import measured from './worth.json';

/** How incidents of one kind were told, in how many cases. */
interface Told {
  readonly certain: number;
  readonly likely: number;
  readonly possible: number;
  /** Told as something else. */
  readonly wrong: number;
  readonly missed: number;
}

type ToldByVerdict = Readonly<Record<string, Told>>;

/** Simulated nodes with everything collected, and the same nodes without each family (`npm run truth -- --without all`). */
export interface MeasuredWorth {
  readonly measured: string;
  /** Of the review's rules then. */
  readonly rules: string;
  readonly worlds: number;
  readonly complete: ToldByVerdict;
  readonly without: Readonly<Record<string, ToldByVerdict>>;
}

export const WORTH: MeasuredWorth = measured;

/** What one family of series is worth to the verdicts. */
export interface SignalWorth {
  /** Of all memory incidents, the share that is no longer told certain or likely, and rightly. */
  readonly share: number;
  /** `OOM4 · kubepods limit: 31 % certain or likely instead of 94 % (of 48)`, the largest loss first. */
  readonly words: readonly string[];
}

/** Undefined for a family that was not measured. */
export function worthOf(id: string, { complete, without }: MeasuredWorth = WORTH): SignalWorth | undefined {
  const told = without[id];
  if (!told) {
    return undefined;
  }
  const losses = Object.entries(complete)
    .map(([verdict, before]) => ({ verdict, before, after: told[verdict] ?? NONE }))
    .map((one) => ({ ...one, lost: sure(one.before) - sure(one.after) }));
  const all = sumOf(losses.map(({ before }) => count(before)));
  return {
    share: all === 0 ? 0 : Math.max(0, sumOf(losses.map(({ lost }) => lost)) / all),
    words: losses
      .filter(({ before, after }) => count(before) >= FEW && (isLess(before, after) || isLessCertain(before, after)))
      .sort((a, b) => b.lost / count(b.before) - a.lost / count(a.before))
      .map(wordsOf),
  };
}

/** Of fewer cases a share says nothing. */
const FEW = 5;
const NOTABLE = 0.02;
const NONE: Told = { certain: 0, likely: 0, possible: 0, wrong: 0, missed: 0 };

const isLess = (before: Told, after: Told): boolean => sure(before) - sure(after) >= NOTABLE * count(before);
const isLessCertain = (before: Told, after: Told): boolean =>
  before.certain - after.certain >= 2 * NOTABLE * count(before);

const sure = ({ certain, likely }: Told): number => certain + likely;
const count = ({ certain, likely, possible, wrong, missed }: Told): number =>
  certain + likely + possible + wrong + missed;
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

interface Loss {
  readonly verdict: string;
  readonly before: Told;
  readonly after: Told;
}

function wordsOf({ verdict, before, after }: Loss): string {
  const all = count(before);
  const unseen = after.missed - before.missed;
  const missed = unseen > 0 ? `, and ${percent(unseen, all)} not seen at all` : '';
  const stays = isLess(before, after)
    ? `${percent(sure(after), all)} certain or likely instead of ${percent(sure(before), all)}`
    : `${percent(after.certain, all)} certain instead of ${percent(before.certain, all)}`;
  return `${nameOf(verdict)}: ${stays}${missed} (of ${all})`;
}

const nameOf = (verdict: string): string =>
  verdict in VERDICT_WORDS ? VERDICT_WORDS[verdict as Verdict].name : verdict;

const percent = (part: number, all: number): string => `${Math.round((100 * part) / all)} %`;
