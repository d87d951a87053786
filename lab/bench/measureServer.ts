import { costOf, medianCost, type Cost } from './cost';
import { nodeIp, nodeName, type Fleet } from './fill';
import { fleetFloor } from './fleetFloor';
import { leastRead } from './leastRead';
import { mixinFleetQueries, mixinNodeQueries } from './mixin';
import { recordRules } from './recordRules';
import { fleetView, incidentsOfAll, incidentsOfNode, lookUp, nodeView, type Range } from './questions';

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

/** Every question to one server that holds a fleet, over ranges as long as are asked of it; the nodes were there before. */
export async function measureServer(server: string, url: string, fleet: Fleet, longest: number): Promise<Measured[]> {
  const { nodes, to } = fleet;
  const node = nodeName(0);
  const filled = (fleet.to - fleet.from) / HOUR;
  const last = (hours: number): Range => ({ from: to - hours * HOUR, to });
  const measured: Measured[] = [];
  const put = (question: string, by: Measured['by'], cost: Partial<Cost>, note?: string) => {
    measured.push({ server, nodes, filledHours: filled, question, by, cost, ...(note && { note }) });
    console.log(`${server}, ${nodes} nodes, ${question}, ${by}: ${JSON.stringify(cost)} ${note ?? ''}`);
  };
  for (const hours of [0.25, 1, 6].filter((one) => one <= longest)) {
    const range = last(hours);
    const least = isPrometheus(server) ? await leastRead(url, node, nodeIp(0), range) : undefined;
    put(
      `node view, ${timeText(hours)}, look-ups`,
      'Tidemark',
      await medianCost(RUNS, () => costOf(url, (port) => lookUp(port, node, range)))
    );
    const scope = await scopeFrom(url, node, range);
    put(
      `node view, ${timeText(hours)}`,
      'Tidemark',
      await medianCost(RUNS, () => costOf(url, (port) => nodeView(port, scope)))
    );
    const quiet = await scopeFrom(url, nodeName(nodes - 1), range);
    put(
      `node view of a quiet node, ${timeText(hours)}`,
      'Tidemark',
      await medianCost(RUNS, () => costOf(url, (port) => nodeView(port, quiet)))
    );
    const mixin = mixinNodeQueries(CLUSTER, node);
    put(
      `node view, ${timeText(hours)}`,
      'kubernetes-mixin',
      await medianCost(RUNS, () =>
        costOf(url, (port) => port({ queries: mixin, ...range, step: 30_000 }), 'one by one')
      )
    );
    if (least) {
      put(`node view, ${timeText(hours)}`, 'least', { samples: least.node });
    }
  }
  const hour = last(Math.min(1, filled));
  const fleetCost = (byRules: boolean) =>
    medianCost(RUNS, () => costOf(url, (port, onFirst) => fleetView(port, hour, { nodes, byRules }, onFirst)));
  put('fleet view', 'Tidemark', await fleetCost(false));
  const overview = mixinFleetQueries(CLUSTER);
  put(
    'fleet view',
    'kubernetes-mixin',
    await medianCost(RUNS, () =>
      costOf(url, (port) => port({ queries: overview, ...hour, step: 30_000 }), 'one by one')
    )
  );
  if (isPrometheus(server)) {
    put('fleet view', 'least', { samples: (await leastRead(url, node, nodeIp(0), hour)).fleet });
    const { series, ...cost } = await fleetFloor(url, to);
    put(COUNTED_FLEET, 'least', cost, `${series.toLocaleString('en')} series`);
  }
  for (const hours of [0.25, 1, 6, 24].filter((one) => one <= longest)) {
    const range = last(hours);
    const scope = await scopeFrom(url, node, range);
    let found = 0;
    const one = await medianCost(RUNS, () => costOf(url, async (port) => (found = await incidentsOfNode(port, scope))));
    put(`incidents of one node, ${timeText(hours)}`, 'Tidemark', one, `${found} incidents`);
    if (hours >= ORDINARY && hours < DAY && hours === longest) {
      const two = await scopeFrom(url, nodeName(fleet.busy), range);
      const cost = await medianCost(RUNS, () =>
        costOf(url, async (port) => (found = await incidentsOfNode(port, two)))
      );
      put(`incidents of a node with two, ${timeText(hours)}`, 'Tidemark', cost, `${found} incidents`);
    }
    const all = await medianCost(RUNS, () =>
      costOf(url, async (port, onFirst) => (found = await incidentsOfAll(port, range, onFirst)))
    );
    put(`incidents of all nodes, ${timeText(hours)}`, 'Tidemark', all, `${found} incidents`);
    if (isPrometheus(server)) {
      const least = await leastRead(url, node, nodeIp(0), range);
      put(`incidents of one node, ${timeText(hours)}`, 'least', { samples: least.incidents });
      put(`incidents of all nodes, ${timeText(hours)}`, 'least', { samples: least.incidentsOfAll });
    }
  }
  if (isPrometheus(server)) {
    const evaluation = await recordRules(url, { from: to - CURVES, to });
    put(RULED_FLEET, 'Tidemark', await fleetCost(true), `one evaluation of the rules takes ${evaluation} ms`);
  }
  return measured;
}

/** `Prometheus 2.42.0`. */
export const isPrometheus = (server: string): boolean => server.startsWith('Prometheus');

/** From so many hours on one more node has two incidents, which is an ordinary day; the busy ones have three in each hour. */
export const ORDINARY = 6;

/** Over so many hours the busy ones have an ordinary day as well. */
export const DAY = 24;

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
