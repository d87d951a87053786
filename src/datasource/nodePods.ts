import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { DurationMs, EpochMs } from '../domain/units';
import type { LookedUp } from '../prometheus/nodePods';

import { KEPT } from './kept';

interface Range {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

interface Asked extends Range, Pick<NodeIdentity, 'cluster' | 'node'> {
  /** How old a look-up may be. */
  readonly maxAge?: DurationMs;
}

export interface KnownPods {
  /** The pods of a node in a range as remembered, else as loaded; several callers at once share one load. */
  readonly find: (asked: Asked, load: (range: Range) => Promise<LookedUp>) => Promise<LookedUp>;
}

/** Around what is asked: the parts of one page look at ranges that lie so near to each other. */
const AROUND = { before: 2 * 3_600_000, after: 3_600_000 };

interface Entry extends Range {
  readonly since: EpochMs;
  readonly pods: Promise<LookedUp>;
}

/**
 * Remembers which pods a node had, for five minutes; who is younger shows in the answers themselves. What failed is not
 * remembered.
 */
export function knownPods(now: () => EpochMs = Date.now): KnownPods {
  const entries = new Map<string, readonly Entry[]>();
  return {
    find: ({ cluster = '', node, from, to, maxAge = KEPT }, load) => {
      const key = JSON.stringify([cluster, node]);
      const kept = (entries.get(key) ?? []).filter(({ since }) => since > now() - KEPT);
      // A range that ends now goes on ending later.
      const end = Math.min(to, now());
      const known = kept.find((one) => one.from <= from && end <= one.to + KEPT && one.since > now() - maxAge);
      if (known) {
        return known.pods;
      }
      const range = { from: from - AROUND.before, to: Math.min(to + AROUND.after, Math.max(to, now())) };
      const entry = { ...range, since: now(), pods: load(range) };
      entries.set(key, [...kept, entry]);
      const forget = () =>
        entries.set(
          key,
          (entries.get(key) ?? []).filter((one) => one !== entry)
        );
      entry.pods.then(({ podsError }) => (podsError === undefined ? undefined : forget()), forget);
      return entry.pods;
    },
  };
}
