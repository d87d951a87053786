import { evictionOrder } from '../../domain/ranking/evictionOrder';
import type { NodeRanking } from '../../domain/incidents/nodePods';
import { oomOrder } from '../../domain/ranking/oomOrder';
import type { Bytes } from '../../domain/units';
import { exemptWords, placesOf, priorityWords } from '../../frames/rankWords';

export interface EvictionRow {
  /** `1` is next; a dash for who is never evicted. */
  readonly place: string;
  readonly name: string;
  readonly excess?: Bytes;
  readonly used?: Bytes;
  readonly request: Bytes;
  readonly priority: string;
  /** What the numbers do not say: never evicted and why, or without statistics. */
  readonly note?: string;
}

export interface KillRow {
  readonly place: string;
  /** Of the pod. */
  readonly name: string;
  /** Only where the pod has several: else the pod's name says it. */
  readonly container?: string;
  readonly qos: string;
  readonly oomScoreAdj?: number;
  readonly memory?: Bytes;
  readonly badness?: Bytes;
}

export function evictionRows({ pods }: NodeRanking): readonly EvictionRow[] {
  const ranks = evictionOrder(pods);
  const places = placesOf(ranks);
  return ranks.map((rank, index) => {
    const { pod, excess, because } = rank;
    const note = noteOf(exemptWords(rank)) ?? (excess === undefined ? because : undefined);
    return {
      place: String(places[index] ?? '–'),
      name: pod.name,
      request: pod.requestBytes,
      priority: priorityWords(pod),
      ...(excess !== undefined && { excess }),
      ...(pod.workingSetBytes !== undefined && { used: pod.workingSetBytes }),
      ...(note !== undefined && { note }),
    };
  });
}

export function killRows({ pods, capacity }: NodeRanking): readonly KillRow[] {
  return oomOrder(pods, capacity).map(({ pod, container: { container }, badness, oomScoreAdj, memory }, index) => ({
    place: badness === undefined ? '–' : String(index + 1),
    name: pod.name,
    qos: pod.qos ?? 'unknown',
    ...(pod.containers.length > 1 && { container }),
    ...(oomScoreAdj !== undefined && { oomScoreAdj }),
    ...(memory !== undefined && { memory }),
    ...(badness !== undefined && { badness }),
  }));
}

function noteOf(exempt: string): string | undefined {
  if (exempt === '') {
    return undefined;
  }
  return exempt === 'unknown' ? 'unknown whether static or critical' : `never evicted: ${exempt}`;
}
