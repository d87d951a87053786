/** What the kubelet ranks by. */
export interface Ranked {
  readonly priority: number;
  readonly request: number;
  /** Absent for a pod without statistics: it goes first. */
  readonly usage?: number;
}

/**
 * No statistics first, then usage over request; then lower priority; then by how much (K32 eviction/helpers.go:684-725,808-812).
 * QoS plays no part.
 */
export function rankForEviction<T extends Ranked>(pods: readonly T[]): T[] {
  return [...pods].sort((a, b) => group(a) - group(b) || a.priority - b.priority || over(b) - over(a));
}

function group({ usage, request }: Ranked): number {
  return usage === undefined ? 0 : usage > request ? 1 : 2;
}

function over({ usage, request }: Ranked): number {
  return (usage ?? 0) - request;
}
