import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { evaluateEvents } from '../../src/prometheus/events/evaluateEvents';
import { eventQueries } from '../../src/prometheus/events/eventQueries';
import { frugalPort } from '../../src/prometheus/ports/frugalPort';
import { evaluateNodeMemory, nodeMemoryQueries } from '../../src/prometheus/nodeMemory';
import { loadNodePods } from '../../src/prometheus/nodePods';
import type { PrometheusPort } from '../../src/prometheus/ports/port';
import type { NodeScope } from '../../src/prometheus/scope';
import { simulateTemplate } from '../bench/template';
import { samplesPort } from '../promql/samplesPort';
import type { SampledSeries, SampleSource } from '../promql/select';
import { readScenario } from '../simulator/scenario';
import { runWorld } from '../simulator/world';

import { KEPT_SEEDS } from './keptSeeds';
import { randomScenario } from './randomScenario';
import { scopeOf } from './reviewWorld';

const FOLDER = join(__dirname, '../scenarios');

/** Random worlds, also badly watched ones: those that the short run judges begin alike. */
const WORLDS = 40;

/** Chart, lines and events as the node's page reads them. */
async function nodePage(port: PrometheusPort, scope: NodeScope) {
  const { from, to, step } = scope;
  const queries = [...nodeMemoryQueries(scope), ...eventQueries(scope)];
  const reply = await port({ queries, from, to, step });
  const { events, findings } = evaluateEvents(scope, reply);
  return { memory: evaluateNodeMemory(scope, reply), events, findings };
}

/** With its pods named, as the data source asks, and without, as it must where nobody knows them. */
async function spared(source: SampleSource, scope: NodeScope): Promise<void> {
  const port = samplesPort(source);
  const all = await nodePage(port, scope);
  const named = { ...scope, ...(await loadNodePods(port, scope)) };
  expect(await nodePage(port, named)).toEqual(all);
  expect(await nodePage(frugalPort(port), named)).toEqual(all);
  expect(await nodePage(frugalPort(port), scope)).toEqual(all);
}

describe('the node page is the same by looks as by reading all', () => {
  test.each(readdirSync(FOLDER))('%s', async (name) => {
    const world = runWorld(readScenario(readFileSync(join(FOLDER, name), 'utf8')));
    await spared(world.store, scopeOf(world));
  });

  test.each([...KEPT_SEEDS, ...Array.from({ length: WORLDS }, (_, i) => i + 1)])('in world %i', async (seed) => {
    const world = runWorld(randomScenario(seed));
    await spared(world.store, scopeOf(world));
  });

  test('over hours with something in each', async () => {
    const { series, node, ip, from, to } = simulateTemplate({ hours: 3, pods: 4, incidents: 'hourly', seed: 2 });
    const byName = new Map<string, SampledSeries[]>();
    series.forEach((one) => byName.set(one.name, [...(byName.get(one.name) ?? []), one]));
    const range = { from: from + 600_000, to };
    await spared({ byName }, { ...scopeOf(runWorld(randomScenario(1))), ...range, identity: { node, internalIp: ip } });
  });

  test.each(['pods', 'kubepods'] as const)('by the measure %s', async (measure) => {
    const world = runWorld(randomScenario(3));
    await spared(world.store, { ...scopeOf(world), measure });
  });
});
