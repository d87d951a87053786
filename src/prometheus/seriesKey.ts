import type { PodName } from '../domain/incidents/reviewData';
import type { Series } from '../domain/series';

/** Equal for series of the same labels, in whatever order they came; a server sends them in order. */
export function seriesKey({ labels }: Pick<Series, 'labels'>): string {
  const key = known.get(labels) ?? keyOf(labels);
  known.set(labels, key);
  return key;
}

/** A reply's series are looked up by several layers, and keep their labels. */
const known = new WeakMap<Series['labels'], string>();

function keyOf(labels: Series['labels']): string {
  const names = Object.keys(labels);
  const isInOrder = names.every((name, i) => i === 0 || (names[i - 1] ?? '') < name);
  return JSON.stringify(isInOrder ? labels : Object.fromEntries(names.sort().map((name) => [name, labels[name]])));
}

/** Equal for pods of the same name, whichever of them; a series’ labels name its own. */
export const podKey = ({ namespace, pod }: Partial<PodName>): string => JSON.stringify([namespace, pod]);
