import type { NodeIdentity } from '../domain/nodeIdentity';
import type { DurationMs, EpochMs } from '../domain/units';

interface NodeKey extends Pick<NodeIdentity, 'cluster' | 'node'> {
  /** The end of the range: of a node that is unknown now, an earlier range may know more. */
  readonly to: EpochMs;
}

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

  const get = (key: string) => {
    const entry = entries.get(key);
    return entry !== undefined && entry.until > now() ? entry.identity : undefined;
  };
  const put = (key: string, identity: Promise<NodeIdentity>) => {
    const entry = { identity, until: now() + KEPT };
    entries.set(key, entry);
    identity.catch(() => entries.get(key) === entry && entries.delete(key));
    return identity;
  };
  const remember = (identity: NodeIdentity) => {
    if (isMoreThanAName(identity)) {
      void put(keyOf(identity), Promise.resolve(identity));
    }
    return identity;
  };

  return {
    find: (key, load) => {
      const whole = keyOf(key);
      const atThatTime = `${whole} ${Math.floor(key.to / KEPT)}`;
      return (
        get(whole) ??
        get(atThatTime) ??
        put(
          atThatTime,
          load().then((found) => rememberAs(whole, found))
        )
      );
    },
    remember: (found) => found.forEach(remember),
  };

  /** Asked for without a cluster, a node may be found in one: it is remembered as it was asked for, too. */
  function rememberAs(asked: string, identity: NodeIdentity): NodeIdentity {
    if (isMoreThanAName(identity)) {
      void put(asked, Promise.resolve(identity));
    }
    return remember(identity);
  }
}

const keyOf = ({ cluster = '', node }: Pick<NodeIdentity, 'cluster' | 'node'>): string =>
  JSON.stringify([cluster, node]);

const isMoreThanAName = ({ cluster: _, node: __, ...known }: NodeIdentity): boolean => Object.keys(known).length > 0;
