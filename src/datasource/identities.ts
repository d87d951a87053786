import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { EpochMs } from '../domain/units';

import { KEPT, keptFor } from './kept';

interface NodeKey extends Pick<NodeIdentity, 'cluster' | 'node'> {
  /** The end of the range: of a node that is unknown now, an earlier range may know more. */
  readonly to: EpochMs;
}

export interface Identities {
  /** The node's identity as remembered, else as loaded; several callers at once share one load. */
  readonly find: (key: NodeKey, load: () => Promise<NodeIdentity>) => Promise<NodeIdentity>;
  /** All nodes of a cluster, or of all; remembered and shared alike. */
  readonly findAll: (key: ListKey, load: () => Promise<readonly NodeIdentity[]>) => Promise<readonly NodeIdentity[]>;
  readonly remember: (identities: readonly NodeIdentity[]) => void;
}

interface ListKey extends Omit<NodeKey, 'node'> {
  /** A longer range may show more of them. */
  readonly from: EpochMs;
}

/** Remembers nodes for five minutes, so that a panel's refresh is one upstream request. A failed load is not remembered. */
export function identities(now: () => EpochMs = Date.now): Identities {
  const nodes = keptFor<NodeIdentity>(KEPT, now);
  const lists = keptFor<readonly NodeIdentity[]>(KEPT, now);
  const running = new Map<string, Promise<NodeIdentity>>();

  const remember = (identity: NodeIdentity) => {
    if (isMoreThanAName(identity)) {
      void nodes.put(keyOf(identity), Promise.resolve(identity));
    }
    return identity;
  };

  return {
    find: (key, load) => {
      const whole = keyOf(key);
      const then = `${whole} ${timeOf(key.to)}`;
      return nodes.get(whole) ?? nodes.get(then) ?? nodes.put(then, afterTheFirst(whole, load));
    },
    findAll: (key, load) => {
      const then = `${key.cluster ?? ''} ${timeOf(key.from)} ${timeOf(key.to)}`;
      return lists.get(then) ?? lists.put(then, load());
    },
    remember: (found) => found.forEach(remember),
  };

  /** While the node is being looked up in one range, those who ask in another wait: mostly, its answer is theirs. */
  async function afterTheFirst(whole: string, load: () => Promise<NodeIdentity>): Promise<NodeIdentity> {
    const first = running.get(whole);
    if (first === undefined) {
      const own = loaded(whole, load);
      running.set(whole, own);
      own.catch(() => undefined).finally(() => running.delete(whole));
      return own;
    }
    const known = await first.catch(() => undefined);
    return known !== undefined && isMoreThanAName(known) ? known : loaded(whole, load);
  }

  async function loaded(asked: string, load: () => Promise<NodeIdentity>): Promise<NodeIdentity> {
    return rememberAs(asked, await load());
  }

  /** Asked for without a cluster, a node may be found in one: it is remembered as it was asked for, too. */
  function rememberAs(asked: string, identity: NodeIdentity): NodeIdentity {
    if (isMoreThanAName(identity)) {
      void nodes.put(asked, Promise.resolve(identity));
    }
    return remember(identity);
  }
}

const timeOf = (time: EpochMs): number => Math.floor(time / KEPT);

const keyOf = ({ cluster = '', node }: Pick<NodeIdentity, 'cluster' | 'node'>): string =>
  JSON.stringify([cluster, node]);

const isMoreThanAName = ({ cluster: _, node: __, kubepods: ___, ...known }: NodeIdentity): boolean =>
  Object.keys(known).length > 0;
