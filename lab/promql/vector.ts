export type Labels = Readonly<Record<string, string>>;

export const filled = (length: number, value: number): number[] => new Array<number>(length).fill(value);

/** One series on the times of an evaluation; NaN where it has no value. */
export interface Row {
  readonly labels: Labels;
  readonly values: readonly number[];
}

export type Value =
  | { readonly kind: 'scalar'; readonly values: readonly number[] }
  | { readonly kind: 'vector'; readonly rows: readonly Row[] }
  | { readonly kind: 'string'; readonly value: string };

/** Which labels tell series apart: those named, or all but those named. `__name__` never counts unless named. */
export interface Grouping {
  readonly by: boolean;
  readonly labels: readonly string[];
}

const groupings = new Map<string, Grouping>();

/** The same object for the same grouping, so that what is derived by it is found again. */
export function groupingOf({ by, labels }: Grouping): Grouping {
  const key = `${by} ${labels.join(',')}`;
  const grouping = groupings.get(key) ?? { by, labels };
  groupings.set(key, grouping);
  return grouping;
}

/**
 * What was made of a label set, by how it was made: a store hands out the same label sets again and again, and what is made of them
 * is then the same again too, down to its key.
 */
const made = new WeakMap<Labels, Map<object, Labels>>();
const keys = new WeakMap<Labels, string>();

export function derived(labels: Labels, how: object, make: () => Labels): Labels {
  let known = made.get(labels);
  if (!known) {
    known = new Map();
    made.set(labels, known);
  }
  let found = known.get(how);
  if (!found) {
    found = make();
    known.set(how, found);
  }
  return found;
}

/** Equal for series of the same group. */
export function signature(labels: Labels, grouping: Grouping): string {
  return keyOf(grouped(labels, grouping));
}

export function grouped(labels: Labels, grouping: Grouping): Labels {
  const isByAll = !grouping.by && grouping.labels.length === 0;
  return isByAll ? withoutName(labels) : derived(labels, grouping, () => keptOf(labels, grouping));
}

function keptOf(labels: Labels, { by, labels: names }: Grouping): Labels {
  const kept: Record<string, string> = {};
  for (const name in labels) {
    if (by ? names.includes(name) : name !== '__name__' && !names.includes(name)) {
      kept[name] = labels[name] as string;
    }
  }
  return kept;
}

/** Equal for equal labels. */
export function keyOf(labels: Labels): string {
  let key = keys.get(labels);
  if (key === undefined) {
    key = '';
    for (const name of Object.keys(labels).sort()) {
      key += `${name}\u0001${labels[name]}\u0002`;
    }
    keys.set(labels, key);
  }
  return key;
}

export function withoutName(labels: Labels): Labels {
  return '__name__' in labels ? derived(labels, withoutName, () => nameless(labels)) : labels;
}

function nameless({ __name__: _, ...rest }: Labels): Labels {
  return rest;
}

/** Rows that have become equal, such as by losing their names: joined where only one has a value, refused otherwise. */
export function unite(rows: readonly Row[]): Row[] {
  const byKey = new Map<string, Row>();
  for (const row of rows) {
    const key = keyOf(row.labels);
    const known = byKey.get(key);
    byKey.set(key, known ? joined(known, row) : row);
  }
  return byKey.size === rows.length ? [...rows] : [...byKey.values()];
}

function joined(left: Row, right: Row): Row {
  const values = left.values.map((value, i) => {
    const other = right.values[i] ?? NaN;
    if (!Number.isNaN(value) && !Number.isNaN(other)) {
      throw new Error(`vector cannot contain metrics with the same labelset: ${JSON.stringify(left.labels)}`);
    }
    return Number.isNaN(value) ? other : value;
  });
  return { labels: left.labels, values };
}
