import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { Complaint } from '../../tools/complaint';
import { inProject } from '../../tools/project';
import { readScenario, ScenarioError, type Scenario } from '../simulator/scenario';

const FOLDER = inProject('lab', 'scenarios');

export const scenarioNames = (): string[] => readdirSync(FOLDER).map((file) => basename(file, '.yaml'));

/** One of lab/scenarios by its name, or a file. */
export function chooseScenario(given: string): Scenario {
  const file = scenarioNames().includes(given) ? `${FOLDER}/${given}.yaml` : given;
  if (!existsSync(file)) {
    throw new Complaint(`No scenario "${given}", and no such file. There are: ${scenarioNames().join(', ')}`);
  }
  try {
    return readScenario(readFileSync(file, 'utf8'));
  } catch (error) {
    throw error instanceof ScenarioError ? new Complaint(`${file}: ${error.message}`) : error;
  }
}
