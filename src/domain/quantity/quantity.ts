import type { Bytes } from '../units';

export type QuantityNotation = 'BinarySI' | 'DecimalSI' | 'DecimalExponent';

/** The exact number unscaled × 10^exponent, with the family of suffixes it was written in. */
export interface Quantity {
  readonly unscaled: bigint;
  readonly exponent: number;
  readonly notation: QuantityNotation;
  /** The input, where Kubernetes prints it back unchanged instead of in canonical form. */
  readonly spelling?: string;
}

export class QuantityError extends Error {
  override readonly name = 'QuantityError';
}

/**
 * Parses a Kubernetes quantity (`1638Mi`, `0.5`, `1e3`) as resource.ParseQuantity does: nothing finer than a nano unit,
 * finer values away from zero, binary ones capped at 2^63 − 1.
 * @throws QuantityError quoting the input
 */
export function parseQuantity(text: string): Quantity {
  if (text.length > LONGEST) {
    throw new QuantityError(`${quote(text)} is not a quantity: it is longer than any number of anything`);
  }
  const parts = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/.exec(text);
  if (text === '' || parts === null) {
    throw new QuantityError(
      `${quote(text)} is not a quantity: expected a number and a suffix, such as 750Mi, 1.5Gi or 2e9`
    );
  }
  const [, sign = '', digits = '', fraction = '', suffix = ''] = parts;
  const unit = unitOf(suffix);
  if (unit === undefined) {
    throw new QuantityError(`${quote(text)} has the unknown suffix ${quote(suffix)}: ${SUFFIXES_IN_WORDS}`);
  }
  const magnitude: Magnitude = { integer: digits.replace(/^0+/, '') || '0', fraction, unit };
  // Without a digit, Kubernetes reads 0 from `M` and `Ti` but refuses `Pi`: only its slow path asks for a number.
  if (digits + fraction === '' && !isSmall(magnitude)) {
    throw new QuantityError(`${quote(text)} is not a quantity: it has no digits`);
  }
  const exact = isSmall(magnitude) ? exactly(magnitude) : bounded(exactly(magnitude));
  const spelling = isSmall(magnitude) && keepsSpelling(text, magnitude) ? { spelling: text } : {};
  return { ...exact, unscaled: sign === '-' ? -exact.unscaled : exact.unscaled, ...spelling };
}

/** The value in whole units, rounded away from zero, exact also where Kubernetes' int64 overflows. */
export function wholeUnits({ unscaled, exponent }: Quantity): bigint {
  if (exponent >= 0) {
    return unscaled * powerOfTen(exponent);
  }
  return divideAwayFromZero(unscaled, powerOfTen(-exponent));
}

/**
 * An amount of memory, zero or more: `1638Mi` → 1717567488.
 * @throws QuantityError quoting the input when it does not parse, is negative, or exceeds 2^53 − 1 bytes (8 PiB)
 */
export function parseBytes(text: string): Bytes {
  const quantity = parseQuantity(text);
  if (quantity.unscaled < 0n) {
    throw new QuantityError(`${quote(text)} is negative: an amount of memory is zero or more`);
  }
  const digits = quantity.unscaled.toString().length + quantity.exponent;
  const units = quantity.unscaled !== 0n && digits > MAX_DIGITS ? undefined : wholeUnits(quantity);
  if (units === undefined || units > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new QuantityError(`${quote(text)} is out of range: at most 8 PiB can be told apart to the byte`);
  }
  return Number(units);
}

/** Not with `**`: the bundler's ES2015 target turns that into Math.pow, which refuses a BigInt. */
export function powerOfTen(exponent: number): bigint {
  return BigInt(`1${'0'.repeat(exponent)}`);
}

interface Unit {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly notation: QuantityNotation;
}

interface Magnitude {
  readonly integer: string;
  readonly fraction: string;
  readonly unit: Unit;
}

const SUFFIXES_IN_WORDS = 'known are Ki Mi Gi Ti Pi Ei, n u m k M G T P E, and exponents such as e3 or E-3';
const NANO = -9;
const MAX_BINARY = 9223372036854775807n;
/** Digits of 2^53, with one to spare. */
const MAX_DIGITS = 17;
/** In characters; what is longer would cost seconds to match. */
const LONGEST = 2000;
/** An exponent beyond this stands for no amount of anything, and would cost gigabytes to write out. */
const MAX_EXPONENT = 1000;

const DECIMAL_SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);

function unitOf(suffix: string): Unit | undefined {
  const decimal = DECIMAL_SUFFIXES.get(suffix);
  if (decimal !== undefined) {
    return { base: 10, exponent: decimal, notation: 'DecimalSI' };
  }
  const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].indexOf(suffix);
  if (binary >= 0) {
    return { base: 2, exponent: 10 * (binary + 1), notation: 'BinarySI' };
  }
  const exponent = /^[eE]([+-]?[0-9]+)$/.exec(suffix)?.[1];
  if (exponent === undefined || Math.abs(Number(exponent)) > MAX_EXPONENT) {
    return undefined;
  }
  return { base: 10, exponent: Number(exponent), notation: 'DecimalExponent' };
}

function exactly({ integer, fraction, unit }: Magnitude): Quantity {
  const digits = BigInt(integer + fraction);
  return unit.base === 2
    ? { unscaled: digits << BigInt(unit.exponent), exponent: 0 - fraction.length, notation: unit.notation }
    : { unscaled: digits, exponent: unit.exponent - fraction.length, notation: unit.notation };
}

/**
 * Kubernetes keeps numbers of few digits in an int64 and all others in a decimal of its own; only the latter are rounded to
 * nano units and capped (apimachinery 1.34 pkg/api/resource/quantity.go, ParseQuantity).
 */
function isSmall({ integer, fraction, unit }: Magnitude): boolean {
  if (unit.base === 10) {
    return integer.length + fraction.length <= 18 && unit.exponent - fraction.length >= NANO;
  }
  return fraction === '' && integer.length + Math.trunc((unit.exponent * 3) / 10) <= 14;
}

function bounded(quantity: Quantity): Quantity {
  const atLeastNano =
    quantity.exponent < NANO
      ? { unscaled: divideAwayFromZero(quantity.unscaled, powerOfTen(NANO - quantity.exponent)), exponent: NANO }
      : quantity;
  if (quantity.notation !== 'BinarySI') {
    return { ...quantity, ...atLeastNano };
  }
  const one = powerOfTen(-atLeastNano.exponent);
  if (atLeastNano.unscaled > MAX_BINARY * one) {
    return { unscaled: MAX_BINARY, exponent: 0, notation: 'BinarySI' };
  }
  const belowOne = atLeastNano.unscaled > 0n && atLeastNano.unscaled < one;
  return { ...atLeastNano, notation: belowOne ? 'DecimalSI' : 'BinarySI' };
}

/** The same source: a number that looks canonical is printed as it was written, leading zeros and sign included. */
function keepsSpelling(text: string, { integer, fraction, unit }: Magnitude): boolean {
  if (text === '0') {
    return true;
  }
  const digits = integer + fraction;
  if (unit.base === 2) {
    return BigInt(digits) % 8n !== 0n;
  }
  return (unit.exponent - fraction.length) % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
}

function divideAwayFromZero(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  return rest === 0n ? quotient : quotient + (rest > 0n ? 1n : -1n);
}

/** The text as an error quotes it: escaped, and short enough to read. */
export function quote(text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return JSON.stringify(shown);
}
