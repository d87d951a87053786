import type { NodeEvent } from '../../domain/events/events';
import type { EpochMs } from '../../domain/units';

/** Where an event's marker stands: in the middle of the time it can have happened. */
export function markTime(event: NodeEvent): EpochMs {
  return event.earliest + (event.latest - event.earliest) / 2;
}
