import { UnknownShape } from './expression';
import { filled, grouped, signature, type Grouping, type Row } from './vector';

type Fold = { readonly start: number; readonly add: (total: number, value: number) => number };

const FOLDS: Readonly<Record<string, Fold>> = {
  sum: { start: 0, add: (total, value) => total + value },
  max: { start: -Infinity, add: Math.max },
  min: { start: Infinity, add: Math.min },
  count: { start: 0, add: (total) => total + 1 },
  group: { start: 1, add: () => 1 },
};

const OF_ONE_ITSELF: ReadonlySet<string> = new Set(['sum', 'max', 'min']);

interface Aggregation {
  readonly op: string;
  readonly grouping: Grouping;
  readonly parameter?: readonly number[];
  readonly length: number;
}

export function aggregate(rows: readonly Row[], { op, grouping, parameter, length }: Aggregation): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = signature(row.labels, grouping);
    const group = groups.get(key);
    group ? group.push(row) : groups.set(key, [row]);
  }
  return [...groups.values()].flatMap((group) => {
    if (op === 'topk' || op === 'bottomk') {
      return ranked(group, { k: required(parameter, op), highest: op === 'topk', length });
    }
    const [first] = group;
    const labels = first ? grouped(first.labels, grouping) : {};
    return [{ labels, values: folded(group, { op, parameter, length }) }];
  });
}

function folded(group: readonly Row[], { op, parameter, length }: Omit<Aggregation, 'grouping'>): readonly number[] {
  if (op === 'avg') {
    const total = folded(group, { op: 'sum', length });
    const count = folded(group, { op: 'count', length });
    return total.map((value, i) => value / (count[i] ?? 1));
  }
  if (op === 'quantile') {
    const q = required(parameter, op);
    return Array.from({ length }, (_, i) => quantile(q[i] ?? NaN, present(group, i)));
  }
  const fold = FOLDS[op];
  if (!fold) {
    throw new UnknownShape(`aggregation ${op}`);
  }
  const [only] = group;
  if (only && group.length === 1 && OF_ONE_ITSELF.has(op)) {
    return only.values;
  }
  const values = filled(length, NaN);
  for (const row of group) {
    for (let i = 0; i < length; i += 1) {
      const value = row.values[i] ?? NaN;
      if (!Number.isNaN(value)) {
        const total = values[i] ?? NaN;
        values[i] = fold.add(Number.isNaN(total) ? fold.start : total, value);
      }
    }
  }
  return values;
}

function ranked(
  group: readonly Row[],
  { k, highest, length }: { readonly k: readonly number[]; readonly highest: boolean; readonly length: number }
): Row[] {
  const kept = group.map((row) => ({ labels: row.labels, values: filled(length, NaN) }));
  for (let i = 0; i < length; i += 1) {
    const order = group
      .map((row, index) => ({ index, value: row.values[i] ?? NaN }))
      .filter(({ value }) => !Number.isNaN(value))
      .sort((a, b) => (highest ? b.value - a.value : a.value - b.value))
      .slice(0, k[i]);
    order.forEach(({ index, value }) => {
      const row = kept[index];
      if (row) {
        row.values[i] = value;
      }
    });
  }
  return kept;
}

function present(group: readonly Row[], i: number): number[] {
  return group.map(({ values }) => values[i] ?? NaN).filter((value) => !Number.isNaN(value));
}

function quantile(q: number, values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const rank = q * (sorted.length - 1);
  const low = sorted[Math.max(0, Math.floor(rank))];
  const high = sorted[Math.min(sorted.length - 1, Math.ceil(rank))];
  return low === undefined || high === undefined ? NaN : low + (high - low) * (rank - Math.floor(rank));
}

function required(parameter: readonly number[] | undefined, op: string): readonly number[] {
  if (!parameter) {
    throw new UnknownShape(`${op} without its parameter`);
  }
  return parameter;
}
