import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { buildSync } from 'esbuild';

import { Complaint, runOrComplain } from '../../tools/complaint';
import { progress } from '../../tools/progress';
import { getPrometheus } from '../../tools/prometheus';
import { inCache, inProject } from '../../tools/project';
import { capture } from '../../tools/run';
import { stopEverything } from '../../tools/stopAtExit';
import { writeOutcome } from '../verify/outcomes';

import { buildCadvisor } from './cadvisorServer';
import { findHierarchy, type Hierarchy } from './hierarchy';
import { TREE } from './hostNode';
import { readHostScenario } from './hostScenario';
import { cleanUp } from './janitor';
import { folderOf } from './memoryCgroup';
import { getNodeExporter } from './nodeExporterServer';
import { runHost, type HostRun } from './runHost';
import { whyNot } from './whyNot';

const FOLDER = inProject('lab', 'host', 'scenarios');
const names = () => readdirSync(FOLDER).map((file) => basename(file, '.yaml'));

const HELP = `npm run lab:host -- SCENARIO | --clean

Makes an incident with real processes in real memory cgroups on this machine, and reviews it by the terminal: ${names().join(', ')}.
Linux and root; what it takes of memory has limits of its own. --clean removes what a run left behind that was ended together with its janitor.`;

void runOrComplain(async () => {
  const [name = '--help', ...more] = process.argv.slice(2);
  const hierarchy = findHierarchy();
  if (name === '--clean' && hierarchy) {
    await cleanUp({ hierarchy, path: TREE });
    return;
  }
  if (more.length > 0 || !names().includes(name)) {
    console.log(HELP);
    process.exitCode = name === '--help' ? 0 : 2;
    return;
  }
  const scenario = readHostScenario(readFileSync(`${FOLDER}/${name}.yaml`, 'utf8'));
  const reason = whyNot(hierarchy, scenario);
  if (reason !== undefined || !hierarchy) {
    console.log(`skipped: ${name} on this kernel: ${reason}`);
    return;
  }
  prepare(hierarchy);
  const run = await runHost({ hierarchy, scenario, leak: bundleLeak() });
  const isRight = tell(run);
  writeOutcome('host', name, run.review.verdicts, isRight);
  await stopEverything();
  process.exit(isRight ? 0 : 1);
});

/** All that may take long or fail comes before anything is made. */
function prepare(hierarchy: Hierarchy): void {
  if (existsSync(folderOf({ hierarchy, path: TREE }))) {
    throw new Complaint(`${TREE} exists: another run goes on, or left it (npm run lab:host -- --clean removes it).`);
  }
  buildCadvisor();
  getPrometheus();
  getNodeExporter();
  progress('Building the terminal review …');
  const { code, output } = capture('npm', ['run', '--silent', 'build:cli'], { cwd: inProject() });
  if (code !== 0) {
    throw new Complaint(`npm run build:cli failed: ${output}`);
  }
}

/** Node 24 runs it as it is; bundled it needs no more than Node 20, and a process of its own only. */
function bundleLeak(): string {
  const outfile = inCache('lab', 'leak.mjs');
  buildSync({
    entryPoints: [inProject('lab', 'leak', 'leak.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
  });
  return outfile;
}

/** Whether the review says what happened, no less and no more. */
function tell({ happened, review }: HostRun): boolean {
  const said = [...new Set(review.verdicts.filter(({ memory }) => memory).map(({ verdict }) => verdict))].sort();
  const isRight = happened.verdicts.length > 0 && said.join() === happened.verdicts.join();
  console.log(['', 'What happened', ...happened.lines.map((line) => `  ${line}`), '', review.text, ''].join('\n'));
  console.log(
    `${isRight ? 'ok ' : 'NOT'} happened: ${happened.verdicts.join(', ')}; told: ${said.join(', ') || 'nothing'}`
  );
  return isRight;
}
