/** How much each part of the node used, kept for a quarter of an hour. */
export interface GrowthHistory {
  /** `key` → bytes; the same keys as later in `since`. */
  note(at: number, usage: ReadonlyMap<string, number>): void;
  /** By how much each part grew over the last minutes; what was not there then grew from nothing. */
  since(at: number, now: ReadonlyMap<string, number>): Map<string, number>;
}

const KEPT = 15 * 60_000;

export function growthHistory(): GrowthHistory {
  const notes: Array<{ readonly at: number; readonly usage: ReadonlyMap<string, number> }> = [];
  return {
    note(at, usage) {
      notes.push({ at, usage });
      while ((notes[0]?.at ?? at) < at - KEPT) {
        notes.shift();
      }
    },
    since(_, now) {
      const first = notes[0]?.usage ?? now;
      return new Map([...now].map(([key, bytes]) => [key, bytes - (first.get(key) ?? 0)]));
    },
  };
}
