import type { EvictionRank } from '../../domain/evictionOrder';
import type { NodePod } from '../../domain/incidents/nodePods';
import { oomScoreAdjs } from '../../domain/oomScore';
import type { Bytes } from '../../domain/units';

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
  return ranks.map((rank, index) => {
    const { pod, exempt, excess, because } = rank;
    const before = ranks.slice(0, index).filter((other) => other.exempt === undefined).length;
    return {
      place: exempt ? '–' : String(before + 1),
      name: pod.name,
      ...(excess !== undefined && { excess }),
      request: pod.requestBytes,
      qos: pod.qos ?? 'unknown',
      priority: priorityOf(pod),
      scores: scoresOf(pod, capacity),
      ...(exempt ? { note: `never evicted: ${exempt}` } : excess === undefined ? { note: because } : {}),
    };
  });
}

/** kube-state-metrics publishes the number of no class. */
function priorityOf({ priority, priorityClass }: NodePod): string {
  return priority === undefined ? `class ${priorityClass ?? 'unknown'}` : String(priority);
}

function scoresOf(pod: NodePod, capacity: Bytes | undefined): string {
  if (capacity === undefined || pod.qos === undefined) {
    return 'unknown';
  }
  const scored = {
    containers: pod.containers.map(({ requestBytes }) => ({ requestBytes })),
    qos: pod.qos,
    nodeCritical: pod.priorityClass === 'system-node-critical',
  };
  return [...new Set(oomScoreAdjs(scored, capacity))].join(', ') || 'unknown';
}
