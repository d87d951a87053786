import { perScrape } from '../domain/node/perScrape';
import { evaluateEvents } from '../prometheus/events/evaluateEvents';
import { eventQueries } from '../prometheus/events/eventQueries';
import { evaluateNodeMemory, nodeMemoryQueries } from '../prometheus/nodeMemory';
import { byServersClock } from '../prometheus/nodeClock';
import { askedAgain } from '../prometheus/nodePods';
import type { PromReply } from '../prometheus/ports/port';
import type { NodeScope } from '../prometheus/scope';
import { eventsAnnotationFrame } from '../frames/eventsAnnotationFrame';
import { nodeMemoryFrames } from '../frames/nodeMemoryFrames';

import type { Plan } from './plan';
import type { NodeMemoryQuery } from './query';

/** One wide frame; unless the query declines, the node's events beside it, as annotations. */
export function nodeMemoryPlan({ events: withEvents = true }: NodeMemoryQuery, scope: NodeScope): Plan {
  return {
    queries: [...nodeMemoryQueries(scope), ...(withEvents ? eventQueries(scope) : [])],
    ...(withEvents && { again: eventsAgain(scope) }),
    frames: (reply) => {
      const { events, findings } = withEvents ? evaluateEvents(scope, reply) : { events: [], findings: [] };
      const memory = perScrape(evaluateNodeMemory(scope, byServersClock(scope, reply), events));
      const frames = nodeMemoryFrames({ ...memory, findings: [...new Set([...memory.findings, ...findings])] });
      return withEvents ? [...frames, eventsAnnotationFrame(events)] : frames;
    },
  };
}

/** Of pods that the reply shows to be younger than the names asked with. */
export const eventsAgain = (scope: NodeScope) => (reply: PromReply) => askedAgain(scope, eventQueries, reply).queries;
