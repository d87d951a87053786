import type { Incident } from '../../src/domain/incidents/types';
import { loadIncidents } from '../../src/prometheus/incidents/loadIncidents';
import { compare, findInvented, readLabels, type Label } from '../../tools/compareVerdicts';
import { ALL_RECORDED, serverName, type Recorded } from '../../tools/recordings';
import { recordedScope } from '../../tools/reviewRecording';
import { samplesPort } from '../promql/samplesPort';
import type { SampleSource } from '../promql/select';

import { dumpRecording } from './dumpRecording';
import { FAMILIES } from './randomScenario';
import { jobOf, lose, type Loss } from './thin';

const MINUTE = 60_000;

export interface RecordingTally {
  reviews: number;
  /** Of what the complete recording tells rightly: told under less data, told otherwise without being certain, not told. */
  right: number;
  weaker: number;
  lost: number;
  readonly wrong: string[];
  /** Every label that was not told rightly, in one line each. */
  readonly notes: string[];
}

interface Cut {
  readonly among?: readonly Recorded[];
  /** Each so many-th way of losing data, so that every kind is among them. */
  readonly every?: number;
  /** Instead, the ways of losing data that are told in these words. */
  readonly only?: readonly string[];
}

/** Both recordings in all collections, thinned, without each family, and with each job silent around each incident. */
export async function runRecordings(
  onReview: (done: number, all: number) => void = () => {},
  { among = ALL_RECORDED, every = 1, only }: Cut = {}
): Promise<RecordingTally> {
  const tally: RecordingTally = { reviews: 0, right: 0, weaker: 0, lost: 0, wrong: [], notes: [] };
  for (const [i, recorded] of among.entries()) {
    const source = dumpRecording(recorded);
    const { incidents: labels } = readLabels(recorded.recording);
    const losses = lossesOf(source, labels).filter((loss, place) =>
      only ? only.includes(wordsOf(loss)) : place % every === 0
    );
    for (const loss of losses) {
      count(tally, { recorded, loss, labels, incidents: await reviewWith(recorded, source, loss) });
      onReview(tally.reviews, tally.reviews + losses.length * (among.length - i));
    }
  }
  return tally;
}

function lossesOf(source: SampleSource, labels: readonly Label[]): Loss[] {
  const jobs = [...new Set((source.byName.get('up') ?? []).map(jobOf))];
  const around = labels
    .filter(({ verdict }) => verdict !== null)
    .flatMap(({ victims, startMs }) => {
      const at = victims[0]?.atMs ?? startMs;
      return [1, 5, 26].map((minutes) => ({ from: at - (minutes * MINUTE) / 2, to: at + (minutes * MINUTE) / 2 }));
    });
  return [
    { kind: 'none' },
    { kind: 'thinned', interval: MINUTE },
    { kind: 'thinned', interval: 2 * MINUTE },
    ...FAMILIES.map((family): Loss => ({ kind: 'without', family })),
    ...jobs.flatMap((job) => around.map((window): Loss => ({ kind: 'silent', job, ...window }))),
  ];
}

async function reviewWith({ recording }: Recorded, source: SampleSource, loss: Loss): Promise<readonly Incident[]> {
  const scope = recordedScope(recording);
  const interval = intervalOf(loss);
  const { incidents } = await loadIncidents(samplesPort(lose(source, loss)), {
    ...scope,
    step: interval,
    scrapeInterval: interval,
  });
  return incidents;
}

const intervalOf = (loss: Loss): number => (loss.kind === 'thinned' ? loss.interval : MINUTE / 2);

interface Reviewed {
  readonly recorded: Recorded;
  readonly loss: Loss;
  readonly labels: readonly Label[];
  readonly incidents: readonly Incident[];
}

function count(tally: RecordingTally, { recorded, loss, labels, incidents }: Reviewed): void {
  const told = (text: string) => tally.wrong.push(`${serverName(recorded)}, ${wordsOf(loss)}: ${text}`);
  tally.reviews += 1;
  for (const { label, found, wrong } of compare(labels, incidents, intervalOf(loss))) {
    const overreached = found ? certainAndWrong(label, found) : [];
    if (wrong.length > 0) {
      const told = found ? `${found.verdict} (${found.confidence})` : 'nothing';
      tally.notes.push(`${serverName(recorded)}\t${wordsOf(loss)}\t${label.id}\t${told}\t${wrong.join(', ')}`);
    }
    if (wrong.length === 0) {
      tally.right += 1;
    } else if (!found) {
      tally.lost += 1;
    } else {
      tally.weaker += 1;
    }
    overreached.forEach((text) => told(`${label.id} certain and wrong: ${text}`));
  }
  findInvented(labels, incidents, intervalOf(loss))
    // That something was killed and nobody knows by what invents no cause.
    .filter(({ verdict }) => verdict !== 'unknown')
    .forEach(({ verdict, confidence }) => told(`invented ${verdict} (${confidence})`));
}

/** What is called certain of verdict and culprit, and contradicts the label. What is only left unsaid is no overreach. */
function certainAndWrong({ verdict, accept = [], culpritRef }: Label, found: Incident): string[] {
  const { confidence, culprit } = found;
  const isOther = ![verdict, ...accept].includes(found.verdict);
  const isBlamed = culprit.confidence === 'certain' && found.memory && culpritRef;
  const isSame = culprit.kind === culpritRef?.kind && (culprit.kind !== 'pod' || culprit.pod === culpritRef.pod);
  return [
    ...(confidence === 'certain' && isOther ? [`${found.verdict} instead of ${verdict}`] : []),
    ...(isBlamed && !isSame ? [`culprit ${culprit.pod ?? culprit.kind}`] : []),
  ];
}

function wordsOf(loss: Loss): string {
  switch (loss.kind) {
    case 'none':
      return 'complete';
    case 'thinned':
      return `every ${loss.interval / 1000} s`;
    case 'without':
      return `without ${loss.family}`;
    case 'without-signal':
      return `without ${loss.signal.id}`;
    case 'silent':
      return `${loss.job} silent for ${Math.round((loss.to - loss.from) / MINUTE)} min at ${new Date(loss.from).toISOString().slice(11, 19)}`;
  }
}
