import type { Eviction, NodeEvent, OomKill } from '../../src/domain/events/events';
import { eventQueries } from '../../src/prometheus/events/eventQueries';
import { evaluateEvents } from '../../src/prometheus/events/evaluateEvents';
import { httpPort } from '../../src/prometheus/ports/httpPort';
import { readLabels } from '../../tools/compareVerdicts';
import { recordedScope } from '../../tools/reviewRecording';

import { RECORDED_SERVERS, recordingOf, serverUrl, type TestServer } from './servers';

async function eventsOf(server: TestServer, step: number): Promise<NodeEvent[]> {
  const scope = recordedScope(recordingOf(server), step);
  const port = httpPort({ fetch, url: serverUrl(server) });
  const reply = await port({ queries: eventQueries(scope), from: scope.from, to: scope.to, step });
  expect(reply.errors).toEqual([]);
  return evaluateEvents(scope, reply).events;
}

const evictions = (events: readonly NodeEvent[]) => events.filter((one): one is Eviction => one.kind === 'eviction');
const kills = (events: readonly NodeEvent[]) => events.filter((one): one is OomKill => one.kind === 'oom-kill');

/** Evictions by signal, as labelled: F3 and the one beside OOM4b, three of F6; F3, EV2 and two of F6. */
const COUNTED = {
  'recording-1': { 'allocatableMemory.available': 2, 'memory.available': 3 },
  'recording-2': { 'allocatableMemory.available': 2, 'memory.available': 2 },
} as const;

describe.each(RECORDED_SERVERS)('the events of %s', (server) => {
  test.each([30_000, 120_000, 300_000])('count every eviction by its signal, at a step of %d ms', async (step) => {
    const counts: Record<string, number> = {};
    evictions(await eventsOf(server, step)).forEach(
      ({ signal = 'none' }) => (counts[signal] = (counts[signal] ?? 0) + 1)
    );
    expect(counts).toEqual(COUNTED[recordingOf(server)]);
  });

  it('hold every eviction within one scrape of its time', async () => {
    const found = evictions(await eventsOf(server, 30_000));
    const labelled = readLabels(recordingOf(server)).incidents.filter(({ verdict }) => verdict?.includes('evicted'));
    const missed = labelled
      .flatMap(({ victims }) => victims)
      .filter(
        ({ atMs }) => !found.some(({ earliest, latest }) => atMs >= earliest - 30_000 && atMs <= latest + 30_000)
      );
    expect(missed).toEqual([]);
  });

  it('hold every OOM kill within one scrape of its time', async () => {
    const found = kills(await eventsOf(server, 30_000));
    const labelled = readLabels(recordingOf(server)).incidents.filter(({ verdict }) =>
      ['oom1-container-limit', 'oom4-kubepods-limit', 'node-exhausted', 'child-killed'].includes(verdict ?? '')
    );
    const missed = labelled
      .flatMap(({ victims }) => victims)
      .filter(
        ({ atMs }) => !found.some(({ earliest, latest }) => atMs >= earliest - 30_000 && atMs <= latest + 30_000)
      );
    expect(missed).toEqual([]);
  });

  it('give each event an id of its own and at least one proof', async () => {
    const found = await eventsOf(server, 30_000);
    expect(found.filter(({ proofs }) => proofs.length === 0)).toEqual([]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  });
});
