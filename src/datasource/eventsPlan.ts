import { eventsAnnotationFrame } from '../frames/eventsAnnotationFrame';
import { eventsTable } from '../frames/eventsTable';
import { evaluateEvents } from '../prometheus/events/evaluateEvents';
import { eventQueries } from '../prometheus/events/eventQueries';
import type { NodeScope } from '../prometheus/scope';

import { eventsAgain } from './nodeMemoryPlan';
import type { Plan } from './plan';
import type { EventsQuery } from './query';
import { kindsOf } from './queryKinds';

/** The events of the kinds asked for: a table, or what a dashboard draws as annotations. */
export function eventsPlan({ kinds, as = 'table' }: EventsQuery, scope: NodeScope): Plan {
  const wanted = kindsOf(kinds);
  return {
    queries: eventQueries(scope),
    again: eventsAgain(scope),
    frames: (reply) => {
      const events = evaluateEvents(scope, reply).events.filter(({ kind }) => wanted.includes(kind));
      return [as === 'annotations' ? eventsAnnotationFrame(events) : eventsTable(events)];
    },
  };
}
