import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';

import { readCgroupPath } from '../../src/domain/logs/cgroupPath';
import { readKernelOomLine, soundsLikeOom } from '../../src/domain/logs/kernelOomLine';
import { readKubeletEvictionLine } from '../../src/domain/logs/kubeletEvictionLine';
import { readLogLine, type LogLine } from '../../src/domain/logs/logLine';
import { logReader, readLog, type LogReview } from '../../src/domain/logs/readLog';

import { hostileText } from './hostileText';
import { mutated } from './mutateText';
import { expect, target, type Target } from './target';

const CLOCK = { reference: Date.UTC(2026, 10, 22) };
const FIXTURES = join(__dirname, '../../test/fixtures/logs');
const LINES = readdirSync(FIXTURES)
  .filter((name) => name.endsWith('.log'))
  .flatMap((name) => readFileSync(join(FIXTURES, name), 'utf8').split('\n'))
  .filter((line) => line !== '' && !line.includes('synchronize housekeeping'));
/** The lines that say something, so that they are not lost among registers and call traces. */
const TELLING = LINES.filter(
  (line) => soundsLikeOom(line) || /eviction|Tasks state|\[ *pid|usage |stats for/.test(line)
);
const PATHS = LINES.flatMap((line) => /task_memcg=([^,]+)/.exec(line)?.[1] ?? []);

const WRAPPINGS: ReadonlyArray<(line: string) => string> = [
  (line) => line,
  (line) => `Nov 22 02:24:20 node-1 kernel: ${line}`,
  (line) => `<4>[  123.456789][ T1234] ${line}`,
  (line) => `2026-11-22T02:24:20.693971Z node-1 kernel: ${line}`,
  (line) => JSON.stringify({ MESSAGE: line, __REALTIME_TIMESTAMP: '1795314260693971', _HOSTNAME: 'node-1' }),
  (line) => JSON.stringify({ log: `${line}\n`, time: '2026-11-22T02:24:20.693971Z' }),
];

const killed = (pid: number) =>
  `Memory cgroup out of memory: Killed process ${pid} (a) total-vm:1kB, anon-rss:1kB, file-rss:0kB`;
const MANY_VICTIMS = ['Tasks in /kubepods are going to be killed due to memory.oom.group set']
  .concat(Array.from({ length: 1000 }, (_, i) => killed(i)))
  .join('\n');
const MANY_HOSTS = Array.from({ length: 1000 }, (_, i) => `Nov 22 02:24:20 node-${i} kernel: ${killed(i)}`).join('\n');

const bare = fc.oneof(fc.constantFrom(...TELLING), fc.constantFrom(...TELLING), fc.constantFrom(...LINES));
const wrapped = fc.tuple(mutated(bare), fc.constantFrom(...WRAPPINGS)).map(([line, wrap]) => wrap(line));
const line = fc.oneof({ weight: 6, arbitrary: mutated(wrapped) }, { weight: 1, arbitrary: hostileText });
const text = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom('\n', '\n', '\r\n', '\n\n'))
  .map(([lines, end]) => lines.join(end));
const path = fc.oneof(
  { weight: 6, arbitrary: mutated(fc.constantFrom(...PATHS)) },
  { weight: 1, arbitrary: hostileText }
);

export const logTargets: readonly Target[] = [
  target('log line', 0.34, {
    input: line,
    found: [
      `eviction manager: pods ranked for eviction: ${'node-expo'.repeat(900)}`,
      JSON.stringify({ MESSAGE: 'a', __REALTIME_TIMESTAMP: '1e300' }),
      `Killed process 1 (${') total-vm:1kB'.repeat(600)}`,
      `oom-kill:constraint=CONSTRAINT_CPUSET${',task=a,pid=1'.repeat(600)}`,
      `${'a order='.repeat(1000)} invoked oom-killer: ${'order=-'.repeat(1000)}`,
    ],
    read: readLine,
    check: ({ read, eviction }, raw) => {
      checkTime(read);
      expect(JSON.stringify(eviction ?? '').length <= 20 * raw.length + 1000, 'an eviction line grew');
    },
  }),
  target('cgroup path', 0.1, { input: path, read: readCgroupPath }),
  target('log', 0.04, {
    input: text,
    found: [MANY_VICTIMS, MANY_HOSTS],
    read: (raw) => readLog(raw, CLOCK),
    check: checkReview,
  }),
  target('log in pieces', 0.01, {
    input: fc.tuple(text, fc.integer({ min: 1, max: 700 })),
    found: [['x'.repeat(60_000), 3]],
    read: readPieces,
    check: (review, [raw]) => checkReview(review, raw),
  }),
];

function readLine(raw: string) {
  const read = readLogLine(raw, 1, CLOCK);
  return { read, kernel: readKernelOomLine(read.text), eviction: readKubeletEvictionLine(read) };
}

function readPieces([raw, size]: readonly [string, number]): LogReview {
  const reader = logReader(CLOCK);
  for (let at = 0; at < raw.length; at += size) {
    reader.push(raw.slice(at, at + size));
  }
  return reader.end();
}

function checkReview({ ooms, evictions, notUnderstood }: LogReview, raw: string): void {
  ooms.forEach((oom) => {
    expect(oom.firstLine >= 1 && oom.firstLine <= oom.lastLine, 'a report’s lines are in order');
    checkTime(oom);
    [...oom.victims, ...oom.tasks].forEach((one) =>
      Object.values(one).forEach((value) =>
        expect(typeof value !== 'number' || Number.isFinite(value), 'a number of a victim or a task is none')
      )
    );
  });
  evictions.forEach(checkTime);
  expect(
    JSON.stringify([ooms, evictions, notUnderstood]).length <= 60 * raw.length + 10_000,
    'what is kept is far more than what came'
  );
}

/** Every time is one that a date can show: what prints it must not throw. */
function checkTime({ at, sinceBoot }: Partial<Pick<LogLine, 'at' | 'sinceBoot'>>): void {
  expect(at === undefined || !Number.isNaN(new Date(at).getTime()), `no time: ${at}`);
  expect(sinceBoot === undefined || Number.isFinite(sinceBoot), `no time since boot: ${sinceBoot}`);
}
