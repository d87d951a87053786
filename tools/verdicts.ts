import { compare, findInvented, readLabels, type Compared } from './compareVerdicts';
import { ALL_RECORDED, serverName, startRecordedPrometheus, type Recorded } from './recordings';
import { reviewRecording } from './reviewRecording';

/**
 * `npm run verdicts`: what a review says of each labelled incident, in every recording and collection. Exit code 1 when it
 * contradicts a label. Servers come from TIDEMARK_TEST_SERVERS, else they are started. Names given as arguments choose some.
 */
async function main(): Promise<number> {
  const chosen = process.argv.slice(2);
  const all = ALL_RECORDED.filter((recorded) => chosen.length === 0 || chosen.includes(serverName(recorded)));
  let mistakes = 0;
  for (const recorded of all) {
    const { url, stop } = await serverOf(recorded);
    try {
      mistakes += await report(recorded, url);
    } finally {
      await stop();
    }
  }
  console.log(mistakes === 0 ? '\nNothing contradicts the labels.' : `\n${mistakes} contradict the labels.`);
  return mistakes === 0 ? 0 : 1;
}

async function serverOf(recorded: Recorded): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const servers: Record<string, unknown> = JSON.parse(process.env.TIDEMARK_TEST_SERVERS ?? '{}');
  const url = servers[serverName(recorded)];
  return typeof url === 'string' ? { url, stop: async () => {} } : startRecordedPrometheus([recorded]);
}

async function report(recorded: Recorded, url: string): Promise<number> {
  const { incidents: labels } = readLabels(recorded.recording);
  const incidents = await reviewRecording(url, recorded.recording);
  const compared = compare(labels, incidents);
  const invented = findInvented(labels, incidents);
  console.log(`\n${serverName(recorded)}`);
  compared.forEach((one) => console.log(`  ${row(one)}`));
  invented.forEach((one) =>
    console.log(`  INVENTED ${one.verdict} ${new Date(one.start).toISOString()}: ${one.headline}`)
  );
  return compared.filter(({ wrong }) => wrong.length > 0).length + invented.length;
}

function row({ label, found, wrong, open }: Compared): string {
  const told = found ? `${found.verdict} (${found.confidence})` : 'nothing';
  const remarks = [...wrong.map((text) => `WRONG: ${text}`), ...open];
  return `${label.id.padEnd(6)}${told.padEnd(38)}${wrong.length === 0 ? 'ok' : '--'}  ${remarks.join('; ')}`;
}

void main().then((code) => process.exit(code));
