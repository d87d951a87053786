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
  scalar: readonly number[],
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

/** The rows of `left` where `right` has a value of the same group, or, for `unless`, where it has none. */
export function combineSets(
  op: string,
  { left, right, grouping }: { left: readonly Row[]; right: readonly Row[]; grouping: Grouping }
): Row[] {
  return left.length === 0 ? [] : masked(left, presenceOf(right, grouping), op === 'and');
}

/** `a or b or …`: each row where nothing before it has a value of the same group. */
export function firstOf(operands: ReadonlyArray<readonly Row[]>, grouping: Grouping): readonly Row[] {
  const [first = [], ...others] = operands.filter((rows) => rows.length > 0);
  if (others.length === 0) {
    return first;
  }
  const found = [...first];
  const before = presenceOf(first, grouping);
  let mayRepeat = false;
  others.forEach((rows) => {
    const more = masked(rows, before, false);
    mayRepeat ||= more.some((row, i) => row !== rows[i]);
    found.push(...more);
    before.add(more);
  });
  return mayRepeat ? unite(found) : found;
}

/** Where any row of a group has a value; looked up for the groups that are asked for. */
interface Presence {
  add(rows: readonly Row[]): void;
  maskOf(labels: Labels): Uint8Array | undefined;
}

function presenceOf(rows: readonly Row[], grouping: Grouping): Presence {
  const groups = new Map<string, Row[]>();
  const masks = new Map<string, Uint8Array>();
  const add = (more: readonly Row[]) =>
    more.forEach((row) => {
      const key = signature(row.labels, grouping);
      const group = groups.get(key);
      group ? group.push(row) : groups.set(key, [row]);
      masks.delete(key);
    });
  add(rows);
  return {
    add,
    maskOf(labels) {
      const key = signature(labels, grouping);
      const group = groups.get(key);
      const mask = masks.get(key) ?? (group && maskOf(group));
      mask && masks.set(key, mask);
      return mask;
    },
  };
}

function maskOf(group: readonly Row[]): Uint8Array {
  const mask = new Uint8Array(group[0]?.values.length ?? 0);
  for (const { values } of group) {
    for (let i = 0; i < values.length; i += 1) {
      if (!Number.isNaN(values[i])) {
        mask[i] = 1;
      }
    }
  }
  return mask;
}

function masked(rows: readonly Row[], presence: Presence, keep: boolean): Row[] {
  return rows.flatMap((row) => {
    const mask = presence.maskOf(row.labels);
    if (!mask) {
      return keep ? [] : [row];
    }
    const values = row.values.slice();
    for (let i = 0; i < values.length; i += 1) {
      if ((mask[i] === 1) !== keep) {
        values[i] = NaN;
      }
    }
    return [{ labels: row.labels, values }];
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
  const { grouping } = matching;
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
  const { grouping, many: side, include } = matching;
  const base = dropsName ? withoutName(many) : many;
  const kept =
    side === 'none'
      ? Object.fromEntries(Object.entries(base).filter(([name]) => grouping.labels.includes(name) === grouping.by))
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
