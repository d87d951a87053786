import { readdirSync } from 'node:fs';
import { basename } from 'node:path';

import { compare, readLabels, type Compared } from '../../tools/compareVerdicts';
import { runOrComplain } from '../../tools/complaint';
import { progress } from '../../tools/progress';
import { inProject } from '../../tools/project';
import { RECORDINGS, startRecordedPrometheus } from '../../tools/recordings';
import { reviewRecording } from '../../tools/reviewRecording';
import { stream } from '../../tools/run';
import { chooseScenario, scenarioNames } from '../live/chooseScenario';

import { ofHost } from './ofHost';
import { isRecorded, ofRecording } from './ofRecording';
import { ofSimulator } from './ofSimulator';
import { isRight, type Row } from './row';
import { tableOf } from './table';

const HELP = `npm run lab:verify [-- --host]

What a review says of each scenario, in the simulator, on this machine's kernel and in the recordings; exit code 1 where it is wrong.
--host runs the scenarios of lab/host first (root, eight minutes); without, the table has what their last runs here said.`;

void runOrComplain(async () => {
  const args = process.argv.slice(2);
  if (args.some((arg) => arg !== '--host')) {
    console.log(HELP);
    process.exitCode = args[0] === '--help' ? 0 : 2;
    return;
  }
  if (args.includes('--host')) {
    await runOnHost();
  }
  const recorded = await reviewRecordings();
  const rows: Row[] = [];
  for (const scenario of scenarioNames()) {
    const { happens, cell } = await ofSimulator(chooseScenario(scenario));
    const ofKind = isRecorded(scenario) ? happens : [];
    rows.push({
      scenario,
      happens,
      cells: {
        simulator: cell,
        'this kernel': ofHost(scenario),
        'recording-1': ofRecording(recorded[0] ?? [], ofKind),
        'recording-2': ofRecording(recorded[1] ?? [], ofKind),
      },
    });
  }
  console.log(`\n${tableOf(rows)}\n`);
  const wrong = rows.filter((row) => !isRight(row));
  console.log(
    wrong.length === 0 ? 'ok  nothing is told wrongly' : `NOT ${wrong.map(({ scenario }) => scenario).join(', ')}`
  );
  process.exitCode = wrong.length === 0 ? 0 : 1;
});

async function runOnHost(): Promise<void> {
  for (const file of readdirSync(inProject('lab', 'host', 'scenarios'))) {
    await stream('npm', ['run', '--silent', 'lab:host', '--', basename(file, '.yaml')], { cwd: inProject() });
  }
}

/** Each labelled incident of both recordings, in the article's collection. */
async function reviewRecordings(): Promise<Compared[][]> {
  const all: Compared[][] = [];
  for (const recording of RECORDINGS) {
    progress(`Reviewing ${recording} …`);
    const { url, stop } = await startRecordedPrometheus([{ recording, collection: 'article' }]);
    try {
      all.push(compare(readLabels(recording).incidents, await reviewRecording(url, recording)));
    } finally {
      await stop();
    }
  }
  return all;
}
