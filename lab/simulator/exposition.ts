/** One line of an exporter's page, without its value; kept by what it is about, so that it is the same object at each scrape. */
export interface Exposed {
  readonly name: string;
  /** Empty values are there as the exporter writes them: with honor_labels they keep the target's own away. */
  readonly labels: Readonly<Record<string, string>>;
  /** What a target stores it as, by the target's place among those of the exporter. */
  readonly slots: unknown[];
}

/** `at` in milliseconds where the exporter stamps the sample itself. */
export type Push = (series: Exposed, value: number, at?: number) => void;
export type Exporter = (push: Push) => void;

export function exposed(name: string, labels: Readonly<Record<string, string>> = {}): Exposed {
  return { name, labels, slots: [] };
}

/** The lines about one thing, made when first asked for. */
export class Lines {
  private readonly known = new Map<string, Map<string, Exposed>>();

  get(name: string, key: string, labels: () => Readonly<Record<string, string>>): Exposed {
    let byKey = this.known.get(name);
    if (!byKey) {
      byKey = new Map();
      this.known.set(name, byKey);
    }
    const known = byKey.get(key);
    if (known) {
      return known;
    }
    const made = exposed(name, labels());
    byKey.set(key, made);
    return made;
  }
}
