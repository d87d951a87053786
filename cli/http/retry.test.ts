import type { Fetch } from '../../src/prometheus/ports/httpPort';

import { readRetryAfter, retryDelay, retrying, type RetryClock } from './retry';

const NOW = Date.UTC(2026, 10, 22, 12);
const POLICY = { retries: 4, limit: 30_000 };
const INIT = { method: 'POST', headers: {}, body: '', signal: new AbortController().signal } as const;

type Answer = number | Error | { readonly status: number; readonly after: string };

/** Answers in turn (the last one for ever), on a clock that only sleeping moves. */
function world(...answers: readonly Answer[]) {
  let [asked, time] = [0, NOW];
  const slept: number[] = [];
  const fetch: Fetch = () => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? 200;
    asked += 1;
    if (answer instanceof Error) {
      return Promise.reject(answer);
    }
    const { status, after } = typeof answer === 'number' ? { status: answer, after: null } : answer;
    return Promise.resolve({ status, headers: { get: () => after }, text: () => Promise.resolve('') });
  };
  const clock: RetryClock = {
    now: () => time,
    sleep: (ms) => {
      slept.push(ms);
      time += ms;
      return Promise.resolve();
    },
    random: () => 0.5,
  };
  return { fetch, clock, slept, asked: () => asked, pass: (ms: number) => (time += ms) };
}

const reset = Object.assign(new Error('fetch failed'), {
  cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }),
});
const refused = Object.assign(new Error('fetch failed'), {
  cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
});

test.each<[string, readonly Answer[], number, readonly number[]]>([
  ['an answer', [200], 200, []],
  ['one 503', [503, 200], 200, [500]],
  ['one 429', [429, 200], 200, [500]],
  ['a gateway that is slow to come back', [502, 504, 503, 200], 200, [500, 1000, 2000]],
  ['a connection that is cut off', [reset, 200], 200, [500]],
  ['what the server asks for', [{ status: 429, after: '7' }, 200], 200, [7000]],
  ['no less than the own delay', [{ status: 429, after: '0' }, 200], 200, [500]],
  ['an error that asking again does not mend', [422], 422, []],
  ['a login', [401], 401, []],
  ['a server that stays busy', [503], 503, [500, 1000, 2000, 4000]],
])('with %s the answer is as expected, after these delays', async (_, answers, status, delays) => {
  const { fetch, clock, slept } = world(...answers);
  expect((await retrying(fetch, POLICY, clock)('', INIT)).status).toBe(status);
  expect(slept).toEqual(delays);
});

test('what still fails says how often it was asked', async () => {
  const busy = world(503);
  expect(await retrying(busy.fetch, POLICY, busy.clock)('', INIT)).toMatchObject({ note: 'asked 5 times' });
  const broken = world(reset);
  await expect(retrying(broken.fetch, POLICY, broken.clock)('', INIT)).rejects.toMatchObject({ note: 'asked 5 times' });
});

test('a wait that is longer than the limit is not begun, and said', async () => {
  const { fetch, clock, slept } = world({ status: 429, after: '120' });
  const reply = await retrying(fetch, POLICY, clock)('', INIT);
  expect(reply.note).toBe('it asks to wait 120 s, which is longer than --retry-limit');
  expect(slept).toEqual([]);
});

test('a server that refuses at first is not waited for; one that answered before is', async () => {
  const absent = world(refused);
  await expect(retrying(absent.fetch, POLICY, absent.clock)('', INIT)).rejects.toThrow('fetch failed');
  expect(absent.asked()).toBe(1);
  const restarting = world(200, refused, 200);
  const ask = retrying(restarting.fetch, POLICY, restarting.clock);
  await ask('', INIT);
  expect((await ask('', INIT)).status).toBe(200);
});

test('once nothing has been answered for the limit, nothing is asked twice', async () => {
  const { fetch, clock, asked, pass } = world(503);
  const ask = retrying(fetch, POLICY, clock);
  await ask('', INIT);
  pass(30_000);
  const before = asked();
  expect((await ask('', INIT)).note).toBeUndefined();
  expect(asked()).toBe(before + 1);
});

test('none is asked again where that is not wanted', async () => {
  const { fetch, clock, asked } = world(503);
  await retrying(fetch, { ...POLICY, retries: 0 }, clock)('', INIT);
  expect(asked()).toBe(1);
});

test('nor after the user has left', async () => {
  const { fetch, clock, asked } = world(503);
  const left = new AbortController();
  left.abort();
  await retrying(fetch, POLICY, clock)('', { ...INIT, signal: left.signal });
  expect(asked()).toBe(1);
});

test('delays spread by a quarter, so that many clients do not come back at once', () => {
  expect([0, 0.5, 1].map((random) => retryDelay({ tries: 1, random }))).toEqual([375, 500, 625]);
});

test.each([
  ['7', 7000],
  ['Sun, 22 Nov 2026 12:00:09 GMT', 9000],
  ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
  ['soon', undefined],
  ['-1', undefined],
  ['', undefined],
  [null, undefined],
])('Retry-After %j', (text, wait) => {
  expect(readRetryAfter(text, NOW)).toBe(wait);
});
