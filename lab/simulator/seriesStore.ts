/** One stored series; NaN is a stale marker, as no simulated exporter has a NaN of its own. */
export interface StoredSeries {
  readonly name: string;
  /** With `__name__`; no empty values. */
  readonly labels: Readonly<Record<string, string>>;
  readonly times: number[];
  readonly values: number[];
}

export const STALE = NaN;

export interface SeriesStore {
  readonly byName: ReadonlyMap<string, readonly StoredSeries[]>;
  /** The series of these labels, made when it is new. */
  series(labels: Readonly<Record<string, string>>): StoredSeries;
  all(): StoredSeries[];
}

export function seriesStore(): SeriesStore {
  const byKey = new Map<string, StoredSeries>();
  const byName = new Map<string, StoredSeries[]>();
  return {
    byName,
    series(given) {
      const labels = withoutEmpty(given);
      const key = JSON.stringify(labels);
      const known = byKey.get(key);
      if (known) {
        return known;
      }
      const name = given['__name__'] ?? '';
      const made: StoredSeries = { name, labels, times: [], values: [] };
      byKey.set(key, made);
      const named = byName.get(name);
      named ? named.push(made) : byName.set(name, [made]);
      return made;
    },
    all: () => [...byKey.values()],
  };
}

/** In one order, so that equal labels read the same. */
function withoutEmpty(given: Readonly<Record<string, string>>): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const name of Object.keys(given).sort()) {
    const value = given[name];
    if (value) {
      labels[name] = value;
    }
  }
  return labels;
}

/** False for a sample that is older than the newest, which Prometheus refuses; the very same again is no error. */
export function append({ times, values }: StoredSeries, at: number, value: number): boolean {
  const newest = times.length - 1;
  const last = times[newest];
  if (last !== undefined && at <= last) {
    return at === last && (value === values[newest] || (Number.isNaN(value) && Number.isNaN(values[newest])));
  }
  times.push(at);
  values.push(value);
  return true;
}
