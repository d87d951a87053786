export type Labels = Readonly<Record<string, string>>;

/** One series on the times of an evaluation; NaN where it has no value. */
export interface Row {
  readonly labels: Labels;
  readonly values: Float64Array;
}

export type Value =
  | { readonly kind: 'scalar'; readonly values: Float64Array }
  | { readonly kind: 'vector'; readonly rows: readonly Row[] }
  | { readonly kind: 'string'; readonly value: string };

/** Which labels tell series apart: those named, or all but those named. `__name__` never counts unless named. */
export interface Grouping {
  readonly by: boolean;
  readonly labels: readonly string[];
}

const cache = new WeakMap<Labels, Map<string, string>>();

/** Equal for series of the same group; kept by the labels' identity, as a store hands out the same object again and again. */
export function signature(labels: Labels, { by, labels: names }: Grouping): string {
  const known = cache.get(labels) ?? new Map<string, string>();
  cache.set(labels, known);
  const spec = `${by} ${names.join(',')}`;
  const found = known.get(spec);
  if (found !== undefined) {
    return found;
  }
  const made = keyOf(grouped(labels, { by, labels: names }));
  known.set(spec, made);
  return made;
}

export function grouped(labels: Labels, { by, labels: names }: Grouping): Labels {
  const keeps = (name: string) => (by ? names.includes(name) : name !== '__name__' && !names.includes(name));
  return Object.fromEntries(Object.entries(labels).filter(([name]) => keeps(name)));
}

export function keyOf(labels: Labels): string {
  const names = Object.keys(labels).sort();
  return names.map((name) => `${name}\u0001${labels[name]}`).join('\u0002');
}

export function withoutName(labels: Labels): Labels {
  if (!('__name__' in labels)) {
    return labels;
  }
  const { __name__: _, ...rest } = labels;
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
