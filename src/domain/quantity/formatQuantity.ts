import { powerOfTen, type Quantity, type QuantityNotation, wholeUnits } from './quantity';

/** Kubernetes' canonical form: no fraction, the largest suffix that keeps every digit (`1.5Gi` → `1536Mi`). */
export function formatQuantity(quantity: Quantity): string {
  if (quantity.spelling !== undefined) {
    return quantity.spelling;
  }
  if (quantity.unscaled === 0n) {
    return '0';
  }
  return isBinary(quantity) ? formatBinary(wholeUnits(quantity)) : formatDecimal(quantity);
}

const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL_SUFFIXES: ReadonlyMap<number, string> = new Map([
  [-9, 'n'],
  [-6, 'u'],
  [-3, 'm'],
  [0, ''],
  [3, 'k'],
  [6, 'M'],
  [9, 'G'],
  [12, 'T'],
  [15, 'P'],
  [18, 'E'],
]);

/** Binary suffixes hold only whole numbers from 1Ki on (apimachinery quantity.go, CanonicalizeBytes). */
function isBinary(quantity: Quantity): boolean {
  if (quantity.notation !== 'BinarySI') {
    return false;
  }
  const units = wholeUnits(quantity);
  const isWhole = quantity.exponent >= 0 || units * powerOfTen(-quantity.exponent) === quantity.unscaled;
  return isWhole && (units >= 1024n || units <= -1024n);
}

function formatBinary(units: bigint): string {
  const { rest, times } = withoutFactor(units, 1024n, BINARY_SUFFIXES.length - 1);
  return `${rest}${BINARY_SUFFIXES[times]}`;
}

function formatDecimal({ unscaled, exponent, notation }: Quantity): string {
  const { rest, times } = withoutFactor(unscaled, 10n);
  const shortest = exponent + times;
  const multipleOfThree = Math.floor(shortest / 3) * 3;
  return `${rest * powerOfTen(shortest - multipleOfThree)}${decimalSuffix(multipleOfThree, notation)}`;
}

function decimalSuffix(exponent: number, notation: QuantityNotation): string {
  const suffix = notation === 'DecimalExponent' ? undefined : DECIMAL_SUFFIXES.get(exponent);
  return suffix ?? (exponent === 0 ? '' : `e${exponent}`);
}

function withoutFactor(value: bigint, factor: bigint, most = Infinity): { rest: bigint; times: number } {
  let rest = value;
  let times = 0;
  while (times < most && rest % factor === 0n) {
    rest /= factor;
    times += 1;
  }
  return { rest, times };
}
