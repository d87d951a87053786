import { groupBy } from '../../domain/groupBy';
import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { Series } from '../../domain/series';
import type { LabelNames } from '../scope';

/** The series of one node among those of a fleet: by its name, or where a series has none by its name or address as instance. */
export type SeriesOf = (identity: NodeIdentity) => readonly Series[];

/** Each series is looked at once, however many nodes there are. */
export function seriesByNode(series: readonly Series[] = [], labels: LabelNames): SeriesOf {
  const byNode = groupBy(series, ({ labels: found }) => {
    const cluster = found[labels.cluster] ?? '';
    const node = found[labels.node];
    return node ? named(cluster, node) : at(cluster, hostOf(found[labels.instance] ?? ''));
  });
  return (identity) => {
    let found = NONE;
    for (const key of keysOf(identity)) {
      const own = byNode.get(key);
      if (own) {
        found = found === NONE ? own : [...found, ...own];
      }
    }
    return found;
  };
}

const NONE: readonly Series[] = [];

/** A thousand nodes are each looked up in thirty indices, several times. */
const known = new WeakMap<NodeIdentity, readonly string[]>();

function keysOf(identity: NodeIdentity): readonly string[] {
  const { cluster = '', node, internalIp } = identity;
  const keys = known.get(identity) ?? [
    named(cluster, node),
    at(cluster, node),
    ...(internalIp && internalIp !== node ? [at(cluster, internalIp)] : []),
  ];
  known.set(identity, keys);
  return keys;
}

const named = (cluster: string, node: string) => JSON.stringify([cluster, node]);
const at = (cluster: string, host: string) => JSON.stringify([cluster, 'at', host]);

/** `host`, `host:port`, `IP:port`, `[IPv6]:port` → the host. */
const hostOf = (instance: string): string => instance.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
