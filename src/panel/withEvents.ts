import type { NodeEventKind } from '../domain/events/events';
import type { NodeMemoryView } from '../frames/readNodeMemory';

import type { PanelEvents } from './options';

/** The view with the events that the panel is to draw; the headline still tells of all. */
export function withEvents(
  view: NodeMemoryView,
  events: PanelEvents,
  switchedOn: ReadonlySet<NodeEventKind>
): NodeMemoryView {
  return events === 'all'
    ? view
    : { ...view, memory: { ...view.memory, events: view.memory.events.filter(({ kind }) => switchedOn.has(kind)) } };
}
