import fc from 'fast-check';

import type { Series } from '../../src/domain/series';
import type { Incident } from '../../src/domain/incidents/types';
import { evaluateIncidents } from '../../src/prometheus/incidents/evaluateIncidents';
import { incidentQueries } from '../../src/prometheus/incidents/incidentQueries';
import { httpPort } from '../../src/prometheus/ports/httpPort';
import type { PromReply } from '../../src/prometheus/ports/port';
import { compare, findInvented, readLabels, type Label } from '../../tools/compareVerdicts';
import { recordedScope, reviewRecording } from '../../tools/reviewRecording';

import { RECORDED_SERVERS, recordingOf, serverUrl, type TestServer } from './servers';

describe.each(RECORDED_SERVERS)('the review of %s', (server) => {
  const { incidents: labels } = readLabels(recordingOf(server));
  let incidents: readonly Incident[];

  beforeAll(async () => {
    incidents = await reviewRecording(serverUrl(server), recordingOf(server));
  });

  it('finds every labelled incident and contradicts none', () => {
    const wrong = compare(labels, incidents).filter((one) => one.wrong.length > 0);
    expect(wrong.map(({ label, wrong: why }) => `${label.id}: ${why.join(', ')}`)).toEqual([]);
  });

  it('invents no memory incident', () => {
    expect(findInvented(labels, incidents).map(({ verdict, headline }) => `${verdict}: ${headline}`)).toEqual([]);
  });

  it('gives every incident an id of its own, a rule and evidence', () => {
    expect(new Set(incidents.map(({ id }) => id)).size).toBe(incidents.length);
    expect(incidents.filter(({ confidenceRule, evidence }) => confidenceRule === '' || evidence.length === 0)).toEqual(
      []
    );
  });
});

describe('what a review calls certain', () => {
  test.each<TestServer>(['r1-article', 'r1-kube-prometheus-stack', 'r2-article', 'r2-kube-prometheus-stack'])(
    'is never contradicted by less data: %s',
    async (server) => {
      const { incidents: labels } = readLabels(recordingOf(server));
      const scope = recordedScope(recordingOf(server), 15_000);
      const port = httpPort({ fetch, url: serverUrl(server) });
      const reply = await port({ queries: incidentQueries(scope), from: scope.from, to: scope.to, step: scope.step });
      fc.assert(
        fc.property(loss, (lost) => {
          const { incidents } = evaluateIncidents(scope, withLoss(reply, lost, scope.from));
          expect(contradictions(labels, incidents)).toEqual([]);
        }),
        { numRuns: Number(process.env.TIDEMARK_RUNS ?? 40), seed: 20261122 }
      );
    },
    180_000
  );
});

interface Loss {
  /** Whole scrapes that never came: [start, length] in seconds since the range's start. */
  readonly outages: ReadonlyArray<readonly [number, number]>;
  /** Queries whose series are not collected at all. */
  readonly missing: readonly number[];
  /** Of 100 samples, how many are lost one by one, and by which pattern. */
  readonly share: number;
  readonly pattern: number;
  /** How far the node's clock is off, in seconds. */
  readonly skew: number;
}

const loss: fc.Arbitrary<Loss> = fc.record({
  outages: fc.array(fc.tuple(fc.integer({ min: 0, max: 4_800 }), fc.integer({ min: 15, max: 240 })), { maxLength: 8 }),
  missing: fc.uniqueArray(fc.nat(12), { maxLength: 2 }),
  share: fc.constantFrom(0, 0, 10, 30),
  pattern: fc.nat(1_000_000),
  skew: fc.integer({ min: -30, max: 30 }),
});

/** The questions a loss may take away: those about events and about details. */
const LOSABLE = [
  'eventsEvictions',
  'eventsOomKills',
  'eventsPressure',
  'eventsPods',
  'eventsFinished',
  'eventsReasons',
  'eventsRestarts',
  'eventsContainers',
  'incidentPeaks',
  'incidentBudgets',
  'incidentWorkingSet',
  'eventsPodStatuses',
  'eventsOomContainers',
];

function withLoss(reply: PromReply, lost: Loss, from: number): PromReply {
  const gone = lost.missing.map((i) => LOSABLE[i]);
  const isOut = (time: number) =>
    lost.outages.some(([start, length]) => time >= from + start * 1000 && time < from + (start + length) * 1000);
  const series = Object.entries(reply.series).map(([refId, all], query) => {
    const kept = gone.includes(refId)
      ? []
      : all.map((one, i) => thin(one, (time) => isOut(time) || isLost(lost, query, i, time)));
    return [refId, refId === 'eventsFinished' ? kept.map((one) => shifted(one, lost.skew)) : kept] as const;
  });
  return { ...reply, series: Object.fromEntries(series) };
}

function isLost({ share, pattern }: Loss, query: number, series: number, time: number): boolean {
  const hash = Math.imul(pattern + query * 7919 + series * 104_729 + Math.floor(time / 15_000), 2_654_435_761) >>> 0;
  return hash % 100 < share;
}

function thin({ labels, times, values }: Series, isGone: (time: number) => boolean): Series {
  const kept = times.flatMap((time, i) => (isGone(time) ? [] : [i]));
  return { labels, times: kept.map((i) => times[i] ?? 0), values: kept.map((i) => values[i] ?? NaN) };
}

function shifted(series: Series, seconds: number): Series {
  return { ...series, values: series.values.map((value) => value + seconds) };
}

/** Certain verdicts that no label about the same pod and time allows. */
function contradictions(labels: readonly Label[], incidents: readonly Incident[]): string[] {
  return incidents
    .filter(({ confidence, memory }) => confidence === 'certain' && memory)
    .filter((incident) => !labels.some((label) => isAbout(label, incident) && allows(label, incident)))
    .map(({ verdict, start, headline }) => `${new Date(start).toISOString()} ${verdict}: ${headline}`);
}

function isAbout({ startMs, endMs }: Label, { start, end }: Incident): boolean {
  return start <= endMs + 300_000 && end >= startMs - 300_000;
}

function allows({ verdict, accept = [] }: Label, incident: Incident): boolean {
  return incident.verdict === verdict || accept.includes(incident.verdict);
}
