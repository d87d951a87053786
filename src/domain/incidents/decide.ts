import { distinctBy } from '../distinctBy';
import { HYPOTHESES } from './hypotheses';
import type { Answer, Hypothesis, Prediction, Subject } from './hypotheses/hypothesis';
import { tolerancesOf, type ReviewData } from './reviewData';
import { MOST_APART } from './confidenceTable';
import type { Confidence, Evidence, MissingEvidence, Verdict } from './types';
import { VERDICT_WORDS } from './verdictWords';

/** How one hypothesis stands against the facts. */
export interface Standing {
  readonly hypothesis: Hypothesis;
  readonly answers: ReadonlyArray<{ readonly prediction: Prediction; readonly answer: Answer }>;
  /** Contradicted by a measurement inside the interval. */
  readonly ruledOut: boolean;
  /** Something speaks against it that is no such measurement. */
  readonly doubted: boolean;
  /** The strongest thing that speaks for it in particular: 3 names it, 2 measured, 1 fits, 0 nothing. */
  readonly support: number;
  /** How many things speak for it in particular, and at all. */
  readonly particular: number;
  readonly confirmed: number;
}

export interface Decision {
  readonly verdict: Verdict;
  readonly confidence: Confidence;
  /** The rule of CONFIDENCE_TABLE that set it, with what it rests on. */
  readonly rule: string;
  readonly signal?: string;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly MissingEvidence[];
  readonly chosen?: Standing;
  readonly others: readonly Standing[];
}

/** Every hypothesis about the subject held against the same facts, and the one that stands. */
export function decide(subject: Subject, data: ReviewData): Decision {
  const standings = HYPOTHESES.filter(({ about }) => about.includes(subject.kind)).map((one) =>
    holdAgainst(one, subject, data)
  );
  const left = standings.filter(({ ruledOut }) => !ruledOut).sort(byWeight);
  const [best, next] = left;
  if (!best) {
    return undecided(standings, 'what was seen contradicts every cause that is thought of');
  }
  if (best.support === 0) {
    return undecided(standings, 'nothing that was seen tells one cause from the others');
  }
  const isNamed = best.support === 3 && (next?.support ?? 0) < 3;
  if (!best.doubted && (isNamed || !next)) {
    const because = isNamed ? 'nothing contradicts it' : 'every other cause is ruled out';
    const hidden = mayHideMore(best, subject, data);
    return hidden
      ? decided(best, standings, 'likely', `${because}, but ${hidden}`)
      : decided(best, standings, 'certain', because);
  }
  const isWeak = best.doubted && best.support === 1;
  return !isWeak && isAhead(best, next)
    ? decided(best, standings, 'likely', 'nothing else fits as well')
    : decided(
        best,
        standings,
        'possible',
        next && next.support > 0 ? `so does ${nameOf(next)}` : 'something speaks against it'
      );
}

/** What restarted says so itself, whenever it is asked; everything else rests on what changed from one look to the next. */
function mayHideMore({ hypothesis }: Standing, subject: Subject, data: ReviewData): string | undefined {
  const rise = subject.kill?.rise ?? subject.eviction?.rise;
  const widths = [subject, ...(rise ? [rise] : [])].map(({ earliest, latest }) => latest - earliest);
  const interval = Math.max(tolerancesOf(data).interval, ...widths);
  return interval > MOST_APART && hypothesis.verdict !== 'node-restarted'
    ? `looks were ${Math.round(interval / 1000)} s apart, and more may happen between two`
    : undefined;
}

export function holdAgainst(hypothesis: Hypothesis, subject: Subject, data: ReviewData): Standing {
  const answers = hypothesis.predictions.map((prediction) => ({ prediction, answer: prediction.ask(subject, data) }));
  const own = answers.filter(({ prediction }) => !prediction.shared);
  const speaksFor = answers.filter(({ answer }) => answer.speaks === 'for');
  const against = answers.flatMap(({ answer }) => (answer.speaks === 'against' ? [answer.strength] : []));
  return {
    hypothesis,
    answers,
    ruledOut: against.some((strength) => strength !== 'fits'),
    doubted: against.includes('fits'),
    support: Math.max(0, ...own.map(({ answer }) => (answer.speaks === 'for' ? SUPPORT[answer.strength] : 0))),
    particular: own.filter(({ answer }) => answer.speaks === 'for').length,
    confirmed: speaksFor.length,
  };
}

const SUPPORT = { fits: 1, measured: 2, names: 3 } as const;

function byWeight(a: Standing, b: Standing): number {
  return (
    b.support - a.support ||
    Number(a.doubted) - Number(b.doubted) ||
    b.particular - a.particular ||
    b.confirmed - a.confirmed
  );
}

/** Strictly more speaks for it than for the next. */
function isAhead(best: Standing, next: Standing | undefined): boolean {
  if (!next) {
    return true;
  }
  return best.support > next.support || (next.doubted && !best.doubted) || best.particular > next.particular;
}

function decided(chosen: Standing, all: readonly Standing[], confidence: Confidence, because: string): Decision {
  const { hypothesis } = chosen;
  const evidence = evidenceOf(chosen);
  const texts = [...new Set(evidence.filter(({ speaks }) => speaks === 'for').map(({ text }) => text))];
  return {
    verdict: hypothesis.verdict,
    confidence,
    rule: [joined(texts.slice(0, MOST_TOLD)), because].filter((text) => text !== '').join('; '),
    ...(hypothesis.signal !== undefined && { signal: hypothesis.signal }),
    evidence,
    missing: confidence === 'certain' ? [] : missingOf([chosen]),
    chosen,
    others: all.filter((one) => one !== chosen),
  };
}

const MOST_TOLD = 3;

/** The evidence in the order of its weight; each once. */
export function evidenceOf({ answers }: Standing): Evidence[] {
  const told = answers.flatMap(({ prediction, answer }) =>
    answer.speaks === 'silent' ? [] : [{ answer, isShared: prediction.shared === true }]
  );
  const sorted = told.sort((a, b) => Number(a.isShared) - Number(b.isShared));
  return distinct(sorted.flatMap(({ answer }) => answer.evidence));
}

function undecided(all: readonly Standing[], rule: string): Decision {
  const left = all.filter(({ ruledOut }) => !ruledOut);
  return {
    verdict: 'unknown',
    confidence: 'possible',
    rule,
    evidence: distinct(all.flatMap((one) => evidenceOf(one)).map((item) => ({ ...item, speaks: 'context' as const }))),
    missing: missingOf(left.length > 0 ? left : all),
    others: all,
  };
}

function missingOf(standings: readonly Standing[]): MissingEvidence[] {
  const all = standings.flatMap(({ answers }) =>
    answers.flatMap(({ answer }) => (answer.speaks === 'silent' && answer.missing ? [answer.missing] : []))
  );
  return distinctBy(all, ({ what }) => what);
}

function distinct(items: readonly Evidence[]): Evidence[] {
  return distinctBy(items, ({ source, text, at }) => `${source}|${text}|${at}`);
}

function joined(texts: readonly string[]): string {
  return texts.length > 1 ? `${texts.slice(0, -1).join(', ')} and ${texts[texts.length - 1]}` : (texts[0] ?? '');
}

const nameOf = ({ hypothesis }: Standing) => VERDICT_WORDS[hypothesis.verdict].name;
