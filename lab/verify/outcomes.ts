import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { inCache } from '../../tools/project';

/** What a review said of one scenario somewhere, kept until it runs again there. */
export interface Outcome {
  readonly at: string;
  readonly verdicts: ReadonlyArray<{ readonly verdict: string; readonly confidence: string }>;
  readonly isRight: boolean;
}

const fileOf = (where: string, scenario: string): string => inCache('lab', where, `${scenario}.json`);

export function writeOutcome(where: string, scenario: string, verdicts: Outcome['verdicts'], isRight: boolean): void {
  const file = fileOf(where, scenario);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ at: new Date().toISOString(), verdicts, isRight } satisfies Outcome));
}

export function readOutcome(where: string, scenario: string): Outcome | undefined {
  const file = fileOf(where, scenario);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Outcome) : undefined;
}
