import type { NodeEvent } from '../../domain/events';
import { workloadOf } from '../../domain/workloadOf';

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

/** Names a label can hold; more become a number. */
const NAMED = 2;

/** `oom1 ×4, a process`; a victim that died four times is still one. */
function together(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const counted = distinct.map((name) => ({ name, count: names.filter((other) => other === name).length }));
  return distinct.length > NAMED
    ? `${distinct.length} pods`
    : counted.map(({ name, count }) => (count > 1 ? `${name} ×${count}` : name)).join(', ');
}

/** What no source named is at least known by its kind. */
const NAMELESS: Readonly<Record<PointEvent['kind'], string>> = {
  eviction: 'a pod',
  'oom-kill': 'a process',
  termination: 'a container',
};

function victimOf(event: PointEvent): string {
  return workloadOf(event) ?? event.container ?? NAMELESS[event.kind];
}
