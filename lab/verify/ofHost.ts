import { existsSync } from 'node:fs';

import { inProject } from '../../tools/project';

import { readOutcome } from './outcomes';
import type { Cell } from './row';

/** As it came out when it was last run here. */
export function ofHost(scenario: string): Cell {
  if (!existsSync(inProject('lab', 'host', 'scenarios', `${scenario}.yaml`))) {
    return { kind: 'none', why: '–' };
  }
  const outcome = readOutcome('host', scenario);
  return outcome
    ? { kind: 'told', isRight: outcome.isRight, said: outcome.verdicts, from: outcome.at.slice(0, 10) }
    : { kind: 'none', why: `not run: npm run lab:host -- ${scenario}` };
}
