import { findSlope, findTimeToLine, type Slope } from './slope';
import { MiB } from '../units';

const START = Date.UTC(2026, 10, 21, 21, 0);
const STEP = 30_000;

const grid = (count: number) => Array.from({ length: count }, (_, index) => START + index * STEP);

/** A fixed stream of standard normal numbers (a linear congruence, Box–Muller). */
function noise(seed: number): () => number {
  let state = Math.imul(seed, 2654435761) >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / 4294967297;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

function share(runs: number, holds: (run: number) => boolean): number {
  return Array.from({ length: runs }, (_, run) => run + 1).filter(holds).length / runs;
}

test('a straight climb of 1 MiB a second is found exactly', () => {
  const times = grid(20);
  const slope = findSlope(
    times,
    times.map((time) => ((time - START) / 1000) * MiB)
  );
  expect(slope?.perSecond).toBeCloseTo(MiB, 3);
  expect(slope?.low).toBeCloseTo(MiB, 3);
  expect(slope?.high).toBeCloseTo(MiB, 3);
});

test('one sample in five off by a GiB does not move it', () => {
  const times = grid(50);
  const next = noise(7);
  const slope = findSlope(
    times,
    times.map((time, index) => ((time - START) / 1000 + next()) * MiB + (index % 5 === 0 ? 1024 * MiB : 0))
  );
  expect((slope?.perSecond ?? 0) / MiB).toBeCloseTo(1, 1);
});

test('gaps, NaN and repeated samples are no observations', () => {
  const times = grid(40);
  const values = times.map((time, index) => {
    const kept = index - (index % 4);
    return index % 4 === 3 ? (index % 8 === 3 ? null : NaN) : ((times[kept] ?? time) - START) * 1000;
  });
  expect(findSlope(times, values)?.perSecond).toBeCloseTo(1_000_000, 3);
});

test.each<[string, number, (index: number) => number | null]>([
  ['nothing at all', 0, () => 0],
  ['seven points', 7, (index) => index * MiB],
  ['a flat line', 60, () => MiB],
  ['only gaps', 60, () => null],
  ['a zigzag', 60, (index) => (index % 2) * MiB],
  ['a climb that comes back down', 60, (index) => (30 - Math.abs(30 - index)) * MiB],
])('%s has no trend', (_, count, value) => {
  expect(
    findSlope(
      grid(count),
      grid(count).map((__, index) => value(index))
    )
  ).toBeUndefined();
});

test.each([
  [10, 1000],
  [20, 1000],
  [60, 200],
])('over %d points of pure noise a trend is claimed in at most one case of twenty', (count, runs) => {
  const claimed = share(runs, (run) => {
    const next = noise(run);
    return findSlope(grid(count), grid(count).map(next)) !== undefined;
  });
  expect(claimed).toBeLessThanOrEqual(0.05);
});

test('the interval holds the true slope in 19 cases of 20', () => {
  const covered = share(200, (run) => {
    const next = noise(run);
    const slope = findSlope(
      grid(40),
      grid(40).map((time) => (time - START) * 2 + next() * 50_000)
    );
    return slope !== undefined && slope.low <= 2000 && slope.high >= 2000;
  });
  expect(covered).toBeGreaterThanOrEqual(0.93);
});

test('memory that merely wanders is seldom taken for a leak', () => {
  const claimed = share(200, (run) => {
    const next = noise(run);
    let level = 0;
    return (
      findSlope(
        grid(60),
        grid(60).map(() => (level = 0.7 * level + next()))
      ) !== undefined
    );
  });
  expect(claimed).toBeLessThanOrEqual(0.1);
});

test('a day of samples is answered at once', () => {
  const times = grid(2880);
  expect(
    findSlope(
      times,
      times.map((time) => time - START)
    )?.perSecond
  ).toBeCloseTo(1000, 3);
});

const CLIMB: Slope = { perSecond: MiB, low: 0.5 * MiB, high: 2 * MiB };
const FALL: Slope = { perSecond: -MiB, low: -2 * MiB, high: -0.5 * MiB };

test.each<[string, number, number, Slope, readonly number[] | undefined]>([
  ['pods climbing to a line 60 MiB above', 0, 60 * MiB, CLIMB, [30_000, 60_000, 120_000]],
  ['available memory falling to a line 60 MiB below', 60 * MiB, 0, FALL, [30_000, 60_000, 120_000]],
  ['on the line', MiB, MiB, CLIMB, [0, 0, 0]],
  ['falling away from it', 0, 60 * MiB, FALL, undefined],
  ['already beyond it', 60 * MiB, 0, CLIMB, undefined],
])('%s', (_, value, line, slope, expected) => {
  const time = findTimeToLine(value, line, slope);
  expect(time && [time.earliest, time.expected, time.latest]).toEqual(expected);
});
