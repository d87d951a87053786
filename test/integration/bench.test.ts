import { fill } from '../../lab/bench/fill';
import { costOf } from '../../lab/bench/cost';
import { mixinNodeQueries } from '../../lab/bench/mixin';
import { recordRules } from '../../lab/bench/recordRules';
import { fleetView, incidentsOfAll, incidentsOfNode, lookUp, nodeView, PANELS } from '../../lab/bench/questions';
import { simulateTemplate } from '../../lab/bench/template';
import type { FleetNode } from '../../src/domain/fleet/fleetNode';
import { httpPort } from '../../src/prometheus/ports/httpPort';
import type { PromQuery } from '../../src/prometheus/ports/port';
import { startPrometheus } from '../../tools/prometheus';

const MINUTE = 60_000;

/** What a row says, whichever way it was read. */
const tellsOf = ({ identity, podsWorkingSet, nodeAvailable, requests, limits, evictions, oomKills }: FleetNode) => ({
  ...{ identity, podsWorkingSet, nodeAvailable, requests, limits, evictions, oomKills },
});

it('the bench asks of two small nodes what it asks of a thousand, and is answered', async () => {
  const calm = simulateTemplate({ hours: 1, pods: 6, incidents: 'none', seed: 1 });
  const busy = simulateTemplate({ hours: 1, pods: 6, incidents: 'hourly', seed: 2 });
  const { url, stop } = await startPrometheus({ args: ['--web.enable-remote-write-receiver'] });
  try {
    const range = { from: calm.to - 20 * MINUTE, to: calm.to };
    // The fleet's curves begin half an hour before its end.
    const fleet = { nodes: 2, busy: 1, whole: 2, from: calm.to - 36 * MINUTE, to: calm.to };
    const { samples } = await fill({ url, calm, busy: [busy], fleet });
    expect(samples).toBeGreaterThan(15_000);
    let scope: Awaited<ReturnType<typeof lookUp>> | undefined;
    await costOf(url, async (port) => (scope = await lookUp(port, 'node-0', range)));
    const view = await costOf(url, (port) => nodeView(port, scope!));
    // Something happened on it: that is looked at again.
    expect(view.requests).toBeLessThanOrEqual(4);
    expect(view.samples).toBeGreaterThan(1000);
    for (const queriesOf of Object.values(PANELS)) {
      await costOf(url, (port) => port({ queries: queriesOf(scope!), ...range, step: 30_000 }));
    }
    const queries = mixinNodeQueries('shop-prod-westeurope', 'node-0');
    await costOf(url, async (port) => {
      const { series } = await port({ queries, ...range, step: 30_000 });
      expect(series['chart5']?.length).toBeGreaterThan(4);
      expect(series['table2']?.length).toBeGreaterThan(4);
    });
    const fleetOf = async (byRules: boolean) => {
      let nodes: readonly FleetNode[] = [];
      await costOf(url, async (port) => (nodes = await fleetView(port, range, { nodes: 2, byRules }, () => {})));
      return nodes;
    };
    const whole = await fleetOf(false);
    let found = 0;
    await costOf(url, async (port) => (found = await incidentsOfNode(port, scope!)));
    expect(found).toBeGreaterThan(0);
    const all = await costOf(url, async (port, onFirst) =>
      expect(await incidentsOfAll(port, range, onFirst)).toBe(found)
    );
    expect(all.firstMilliseconds).toBeGreaterThan(0);
    expect(await recordRules(url, { from: range.to - 30 * MINUTE, to: range.to })).toBeGreaterThan(0);
    expect((await fleetOf(true)).map(tellsOf)).toEqual(whole.map(tellsOf));
  } finally {
    await stop();
  }
}, 60_000);

it('incidents of many nodes cost the same where the quiet ones have only those series that are asked of all', async () => {
  const calm = simulateTemplate({ hours: 1, pods: 6, incidents: 'none', seed: 1 });
  const busy = simulateTemplate({ hours: 1, pods: 6, incidents: 'hourly', seed: 2 });
  const range = { from: calm.to - 15 * MINUTE, to: calm.to };
  const answerOf = async (whole: number) => {
    const { url, stop } = await startPrometheus({ args: ['--web.enable-remote-write-receiver'] });
    try {
      const fleet = { nodes: 12, busy: 1, whole, from: calm.to - 56 * MINUTE, to: calm.to };
      const { series } = await fill({ url, calm, busy: [busy], fleet });
      let found = 0;
      const { samples, queries } = await costOf(
        url,
        async (port, onFirst) => (found = await incidentsOfAll(port, range, onFirst))
      );
      const shared = await sharedCgroups(url, range.to);
      return { series, shared, found: { found, samples, queries } };
    } finally {
      await stop();
    }
  };
  const [all, some] = await Promise.all([answerOf(12), answerOf(1)]);
  expect(some.series).toBeLessThan(all.series / 2);
  expect(some.found).toEqual(all.found);
  expect(all.found.found).toBeGreaterThan(0);
  // A server tries a pattern on every id there is: with those of one node a thousand cost what one does.
  expect(all.shared).toEqual([]);
}, 60_000);

async function sharedCgroups(url: string, at: number) {
  const expr = 'count by (id) (group by (node, id) ({id=~".+[.]scope"})) > 1';
  const query: PromQuery = { refId: 'shared', expr, mode: 'instant' };
  const { series } = await httpPort({ url, fetch })({ queries: [query], from: at, to: at, step: 1 });
  return series['shared'];
}
