import type { EvictionRank } from '../../domain/ranking/evictionOrder';
import type { NodePod } from '../../domain/incidents/nodePods';
import { scoreAdjs } from '../../domain/ranking/oomOrder';
import type { Bytes } from '../../domain/units';
import { placesOf, priorityWords } from '../../frames/rankWords';

export interface OrderRow {
  /** 1 is next; a dash for who is never evicted. */
  readonly place: string;
  readonly name: string;
  readonly excess?: Bytes;
  readonly request: Bytes;
  readonly qos: string;
  readonly priority: string;
  /** One for each container, `unknown` without QoS class or capacity. */
  readonly scores: string;
  /** What the numbers do not say: exempt, or without statistics. */
  readonly note?: string;
}

/** Ranked pods as rows; exempt ones keep their place in the list and have no number. */
export function orderRows(
  ranks: ReadonlyArray<EvictionRank<NodePod>>,
  capacity: Bytes | undefined
): readonly OrderRow[] {
  const places = placesOf(ranks);
  return ranks.map(({ pod, exempt, excess, because }, index) => ({
    place: String(places[index] ?? '–'),
    name: pod.name,
    ...(excess !== undefined && { excess }),
    request: pod.requestBytes,
    qos: pod.qos ?? 'unknown',
    priority: priorityWords(pod),
    scores: scoresOf(pod, capacity),
    ...(exempt ? { note: `never evicted: ${exempt}` } : excess === undefined ? { note: because } : {}),
  }));
}

function scoresOf(pod: NodePod, capacity: Bytes | undefined): string {
  return [...new Set(scoreAdjs(pod, capacity))].join(', ') || 'unknown';
}
