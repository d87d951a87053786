import { perScrape } from '../domain/node/perScrape';
import { evaluateEvents } from '../prometheus/events/evaluateEvents';
import { eventQueries } from '../prometheus/events/eventQueries';
import { evaluateNodeMemory, nodeMemoryQueries } from '../prometheus/nodeMemory';
import { byServersClock } from '../prometheus/nodeClock';
import { askedAgain } from '../prometheus/nodePods';
import { podNamesIn } from '../prometheus/podNames';
import type { PromReply } from '../prometheus/ports/port';
import { podNames } from '../prometheus/queries/podNames';
import type { NodeScope } from '../prometheus/scope';
import { eventsAnnotationFrame } from '../frames/eventsAnnotationFrame';
import { eventsTable } from '../frames/eventsTable';
import { podNamesFrame } from '../frames/incidentPodNames';
import { nodeMemoryFrames } from '../frames/nodeMemoryFrames';

import type { Plan } from './plan';
import type { EventsQuery, NodeMemoryQuery } from './query';
import { kindsOf } from './queryKinds';

/** One wide frame; unless the query declines, the node's events beside it, as annotations. */
export function nodeMemoryPlan({ events: withEvents = true }: NodeMemoryQuery, scope: NodeScope): Plan {
  return {
    queries: [...nodeMemoryQueries(scope), ...(withEvents ? eventQueries(scope) : [])],
    ...(withEvents && { again: again(scope) }),
    frames: (reply) => {
      const { events, findings } = withEvents ? evaluateEvents(scope, reply) : { events: [], findings: [] };
      const memory = perScrape(evaluateNodeMemory(scope, byServersClock(scope, reply), events));
      const frames = nodeMemoryFrames({ ...memory, findings: [...new Set([...memory.findings, ...findings])] });
      return withEvents ? [...frames, eventsAnnotationFrame(events)] : frames;
    },
  };
}

/** The events of the kinds asked for: a table, or what a dashboard draws as annotations. */
export function eventsPlan({ kinds, as = 'table' }: EventsQuery, scope: NodeScope): Plan {
  const wanted = kindsOf(kinds);
  return {
    queries: eventQueries(scope),
    again: again(scope),
    frames: (reply) => {
      const events = evaluateEvents(scope, reply).events.filter(({ kind }) => wanted.includes(kind));
      return [as === 'annotations' ? eventsAnnotationFrame(events) : eventsTable(events)];
    },
  };
}

const again = (scope: NodeScope) => (reply: PromReply) => askedAgain(scope, eventQueries, reply).queries;

export function podNamesPlan(scope: NodeScope): Plan {
  const query = podNames(scope);
  return { queries: [query], frames: ({ series }) => [podNamesFrame(podNamesIn(series[query.refId] ?? []))] };
}
