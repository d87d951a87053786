import { fleetFrame } from '../frames/fleetFrame';
import { noNodeFrame } from '../frames/noNodeFrame';
import { evaluateFleet } from '../prometheus/fleet/evaluateFleet';
import { fleetFindings } from '../prometheus/fleet/fleetFindings';
import { fleetQueries } from '../prometheus/fleet/fleetQueries';
import { curveTimes } from '../prometheus/fleet/fleetScope';
import { loadFleetSize, type FleetSize } from '../prometheus/fleet/fleetSize';

import type { PrometheusPort, PromRequest } from '../prometheus/port';

import { throwIfAborted } from './abort';
import { KEPT, keptFor } from './kept';
import { lastNode } from './noNodePlan';
import type { Plan } from './plan';
import type { Source } from './source';
import { scrapeIntervalOf } from './step';
import { reasonsIn } from './saidOnce';

interface Asked {
  readonly cluster?: string;
  /** Only these; all when empty. */
  readonly nodes: readonly string[];
  readonly times: Pick<PromRequest, 'from' | 'to'>;
  readonly portFor: () => PrometheusPort;
  readonly signal: AbortSignal;
}

/**
 * All nodes by one request of five queries over times of their own: the curves are as short as the trend needs. Before it goes
 * the question what that will cost, once in five minutes.
 */
export async function fleetPlan(source: Source, asked: Asked): Promise<Plan> {
  const { cluster, nodes, times, portFor, signal } = asked;
  const { labels, overrides } = source.settings;
  const { from, to } = times;
  const scrapeInterval = scrapeIntervalOf(source.timeInterval);
  const place = { labels, overrides, from, to, scrapeInterval, ...(cluster && { cluster }) };
  const scope = { ...place, ...(await knownSize(source, asked, () => loadFleetSize(portFor(), place, signal))) };
  throwIfAborted(signal);
  const reply = await portFor()({ ...curveTimes(scope), queries: fleetQueries(scope) }, signal);
  if (Object.keys(reply.series).length === 0 && reply.errors.length > 0) {
    throw new Error(reasonsIn(reply.errors.map(({ message }) => message)).join(' '));
  }
  const found = evaluateFleet(scope, reply);
  const rows = found.filter(({ identity }) => nodes.length === 0 || nodes.includes(identity.node));
  const frame = fleetFrame({ nodes: rows, findings: fleetFindings(rows, reply) });
  const none = found.length === 0 ? [noNodeFrame(await lastNode(source, { cluster, port: portFor, signal }))] : [];
  return { queries: [], frames: () => [frame, ...none] };
}

const remembered = new WeakMap<Source, ReturnType<typeof keptFor<FleetSize>>>();

function knownSize(source: Source, { cluster = '', times }: Asked, load: () => Promise<FleetSize>): Promise<FleetSize> {
  const known = remembered.get(source) ?? keptFor<FleetSize>(KEPT, Date.now);
  remembered.set(source, known);
  const key = JSON.stringify([cluster, Math.floor(times.to / KEPT)]);
  return known.get(key) ?? known.put(key, load());
}
