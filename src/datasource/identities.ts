import type { NodeIdentity } from '../domain/nodeIdentity';
import type { DurationMs, EpochMs } from '../domain/units';

type NodeKey = Pick<NodeIdentity, 'cluster' | 'node'>;

export interface Identities {
  /** The node's identity as remembered, else as loaded; several callers at once share one load. */
  readonly find: (key: NodeKey, load: () => Promise<NodeIdentity>) => Promise<NodeIdentity>;
  readonly remember: (identities: readonly NodeIdentity[]) => void;
}

interface Entry {
  readonly identity: Promise<NodeIdentity>;
  readonly until: EpochMs;
}

const KEPT: DurationMs = 5 * 60_000;

/** Remembers nodes for five minutes, so that a panel's refresh is one upstream request. A failed load is not remembered. */
export function identities(now: () => EpochMs = Date.now): Identities {
  const entries = new Map<string, Entry>();

  const put = (key: string, identity: Promise<NodeIdentity>) => {
    const entry = { identity, until: now() + KEPT };
    entries.set(key, entry);
    identity.catch(() => entries.get(key) === entry && entries.delete(key));
    return identity;
  };

  return {
    find: (key, load) => {
      const known = entries.get(keyOf(key));
      return known !== undefined && known.until > now() ? known.identity : put(keyOf(key), load());
    },
    remember: (found) => found.forEach((identity) => put(keyOf(identity), Promise.resolve(identity))),
  };
}

const keyOf = ({ cluster = '', node }: NodeKey): string => JSON.stringify([cluster, node]);
