import { readFileSync } from 'node:fs';

import {
  effectiveThresholds,
  parseEvictionFlag,
  parseEvictionMap,
  type Threshold,
  thresholdBytes,
  ThresholdError,
  thresholdPercent,
} from './threshold';

const CAPACITY = 7291510784;

interface Answer {
  readonly evictionHard: Readonly<Record<string, string>>;
  readonly enforceNodeAllocatable: readonly string[];
  readonly ok: boolean;
  readonly thresholds?: ReadonlyArray<{
    readonly signal: string;
    readonly bytesOf7291510784: number;
    readonly percentage: number;
    readonly quantity?: number;
  }>;
}

const ANSWERS = readFileSync('test/fixtures/oracles/thresholds.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line): [string, Answer] => [line.slice(0, 140), JSON.parse(line)]);
const PARSED = ANSWERS.filter(([, answer]) => answer.ok);
const REFUSED = ANSWERS.filter(([, answer]) => !answer.ok);

test('the oracle holds both kinds of lines', () => {
  expect(PARSED.length).toBeGreaterThan(400);
  expect(REFUSED.length).toBeGreaterThan(400);
});

// Go walks the map in random order, so only the set is promised.
const line = (signal: string, bytes: number, fraction: number) => `${signal} ${bytes} ${Math.fround(fraction)}`;
const inWords = ({ signal, value }: Threshold) =>
  line(signal, thresholdBytes(value, CAPACITY), value.kind === 'fraction' ? value.fraction : 0);

test.each(PARSED)('%s…', (_, { evictionHard, enforceNodeAllocatable, thresholds = [] }) => {
  const effective = effectiveThresholds(parseEvictionMap(evictionHard), enforceNodeAllocatable);
  expect(effective.map(inWords).sort()).toEqual(
    thresholds.map((expected) => line(expected.signal, expected.bytesOf7291510784, expected.percentage)).sort()
  );
});

test.each(REFUSED)('%s… is refused', (_, { evictionHard }) => {
  expect(() => parseEvictionMap(evictionHard)).toThrow(ThresholdError);
});

test('one flag holds several signals', () => {
  expect(parseEvictionFlag('memory.available<750Mi,nodefs.available<10%, pid.available < 5%')).toEqual([
    { signal: 'memory.available', value: { kind: 'quantity', bytes: 786432000 } },
    { signal: 'nodefs.available', value: { kind: 'fraction', fraction: Math.fround(0.1) } },
    { signal: 'pid.available', value: { kind: 'fraction', fraction: Math.fround(0.05) } },
  ]);
});

test.each([
  ['', []],
  [',', []],
  ['memory.available<0%', []],
  ['memory.available<100%', []],
  ['memory.available<1Gi,memory.available<750Mi', ['memory.available 786432000 0']],
])('the flag %j leaves %j', (flag, expected) => {
  expect(parseEvictionFlag(flag).map(inWords)).toEqual(expected);
});

test.each([
  ['750Mi', '"750Mi"'],
  ['memory.available>750Mi', '"memory.available>750Mi"'],
  ['memory.available=750Mi', '"memory.available=750Mi"'],
  ['memory.available<=750Mi', '"=750Mi"'],
  ['<5%', '""'],
  ['memory.free<5%', '"memory.free"'],
  ['memory.available<', '""'],
  ['memory.available<750MB', '"750MB"'],
  ['memory.available<0', '"0"'],
  ['memory.available<-5%', '"-5%"'],
  ['memory.available<101%', '"101%"'],
  ['memory.available<NaN%', '"NaN%"'],
  ['memory.available<0x5%', '"0x5%"'],
  ['memory.available<%', '"%"'],
  ['memory.available<1e999', '"1e999" is out of range'],
])('%j is refused, quoting %s', (flag, quoted) => {
  expect(() => parseEvictionFlag(flag)).toThrow(ThresholdError);
  expect(() => parseEvictionFlag(flag)).toThrow(quoted);
});

test('5 % is 5 %, although float32 keeps 0.05000000074505806', () => {
  expect(thresholdPercent(Math.fround(0.05))).toBe('5 %');
  expect(thresholdPercent(Math.fround(0.105))).toBe('10.5 %');
});
