import { nodeScope } from '../../../test/fixtures/nodeScope';
import type { PrometheusPort, PromReply, PromRequest } from '../ports/port';
import type { NodeScope } from '../scope';

import { loadIncidents } from './loadIncidents';
import { windowsAround } from './windows';

const HOUR = 3_600_000;
const FROM = Date.UTC(2026, 10, 24);
/** So far apart that each is looked at alone. */
const KILLED = [1, 3, 5].map((hours) => FROM + hours * HOUR);

const scopeOf = (hours: number): NodeScope =>
  nodeScope({ identity: { node: 'worker-1' }, from: FROM, to: FROM + hours * HOUR });

/** The kernel's count of a node, which is all that is collected there. The earlier a window, the later it is answered. */
function prometheus() {
  const requests: PromRequest[] = [];
  const seen = { running: 0, most: 0 };
  const port: PrometheusPort = async (request) => {
    requests.push(request);
    seen.most = Math.max(seen.most, ++seen.running);
    await new Promise((resolve) => setTimeout(resolve, request.from < KILLED[1]! ? 20 : 1));
    seen.running -= 1;
    return replyOf(request);
  };
  return { port, requests, seen };
}

function replyOf({ from, to, step }: PromRequest): PromReply {
  const times = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
  const values = times.map((time) => KILLED.filter((killed) => killed <= time).length);
  return { series: { eventsOomKills: [{ labels: { tidemark: 'last' }, times, values }] }, errors: [], warnings: [] };
}

test.each([
  ['six hours', 6],
  ['three days, first at a coarser step', 72],
])('the windows of %s are read two at a time, and the incidents keep their order', async (_, hours) => {
  const { port, seen } = prometheus();
  const progress: number[] = [];
  const { incidents } = await loadIncidents(port, scopeOf(hours), { onProgress: (done) => progress.push(done) });
  expect(incidents.map(({ start }) => Math.round((start - FROM) / HOUR))).toEqual([1, 3, 5]);
  expect(seen.most).toBe(2);
  expect(progress).toEqual([0.25, 0.5, 0.75, 1]);
});

test('a window that failed leaves the incidents of the others, and is told', async () => {
  const { port } = prometheus();
  const failing: PrometheusPort = async (request, signal) => {
    const reply = await port(request, signal);
    const isSecond = request.step === 10_000 && request.from < KILLED[1]! && request.to > KILLED[1]!;
    return isSecond ? { series: {}, errors: [{ refId: 'eventsOomKills', message: 'timeout' }], warnings: [] } : reply;
  };
  const { incidents, findings } = await loadIncidents(failing, scopeOf(6));
  expect(incidents.map(({ start }) => Math.round((start - FROM) / HOUR))).toEqual([1, 5]);
  expect(JSON.stringify(findings)).toContain('timeout');
});

test('what is found is told as it comes, the latest first', async () => {
  const { port } = prometheus();
  const found: number[][] = [];
  const hoursOf = ({ start }: { readonly start: number }) => Math.round((start - FROM) / HOUR);
  await loadIncidents(port, scopeOf(6), { onFound: (incidents) => found.push(incidents.map(hoursOf)) });
  expect(found).toEqual([[5], [3, 5], [1, 3, 5]]);
});

test.each<[string, readonly number[], ReadonlyArray<readonly [number, number]>]>([
  ['near each other are read as one', [0, 30], [[0, 30]]],
  [
    'far from each other are read alone',
    [0, 60],
    [
      [0, 0],
      [60, 60],
    ],
  ],
])('stretches %s', (_, minutes, windows) => {
  const at = (minute: number) => FROM + minute * 60_000;
  const hits = minutes.map((minute) => ({ earliest: at(minute), latest: at(minute) }));
  const [alone] = windowsAround([{ earliest: FROM, latest: FROM }], 30_000);
  const [before, after] = [FROM - alone!.from, alone!.to - FROM];
  expect(windowsAround(hits, 30_000)).toEqual(
    windows.map(([first, last]) => ({ from: at(first) - before, to: at(last) + after }))
  );
});

describe('a row of what happened that is longer than what is read at once', () => {
  /** Every seven minutes for fifteen hours, but for a pause of twenty after five. */
  const hits = Array.from({ length: 129 }, (_, i) => FROM + i * 7 * 60_000)
    .filter((time) => time < FROM + 5 * HOUR || time > FROM + 5 * HOUR + 20 * 60_000)
    .map((time) => ({ earliest: time, latest: time + 20_000 }));
  const pieces = windowsAround(hits, 30_000);

  it('is read in pieces that can be', () => {
    expect(pieces.length).toBeGreaterThan(2);
    expect(Math.max(...pieces.map(({ from, to }) => to - from))).toBeLessThanOrEqual(8 * HOUR + 120_000);
  });

  it('is cut where there is a pause, and each piece answers for its own alone', () => {
    const owners = hits.map(({ latest }) =>
      pieces.findIndex(({ own }) => own && latest > own.after && latest <= own.until)
    );
    expect(owners.filter((piece) => piece < 0)).toEqual([]);
    expect(pieces.slice(1).map(({ own }) => own?.after)).toEqual(pieces.slice(0, -1).map(({ own }) => own?.until));
    const firstOfSecond = hits[owners.indexOf(1)]?.earliest ?? 0;
    expect(firstOfSecond).toBe(hits.find(({ earliest }) => earliest > FROM + 5 * HOUR + 20 * 60_000)?.earliest);
  });

  it('is seen on both sides of each cut', () => {
    for (const { own, from, to } of pieces) {
      expect(own?.after === -Infinity || from < (own?.after ?? 0) - 5 * 60_000).toBe(true);
      expect(own?.until === Infinity || hits.every(({ latest }) => latest > (own?.until ?? 0) || latest < to)).toBe(
        true
      );
    }
  });
});
