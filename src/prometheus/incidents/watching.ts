import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { Series } from '../../domain/series';
import { partsOf } from '../fleet/parts';

import type { Place } from './placing';

/** Of the exporters that count kills, and of those that count evictions, what was there, with how often. */
interface Seen {
  readonly kills?: readonly Series[];
  readonly evictions?: readonly Series[];
}

/** The parts of what was seen at looks. */
export function seenAtLooks(series: readonly Series[]): Seen & { readonly statuses?: readonly Series[] } {
  return Object.fromEntries(partsOf(series));
}

/** Which of the nodes were never there with their kills or with their evictions: who counts nothing shows nothing. */
export function absentOf(
  nodes: readonly NodeIdentity[],
  { kills, evictions }: Seen,
  place: Place
): readonly NodeIdentity[] {
  const counts = [countsOf(kills, place), countsOf(evictions, place)];
  return nodes.filter((node) => counts.some((count) => !count.has(node)));
}

/** Of which kernel it is not sure that there was nothing. */
export const unsureOf = (kernels: readonly Series[], place: Place): readonly NodeIdentity[] =>
  kernels.flatMap((one) => ((one.values[0] ?? 0) > 0 ? place(one) : []));

/** Of which of them what shows is no older than a look: all their exporters were there at each. */
export function steadyOf(
  nodes: readonly NodeIdentity[],
  atLooks: readonly Series[],
  { place, looks }: { readonly place: Place; readonly looks: number }
): ReadonlySet<NodeIdentity> {
  const { kills, evictions, statuses } = seenAtLooks(atLooks);
  const all = [kills, evictions, statuses].map((series) => countsOf(series, place));
  return new Set(nodes.filter((node) => all.every((counts) => (counts.get(node) ?? looks) >= looks)));
}

function countsOf(series: readonly Series[] = [], place: Place): ReadonlyMap<NodeIdentity, number> {
  const counts = new Map<NodeIdentity, number>();
  for (const one of series) {
    place(one).forEach((node) => counts.set(node, Math.max(one.values[0] ?? 0, counts.get(node) ?? 0)));
  }
  return counts;
}
