import type { DataFrame } from '@grafana/data';

import type { FleetNode } from '../domain/fleet/fleetNode';
import { fleetFrame } from '../frames/fleetFrame';
import { noNodeFrame } from '../frames/noNodeFrame';
import { fleetFindings } from '../prometheus/fleet/fleetFindings';
import { loadFleetSize, type FleetSize } from '../prometheus/fleet/fleetSize';
import { loadFleet } from '../prometheus/fleet/loadFleet';
import type { PrometheusPort, PromRequest } from '../prometheus/ports/port';

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
  /** Gets the rows before all of them is known. */
  readonly onPart?: (frame: DataFrame) => void;
}

/**
 * All nodes by five queries over times of their own: the curves are as short as the trend needs. Before it goes the question what
 * that will cost, once in five minutes. A refresh is one request; the first time the rows of a large fleet come before the rest.
 */
export async function fleetPlan(source: Source, asked: Asked): Promise<Plan> {
  const { cluster, nodes, times, portFor, signal, onPart } = asked;
  const { labels, overrides } = source.settings;
  const { from, to } = times;
  const scrapeInterval = scrapeIntervalOf(source.timeInterval);
  const place = { labels, overrides, from, to, scrapeInterval, ...(cluster && { cluster }) };
  const scope = { ...place, ...(await knownSize(source, asked, () => loadFleetSize(portFor(), place, signal))) };
  throwIfAborted(signal);
  const of = (all: readonly FleetNode[]) =>
    all.filter(({ identity }) => nodes.length === 0 || nodes.includes(identity.node));
  const onRows = (all: readonly FleetNode[]) => onPart?.(fleetFrame({ nodes: of(all), findings: [] }));
  const isFirst = onPart !== undefined && !shownBefore(source, asked);
  const { nodes: found, reply } = await loadFleet(portFor(), scope, { signal, ...(isFirst && { onRows }) });
  if (Object.keys(reply.series).length === 0 && reply.errors.length > 0) {
    throw new Error(reasonsIn(reply.errors.map(({ message }) => message)).join(' '));
  }
  const rows = of(found);
  shown.set(source, new Set([...(shown.get(source) ?? []), cluster]));
  const frame = fleetFrame({ nodes: rows, findings: fleetFindings(rows, reply) });
  const none = found.length === 0 ? [noNodeFrame(await lastNode(source, { cluster, port: portFor, signal }))] : [];
  return { queries: [], frames: () => [frame, ...none] };
}

/** Clusters that were shown whole: at a refresh that stays until the next is whole. */
const shown = new WeakMap<Source, ReadonlySet<string | undefined>>();

const shownBefore = (source: Source, { cluster }: Asked): boolean => shown.get(source)?.has(cluster) ?? false;

const remembered = new WeakMap<Source, ReturnType<typeof keptFor<FleetSize>>>();

function knownSize(source: Source, { cluster = '', times }: Asked, load: () => Promise<FleetSize>): Promise<FleetSize> {
  const known = remembered.get(source) ?? keptFor<FleetSize>(KEPT, Date.now);
  remembered.set(source, known);
  const key = JSON.stringify([cluster, Math.floor(times.to / KEPT)]);
  return known.get(key) ?? known.put(key, load());
}
