import { UnknownShape, type Matching } from './expression';
import { signature, unite, withoutName, type Grouping, type Labels, type Row } from './vector';

type Compute = (left: number, right: number) => number;

const ARITHMETIC: Readonly<Record<string, Compute>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
};

const COMPARISON: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
};

export const SET_OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'unless']);

/** How an operator computes one value: NaN for a comparison that does not hold, 0 for one under `bool`. */
export function computeOf(op: string, bool: boolean): { readonly compute: Compute; readonly dropsName: boolean } {
  const arithmetic = ARITHMETIC[op];
  if (arithmetic) {
    return { compute: arithmetic, dropsName: true };
  }
  const holds = COMPARISON[op];
  if (!holds) {
    throw new UnknownShape(`operator ${op}`);
  }
  return bool
    ? { compute: (a, b) => Number(holds(a, b)), dropsName: true }
    : { compute: (a, b) => (holds(a, b) ? a : NaN), dropsName: false };
}

/** A vector with a scalar on one side. A comparison keeps the vector's own value. */
export function withScalar(
  rows: readonly Row[],
  scalar: Float64Array,
  { op, bool, scalarIsLeft }: { readonly op: string; readonly bool: boolean; readonly scalarIsLeft: boolean }
): Row[] {
  const { compute, dropsName } = computeOf(op, bool);
  const holds = COMPARISON[op];
  const result = rows.map(({ labels, values }) => ({
    labels: dropsName ? withoutName(labels) : labels,
    values: values.map((value, i) => {
      const other = scalar[i] ?? NaN;
      if (Number.isNaN(value)) {
        return NaN;
      }
      if (holds && !bool) {
        return (scalarIsLeft ? holds(other, value) : holds(value, other)) ? value : NaN;
      }
      return scalarIsLeft ? compute(other, value) : compute(value, other);
    }),
  }));
  return dropsName ? unite(result) : result;
}

const groupingOf = ({ on, labels }: Matching): Grouping => ({ by: on, labels });

export function combineSets(op: string, left: readonly Row[], right: readonly Row[], matching: Matching): Row[] {
  const grouping = groupingOf(matching);
  switch (op) {
    case 'and':
      return masked(left, presence(right, grouping), grouping, true);
    case 'unless':
      return masked(left, presence(right, grouping), grouping, false);
    case 'or':
      return unite([...left, ...masked(right, presence(left, grouping), grouping, false)]);
    default:
      throw new UnknownShape(`operator ${op}`);
  }
}

/** By signature: where any row has a value. */
function presence(rows: readonly Row[], grouping: Grouping): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const { labels, values } of rows) {
    const key = signature(labels, grouping);
    const mask = found.get(key) ?? new Uint8Array(values.length);
    found.set(key, mask);
    for (let i = 0; i < values.length; i += 1) {
      if (!Number.isNaN(values[i])) {
        mask[i] = 1;
      }
    }
  }
  return found;
}

function masked(rows: readonly Row[], masks: Map<string, Uint8Array>, grouping: Grouping, keep: boolean): Row[] {
  return rows.flatMap((row) => {
    const mask = masks.get(signature(row.labels, grouping));
    if (!mask) {
      return keep ? [] : [row];
    }
    return [{ labels: row.labels, values: row.values.map((value, i) => ((mask[i] === 1) === keep ? value : NaN)) }];
  });
}

/** Arithmetic and comparison between vectors, one to one or many to one. */
export function combineVectors(
  op: string,
  { left, right, matching, bool }: { left: readonly Row[]; right: readonly Row[]; matching: Matching; bool: boolean }
): Row[] {
  const { compute, dropsName } = computeOf(op, bool);
  const isSwapped = matching.many === 'right';
  const [many, one] = isSwapped ? [right, left] : [left, right];
  const grouping = groupingOf(matching);
  const ones = new Map<string, Row[]>();
  for (const row of one) {
    const key = signature(row.labels, grouping);
    ones.set(key, [...(ones.get(key) ?? []), row]);
  }
  const results: Row[] = [];
  for (const row of many) {
    for (const other of ones.get(signature(row.labels, grouping)) ?? []) {
      const values = row.values.map((value, i) => {
        const against = other.values[i] ?? NaN;
        return Number.isNaN(value) || Number.isNaN(against)
          ? NaN
          : isSwapped
            ? compute(against, value)
            : compute(value, against);
      });
      results.push({ labels: resultLabels(row.labels, other.labels, { matching, dropsName }), values });
    }
  }
  refuseAmbiguity(ones, matching.many === 'none' ? results : []);
  return unite(results);
}

/** Two series of the "one" side at one time are an error of the query. */
function refuseAmbiguity(ones: Map<string, Row[]>, results: readonly Row[]): void {
  for (const rows of ones.values()) {
    if (rows.length > 1) {
      unite(rows.map(({ values }) => ({ labels: {}, values })));
    }
  }
  unite(results);
}

function resultLabels(
  many: Labels,
  one: Labels,
  { matching, dropsName }: { readonly matching: Matching; readonly dropsName: boolean }
): Labels {
  const { on, labels, many: side, include } = matching;
  const base = dropsName ? withoutName(many) : many;
  const kept =
    side === 'none'
      ? Object.fromEntries(Object.entries(base).filter(([name]) => labels.includes(name) === on))
      : { ...base };
  for (const name of include) {
    const value = one[name];
    if (value) {
      kept[name] = value;
    } else {
      delete kept[name];
    }
  }
  return kept;
}
