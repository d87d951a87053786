/** One line of an exporter's page, without its value; kept by what it is about, so that it is the same object at each scrape. */
export interface Exposed {
  readonly name: string;
  /** Empty values are there as the exporter writes them: with honor_labels they keep the target's own away. */
  readonly labels: Readonly<Record<string, string>>;
  /** What a target stores it as, by the target's place among those of the exporter. */
  readonly slots: unknown[];
}

/** Lines that are told together, of one thing; no other line is stored under the labels of one of them. */
export interface Block {
  readonly lines: readonly Exposed[];
  /** Of the lines in their order, written in place. */
  readonly values: Float64Array;
  /** Moves with each change of the values. */
  version: number;
  /** What a target stores them as, by the target's place. */
  readonly slots: unknown[];
}

/** `at` in milliseconds where the exporter stamps the sample itself. */
export type Push = (series: Exposed, value: number, at?: number) => void;
export type PushBlock = (block: Block, at?: number) => void;
export type Exporter = (push: Push, pushBlock: PushBlock) => void;

export function exposed(name: string, labels: Readonly<Record<string, string>> = {}): Exposed {
  return { name, labels, slots: [] };
}

export function blockOf(lines: readonly Exposed[], values: Iterable<number> = lines.map(() => 0)): Block {
  return { lines, values: Float64Array.from(values), version: 0, slots: [] };
}

/** For whom a block is no more than its lines. */
export function lineByLine(push: Push): PushBlock {
  return ({ lines, values }, at) => lines.forEach((line, i) => push(line, values[i] ?? NaN, at));
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
