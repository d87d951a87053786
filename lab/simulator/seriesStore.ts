import type { Bundle } from './bundle';

/** One stored series; NaN is a stale marker, as no simulated exporter has a NaN of its own. */
export interface StoredSeries {
  readonly name: string;
  /** With `__name__`; no empty values. */
  readonly labels: Readonly<Record<string, string>>;
  readonly times: number[];
  readonly values: number[];
  /** Keeps samples for it. */
  bundle?: Bundle;
}

export const STALE = NaN;

/** Labels in one order and without empty values; equal ones have equal keys. */
export interface LabelSet {
  readonly labels: Readonly<Record<string, string>>;
  readonly key: string;
}

export function labelSet(given: Readonly<Record<string, string>>): LabelSet {
  const labels: Record<string, string> = {};
  let key = '';
  for (const name of Object.keys(given).sort()) {
    const value = given[name];
    if (value) {
      labels[name] = value;
      key += `${name}\u0001${value}\u0002`;
    }
  }
  return { labels, key };
}

export interface SeriesStore {
  readonly byName: ReadonlyMap<string, readonly StoredSeries[]>;
  /** The series of this name and these labels, made when it is new. */
  series(name: string, of: LabelSet): StoredSeries;
  all(): StoredSeries[];
  /** Gives all series what bundles keep for them, and ends those. */
  settle(): void;
}

export function seriesStore(): SeriesStore {
  const everything: StoredSeries[] = [];
  const byName = new Map<string, StoredSeries[]>();
  const known = new Map<string, Map<string, StoredSeries>>();
  return {
    byName,
    series(name, { labels, key }) {
      const byKey = known.get(name) ?? new Map<string, StoredSeries>();
      const found = byKey.get(key);
      if (found) {
        return found;
      }
      const made: StoredSeries = { name, labels: { __name__: name, ...labels }, times: doubles(), values: doubles() };
      everything.push(made);
      known.set(name, byKey.set(key, made));
      const named = byName.get(name);
      named ? named.push(made) : byName.set(name, [made]);
      return made;
    },
    all: () => [...everything],
    settle() {
      for (const one of everything) {
        one.bundle?.end();
        one.bundle = undefined;
      }
    },
  };
}

/** Empty, of the kind that holds doubles side by side: V8 would begin with another, and copy all when the first fraction comes. */
function doubles(): number[] {
  const made = [0.5];
  made.length = 0;
  return made;
}

/** False for a sample that is older than the newest, which Prometheus refuses; the very same again is no error. */
export function append({ times, values, bundle }: StoredSeries, at: number, value: number): boolean {
  bundle?.settle();
  const newest = times.length - 1;
  const last = times[newest];
  if (last !== undefined && at <= last) {
    return at === last && (value === values[newest] || (Number.isNaN(value) && Number.isNaN(values[newest])));
  }
  times.push(at);
  values.push(value);
  bundle?.passed(at);
  return true;
}
