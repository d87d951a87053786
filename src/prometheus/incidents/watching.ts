import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { Series } from '../../domain/series';
import { partsOf } from '../fleet/parts';

import type { Place } from './placing';

/** Which of the nodes were never there with their kills or with their evictions: who counts nothing shows nothing. */
export function absentOf(
  nodes: readonly NodeIdentity[],
  seen: readonly Series[],
  place: Place
): readonly NodeIdentity[] {
  const [kills, evictions] = countsOf(['kills', 'evictions'], seen, place);
  return nodes.filter((node) => !kills!.has(node) || !evictions!.has(node));
}

/** Of which of them what shows is no older than a look: all their exporters were there at each. */
export function steadyOf(
  nodes: readonly NodeIdentity[],
  atLooks: readonly Series[],
  { place, looks }: { readonly place: Place; readonly looks: number }
): ReadonlySet<NodeIdentity> {
  const all = countsOf(['kills', 'evictions', 'statuses'], atLooks, place);
  return new Set(nodes.filter((node) => all.every((counts) => (counts.get(node) ?? looks) >= looks)));
}

type Counts = ReadonlyMap<NodeIdentity, number>;

function countsOf(names: readonly string[], series: readonly Series[], place: Place): readonly Counts[] {
  const parts = partsOf(series);
  return names.map((name) => {
    const counts = new Map<NodeIdentity, number>();
    for (const one of parts.get(name) ?? []) {
      place(one).forEach((node) => counts.set(node, Math.max(one.values[0] ?? 0, counts.get(node) ?? 0)));
    }
    return counts;
  });
}
