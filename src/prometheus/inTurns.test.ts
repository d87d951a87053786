import { inTurns, inTurnsAsTheyCome } from './inTurns';
import type { PrometheusPort, PromReply } from './ports/port';
import { watchErrors } from './watchErrors';

test('work is done a few at a time, and its results keep the order of the items', async () => {
  let [running, most] = [0, 0];
  const results = await inTurns([30, 1, 20, 1, 5], 2, async (ms, index) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, ms));
    running -= 1;
    return `${index}:${ms}`;
  });
  expect(results).toEqual(['0:30', '1:1', '2:20', '3:1', '4:5']);
  expect(most).toBe(2);
});

/** Comes after so many milliseconds each. */
async function* coming(...all: readonly number[]) {
  for (const ms of all) {
    await new Promise((resolve) => setTimeout(resolve, ms));
    yield ms;
  }
}

test('items that come later are worked on as they come, a few at a time and in their order', async () => {
  let [running, most] = [0, 0];
  const begun: number[] = [];
  const results = await inTurnsAsTheyCome(coming(1, 2, 3, 4), 2, async (ms, index) => {
    begun.push(index);
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 20 - ms));
    running -= 1;
    return `${index}:${ms}`;
  });
  expect(results).toEqual(['0:1', '1:2', '2:3', '3:4']);
  expect([begun, most]).toEqual([[0, 1, 2, 3], 2]);
});

test('what fails where they come from, or in the work, fails all', async () => {
  async function* broken() {
    yield* coming(1);
    throw new Error('no more');
  }
  await expect(inTurnsAsTheyCome(broken(), 3, (n) => Promise.resolve(n))).rejects.toThrow('no more');
  await expect(inTurnsAsTheyCome(coming(1, 2), 3, () => Promise.reject(new Error('work')))).rejects.toThrow('work');
});

test('no items are no work', async () => {
  expect(await inTurns([], 3, () => Promise.reject(new Error('never')))).toEqual([]);
});

test('one that fails fails all', async () => {
  await expect(
    inTurns([1, 2], 1, (n) => (n === 2 ? Promise.reject(new Error('two')) : Promise.resolve(n)))
  ).rejects.toThrow('two');
});

describe('watchErrors', () => {
  const REQUEST = { queries: [], from: 0, to: 1, step: 1 };
  const answering = (...replies: ReadonlyArray<Partial<PromReply>>): PrometheusPort => {
    const queue = [...replies];
    return () => Promise.resolve({ series: {}, errors: [], warnings: [], ...queue.shift() });
  };

  test('remembers what failed, each question once, and what was warned of', async () => {
    const failed = {
      errors: [
        { refId: 'a', message: 'timeout' },
        { refId: 'b', message: 'timeout' },
      ],
    };
    const warnings = ['partial response'];
    const { port, errors, ...watched } = watchErrors(answering({ ...failed, series: { c: [] }, warnings }, failed));
    await port(REQUEST);
    await port(REQUEST);
    expect(errors()).toEqual(failed.errors);
    expect(watched.warnings()).toEqual(warnings);
    expect(watched.isSilent()).toBe(false);
  });

  test('is silent only when asked and never answered', async () => {
    const { port, isSilent } = watchErrors(answering({ errors: [{ message: 'connection refused' }] }));
    expect(isSilent()).toBe(false);
    await port(REQUEST);
    expect(isSilent()).toBe(true);
  });
});
