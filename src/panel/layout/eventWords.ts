import type { NodeEvent } from '../../domain/events';

export type PointEvent = Exclude<NodeEvent, { readonly kind: 'pressure' }>;

const VERB: Readonly<Record<PointEvent['kind'], string>> = {
  eviction: 'Evicted',
  'oom-kill': 'OOM-killed',
  termination: 'Ended',
};

/** One label for events that stand close together: `Evicted node-exporter ×3`, `Evicted 3 pods · OOM-killed leak`. */
export function labelOf(events: readonly PointEvent[]): string {
  const kinds = ['eviction', 'oom-kill', 'termination'] as const;
  return kinds
    .map((kind) => ({ kind, names: events.filter((event) => event.kind === kind).map(victimOf) }))
    .filter(({ names }) => names.length > 0)
    .map(({ kind, names }) => `${VERB[kind]} ${together(names)}`)
    .join(' · ');
}

export const verbOf = (event: PointEvent): string => VERB[event.kind];

function together(names: ReadonlyArray<string | undefined>): string {
  const known = [...new Set(names)];
  const [only] = known;
  if (known.length > 1) {
    return `${names.length} pods`;
  }
  return `${only ?? 'a pod'}${names.length > 1 ? ` ×${names.length}` : ''}`;
}

function victimOf(event: PointEvent): string | undefined {
  return event.pod === undefined ? event.container : workloadOf(event.pod);
}

/**
 * The pod's name without what a ReplicaSet or DaemonSet appended. Generated names use the alphabet of Kubernetes'
 * `util/rand`, which has no vowels and none of 0, 1, 3: `alloc` is a word, `q6knv` is not.
 */
export function workloadOf(pod: string): string {
  const withoutSuffix = pod.replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}$/, '');
  return withoutSuffix === pod ? pod : withoutSuffix.replace(/-[bcdfghjklmnpqrstvwxz2456789]{8,10}$/, '');
}
