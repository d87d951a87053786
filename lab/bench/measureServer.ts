import type { PromQuery } from '../../src/prometheus/ports/port';

import { costOf, medianCost, type Cost } from './cost';
import { nodeIp, nodeName, type Fleet } from './fill';
import { fleetFloor } from './fleetFloor';
import { leastRead } from './leastRead';
import { mixinFleetQueries, mixinNodeQueries } from './mixin';
import { recordRules } from './recordRules';
import { DAY, ORDINARY } from './sizes';
import { fleetView, incidentsOfAll, incidentsOfNode, lookUp, NAMES, nodeView, PANELS, type Range } from './questions';

export interface Measured {
  readonly server: string;
  readonly nodes: number;
  /** Of which samples are there: what is asked just before a range is there, too, or not. */
  readonly filledHours: number;
  /** The question with its range: `node view, 6 h`. */
  readonly question: string;
  readonly by: 'Tidemark' | 'kubernetes-mixin' | 'least';
  readonly cost: Partial<Cost>;
  readonly note?: string;
}

const HOUR = 3_600_000;
const CLUSTER = 'shop-prod-westeurope';
const RUNS = 3;

/** By the sums of rules/. What kubernetes-mixin asks reads recording rules, too: its own. */
export const RULED_FLEET = 'fleet view by recording rules';

interface Asking {
  readonly server: string;
  readonly url: string;
  readonly fleet: Fleet;
  /** The last hours that the fleet was written of. */
  readonly last: (hours: number) => Range;
  readonly put: (question: string, by: Measured['by'], cost: Partial<Cost>, note?: string) => void;
}

/** Every question to one server that holds a fleet, over ranges as long as are asked of it; the nodes were there before. */
export async function measureServer(server: string, url: string, fleet: Fleet, longest: number): Promise<Measured[]> {
  const { nodes, whole, to } = fleet;
  const filledHours = (to - fleet.from) / HOUR;
  const measured: Measured[] = [];
  const asking: Asking = {
    server,
    url,
    fleet,
    last: (hours) => ({ from: to - hours * HOUR, to }),
    put: (question, by, cost, note) => {
      measured.push({ server, nodes, filledHours, question, by, cost, ...(note && { note }) });
      console.log(`${server}, ${nodes} nodes, ${question}, ${by}: ${JSON.stringify(cost)} ${note ?? ''}`);
    },
  };
  await measureNames(asking, longest);
  if (whole < nodes) {
    await measureIncidentsOfAll(asking, longest);
    return measured;
  }
  for (const hours of [0.25, 1, 6].filter((one) => one <= longest)) {
    await measureNodeView(asking, hours);
  }
  await measurePanels(asking);
  await measureFleetView(asking);
  if (longest >= DAY) {
    asking.put(`fleet view, ${timeText(longest)}`, 'Tidemark', await fleetCost(asking, false, asking.last(longest)));
  }
  for (const hours of [0.25, 1, 6, 24].filter((one) => one <= longest)) {
    await measureIncidents(asking, hours, longest);
  }
  if (isPrometheus(server)) {
    const evaluation = await recordRules(url, { from: to - CURVES, to });
    asking.put(
      RULED_FLEET,
      'Tidemark',
      await fleetCost(asking, true),
      `one evaluation of the rules takes ${evaluation} ms`
    );
  }
  return measured;
}

async function measureNames({ url, last, put }: Asking, hours: number): Promise<void> {
  for (const [name, ask] of Object.entries(NAMES)) {
    const cost = await medianCost(RUNS, () => costOf(url, (port) => ask(port, last(hours))));
    put(`names of all ${name}, ${timeText(hours)}`, 'Tidemark', cost);
  }
}

async function measureNodeView({ server, url, fleet, last, put }: Asking, hours: number): Promise<void> {
  const node = nodeName(0);
  const range = last(hours);
  const least = isPrometheus(server) ? await leastRead(url, node, nodeIp(0), range) : undefined;
  const view = `node view, ${timeText(hours)}`;
  put(`${view}, look-ups`, 'Tidemark', await medianCost(RUNS, () => costOf(url, (port) => lookUp(port, node, range))));
  const scope = await scopeFrom(url, node, range);
  put(view, 'Tidemark', await medianCost(RUNS, () => costOf(url, (port) => nodeView(port, scope))));
  const quiet = await scopeFrom(url, nodeName(fleet.nodes - 1), range);
  put(
    `node view of a quiet node, ${timeText(hours)}`,
    'Tidemark',
    await medianCost(RUNS, () => costOf(url, (port) => nodeView(port, quiet)))
  );
  put(view, 'kubernetes-mixin', await mixinCost(url, mixinNodeQueries(CLUSTER, node), range));
  if (least) {
    put(view, 'least', { samples: least.node });
  }
}

/** Not over longer ranges: what a server is slow at here are the labels of the cluster, not the samples of the node. */
async function measurePanels({ url, last, put }: Asking): Promise<void> {
  const range = last(PANEL_HOURS);
  const scope = await scopeFrom(url, nodeName(0), range);
  for (const [name, queriesOf] of Object.entries(PANELS)) {
    const queries = queriesOf(scope);
    const cost = await medianCost(RUNS, () => costOf(url, (port) => port({ queries, ...range, step: scope.step })));
    put(`${name} of one node, ${timeText(PANEL_HOURS)}`, 'Tidemark', cost);
  }
}

const PANEL_HOURS = 0.25;

const mixinCost = (url: string, queries: readonly PromQuery[], range: Range): Promise<Cost> =>
  medianCost(RUNS, () => costOf(url, (port) => port({ queries, ...range, step: 30_000 }), 'one by one'));

/** Over which the fleet's incidents are counted: an hour, where there is one. */
const fleetRange = ({ fleet, last }: Asking): Range => last(Math.min(1, (fleet.to - fleet.from) / HOUR));

function fleetCost(asking: Asking, byRules: boolean, range = fleetRange(asking)): Promise<Cost> {
  const { url, fleet } = asking;
  return medianCost(RUNS, () =>
    costOf(url, (port, onFirst) => fleetView(port, range, { nodes: fleet.nodes, byRules }, onFirst))
  );
}

async function measureFleetView(asking: Asking): Promise<void> {
  const { server, url, fleet, put } = asking;
  const hour = fleetRange(asking);
  put('fleet view', 'Tidemark', await fleetCost(asking, false));
  put('fleet view', 'kubernetes-mixin', await mixinCost(url, mixinFleetQueries(CLUSTER), hour));
  if (isPrometheus(server)) {
    put('fleet view', 'least', { samples: (await leastRead(url, nodeName(0), nodeIp(0), hour)).fleet });
    const { series, ...cost } = await fleetFloor(url, fleet.to);
    put(COUNTED_FLEET, 'least', cost, `${series.toLocaleString('en')} series`);
  }
}

async function measureIncidents(asking: Asking, hours: number, longest: number): Promise<void> {
  const { server, url, fleet, last, put } = asking;
  const range = last(hours);
  const ofNode = async (question: string, node: string) => {
    const scope = await scopeFrom(url, node, range);
    let found = 0;
    const cost = await medianCost(RUNS, () =>
      costOf(url, async (port) => (found = await incidentsOfNode(port, scope)))
    );
    put(`incidents of ${question}, ${timeText(hours)}`, 'Tidemark', cost, `${found} incidents`);
  };
  await ofNode('one node', nodeName(0));
  if (hours >= ORDINARY && hours < DAY && hours === longest) {
    await ofNode('a node with two', nodeName(fleet.busy));
  }
  await measureIncidentsOfAll(asking, hours);
  if (isPrometheus(server)) {
    const least = await leastRead(url, nodeName(0), nodeIp(0), range);
    put(`incidents of one node, ${timeText(hours)}`, 'least', { samples: least.incidents });
    put(`incidents of all nodes, ${timeText(hours)}`, 'least', { samples: least.incidentsOfAll });
  }
}

async function measureIncidentsOfAll({ url, last, put }: Asking, hours: number): Promise<void> {
  let found = 0;
  const cost = await medianCost(RUNS, () =>
    costOf(url, async (port, onFirst) => (found = await incidentsOfAll(port, last(hours), onFirst)))
  );
  put(`incidents of all nodes, ${timeText(hours)}`, 'Tidemark', cost, `${found} incidents`);
}

/** `Prometheus 2.42.0`. */
export const isPrometheus = (server: string): boolean => server.startsWith('Prometheus');

/** Each series of a fleet without recording rules once. */
export const COUNTED_FLEET = 'fleet view, its series only counted';

/** The fleet's curves begin so long before its end. */
const CURVES = HOUR / 2;

const timeText = (hours: number): string => (hours < 1 ? `${hours * 60} min` : `${hours} h`);

/** What the data source remembers of a node. */
async function scopeFrom(url: string, node: string, range: Range) {
  let scope: Awaited<ReturnType<typeof lookUp>> | undefined;
  await costOf(url, async (port) => (scope = await lookUp(port, node, range)));
  if (!scope) {
    throw new Error(`nothing was found of ${node}`);
  }
  return scope;
}
