import type { Judged } from './judge';

/** What a run adds up to; plain data, so that it passes between processes. */
export interface Tally {
  worlds: number;
  /** By `verdict confidence`. */
  readonly said: Record<string, { said: number; right: number }>;
  /** By verdict: memory incidents that happened. */
  readonly happened: Record<string, { all: number; right: number; missed: number }>;
  /** The same with complete data at 30 s, where right also means as sure as its label allows: certain or likely. */
  readonly complete: { memory: number; told: number };
  readonly victims: { said: number; right: number };
  readonly sureVictims: { said: number; right: number };
  readonly culprits: { said: number; right: number };
  invented: number;
  readonly failures: Failure[];
}

export interface Failure {
  readonly seed: number;
  readonly scenario: string;
  readonly what:
    | 'certain-wrong'
    | 'likely-wrong'
    | 'possible-wrong'
    | 'certain-victim-wrong'
    | 'invented'
    | 'unsure-on-complete-data'
    | 'missed'
    | 'missed-on-complete-data'
    | 'error';
  readonly text: string;
}

export function emptyTally(): Tally {
  return {
    worlds: 0,
    said: {},
    happened: {},
    complete: { memory: 0, told: 0 },
    victims: { said: 0, right: 0 },
    sureVictims: { said: 0, right: 0 },
    culprits: { said: 0, right: 0 },
    invented: 0,
    failures: [],
  };
}

interface Counting {
  readonly seed: number;
  readonly scenario: string;
  readonly isComplete: boolean;
  readonly judged: Judged;
}

export function count(tally: Tally, { seed, scenario, isComplete, judged }: Counting): void {
  tally.worlds += 1;
  const fail = (what: Failure['what'], text: string) => tally.failures.push({ seed, scenario, what, text });
  for (const { verdict, confidence, right, truth, text } of judged.verdicts) {
    const cell = (tally.said[`${verdict} ${confidence}`] ??= { said: 0, right: 0 });
    cell.said += 1;
    cell.right += Number(right);
    if (!right && verdict !== 'unknown') {
      fail(`${confidence}-wrong`, `${text}; in truth: ${truth}`);
    }
  }
  for (const { verdict, outcome, sureEnough, text, said } of judged.found) {
    const cell = (tally.happened[verdict] ??= { all: 0, right: 0, missed: 0 });
    cell.all += 1;
    cell.right += Number(outcome === 'right');
    cell.missed += Number(outcome === 'missed');
    if (outcome === 'missed') {
      fail(isComplete ? 'missed-on-complete-data' : 'missed', text);
    }
    if (isComplete) {
      tally.complete.memory += 1;
      tally.complete.told += Number(outcome === 'right' && sureEnough);
      if (outcome === 'wrong' || (outcome === 'right' && !sureEnough)) {
        fail('unsure-on-complete-data', `${text}; said: ${said.join(', ')}`);
      }
    }
  }
  tally.invented += judged.invented.length;
  judged.invented.forEach((text) => fail('invented', text));
  add(tally.victims, judged.victims);
  add(tally.sureVictims, judged.sureVictims);
  judged.sureVictims.wrong.forEach((text) => fail('certain-victim-wrong', text));
  add(tally.culprits, judged.culprits);
}

export function merge(into: Tally, from: Tally): void {
  into.worlds += from.worlds;
  into.invented += from.invented;
  Object.entries(from.said).forEach(([key, cell]) => add((into.said[key] ??= { said: 0, right: 0 }), cell));
  Object.entries(from.happened).forEach(([key, cell]) => {
    const to = (into.happened[key] ??= { all: 0, right: 0, missed: 0 });
    to.all += cell.all;
    to.right += cell.right;
    to.missed += cell.missed;
  });
  into.complete.memory += from.complete.memory;
  into.complete.told += from.complete.told;
  add(into.victims, from.victims);
  add(into.sureVictims, from.sureVictims);
  add(into.culprits, from.culprits);
  into.failures.push(...from.failures);
}

function add(into: { said: number; right: number }, { said, right }: { said: number; right: number }): void {
  into.said += said;
  into.right += right;
}
