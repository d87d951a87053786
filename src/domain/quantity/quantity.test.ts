import { readFileSync } from 'node:fs';

import fc from 'fast-check';

import { formatQuantity } from './formatQuantity';
import { parseBytes, parseQuantity, type Quantity, QuantityError, wholeUnits } from './quantity';

interface Answer {
  readonly input: string;
  readonly ok: boolean;
  readonly value?: string;
  readonly canonical?: string;
}

const ANSWERS = readFileSync('test/fixtures/oracles/quantity.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line): Answer => JSON.parse(line));
const PARSED = ANSWERS.filter((answer) => answer.ok);
const REFUSED = ANSWERS.filter((answer) => !answer.ok);

const MAX_INT64 = 2n ** 63n - 1n;

test('the oracle holds both kinds of lines', () => {
  expect(PARSED.length).toBeGreaterThan(1900);
  expect(REFUSED.length).toBeGreaterThan(1000);
});

test.each(PARSED)('$input is $value units, printed as $canonical', ({ input, value = '', canonical }) => {
  const quantity = parseQuantity(input);
  const units = wholeUnits(quantity);
  expect(formatQuantity(quantity)).toBe(canonical);
  expect([units, ...misreadings(quantity)]).toContain(BigInt(value));
});

/** What Kubernetes' Value() answers where it is wrong: it is an int64, and memory is never negative. */
function misreadings(quantity: Quantity): readonly bigint[] {
  const units = wholeUnits(quantity);
  if (units > MAX_INT64) {
    return [BigInt.asIntN(64, units), 0n];
  }
  if (units < 0n) {
    const nano = BigInt.asIntN(64, wholeUnits({ ...quantity, exponent: quantity.exponent + 9 }));
    return [nano / 10n ** 9n + (nano % 10n ** 9n === 0n ? 0n : 1n), ...(units < -MAX_INT64 ? [0n] : [])];
  }
  return [];
}

test.each(REFUSED)('$input is refused, and quoted', ({ input }) => {
  expect(() => parseQuantity(input)).toThrow(QuantityError);
  expect(() => parseQuantity(input)).toThrow(JSON.stringify(input));
});

test.each([
  ['7120616Ki', 7291510784],
  ['1638Mi', 1717567488],
  ['750Mi', 786432000],
  ['0', 0],
  ['1n', 1],
  ['1.5Gi', 1610612736],
  ['2e9', 2000000000],
  ['8191Ti', 8191 * 1024 ** 4],
])('%s is %d bytes', (text, bytes) => {
  expect(parseBytes(text)).toBe(bytes);
});

test.each([
  ['-1Mi', 'negative'],
  ['8Pi', 'out of range'],
  ['8Ei', 'out of range'],
  ['1e999', 'out of range'],
  ['1e1000000000', 'unknown suffix'],
  ['750MB', 'not a quantity'],
  ['750mi', 'unknown suffix'],
  ['750 Mi', 'not a quantity'],
  ['750Mi\n', 'not a quantity'],
  ['<img src=x>', 'not a quantity'],
])('%s is no amount of memory: %s', (text, reason) => {
  expect(() => parseBytes(text)).toThrow(`${JSON.stringify(text)} `);
  expect(() => parseBytes(text)).toThrow(reason);
});

test('a very long input is quoted only in part', () => {
  expect(() => parseQuantity('x'.repeat(10_000))).toThrow(/^.{0,200}$/);
});

test('the canonical form parses back to the same value and prints itself', () => {
  const suffixes = ['', 'n', 'u', 'm', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'E-3', 'e0'];
  fc.assert(
    fc.property(fc.nat(), fc.option(fc.nat(99_999)), fc.constantFrom(...suffixes), (integer, fraction, suffix) => {
      const once = parseQuantity(`${integer}${fraction === null ? '' : `.${fraction}`}${suffix}`);
      const canonical = formatQuantity(once);
      const again = parseQuantity(canonical);
      expect(wholeUnits(again)).toBe(wholeUnits(once));
      expect(formatQuantity(again)).toBe(canonical);
    })
  );
});
