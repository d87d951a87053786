import { counted } from '../../domain/words/counted';
import type { NodeEvent } from '../../domain/events/events';
import { workloadOf } from '../../domain/pod/workloadOf';
import { EVENT_WORDS } from '../../frames/vocabulary';

export type PointEvent = Exclude<NodeEvent, { readonly kind: 'pressure' }>;

/** One label for events that stand close together: `Evicted node-exporter ×3`, `Evicted 3 pods · OOM-killed leak`. */
export const labelOf = (events: readonly PointEvent[]): string => labelNaming(events, NAMED);

/** The same, longest first: where names do not fit, their number does, and at last the numbers of events alone. */
export const labelsOf = (events: readonly PointEvent[]): readonly string[] => [
  ...new Set([labelOf(events), labelNaming(events, 1), ...(events.length > 1 ? [countsOf(events)] : [])]),
];

function countsOf(events: readonly PointEvent[]): string {
  return KINDS.map((kind) => ({ kind, count: events.filter((event) => event.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => counted(count, EVENT_WORDS[kind].one, EVENT_WORDS[kind].many))
    .join(' · ');
}

const KINDS = ['eviction', 'oom-kill', 'termination'] as const;

function labelNaming(events: readonly PointEvent[], most: number): string {
  return KINDS.map((kind) => ({ kind, names: events.filter((event) => event.kind === kind).map(victimOf) }))
    .filter(({ names }) => names.length > 0)
    .map(({ kind, names }) => `${EVENT_WORDS[kind].happened} ${together(names, most)}`)
    .join(' · ');
}

export const verbOf = (event: PointEvent): string => EVENT_WORDS[event.kind].happened;

/** Names a label can hold; more become a number. */
const NAMED = 2;

/** `oom1 ×4, a process`; a victim that died four times is still one. */
function together(names: readonly string[], most: number): string {
  const distinct = [...new Set(names)];
  const counted = distinct.map((name) => ({ name, count: names.filter((other) => other === name).length }));
  return distinct.length > most
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
