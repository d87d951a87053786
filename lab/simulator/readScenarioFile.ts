import { readFileSync } from 'node:fs';

import { inProject } from '../../tools/project';

import { readScenario, type Scenario } from './scenario';

/** `scenarios/oom1.yaml` of the lab, `recorded/recording-1.yaml`, `fleet/node.yaml`. */
export function readScenarioFile(folder: 'scenarios' | 'recorded' | 'fleet', name: string): Scenario {
  return readScenario(readFileSync(inProject('lab', folder, `${name}.yaml`), 'utf8'));
}
