import { ALERTS } from '../../rules/alerts';
import { DEFAULT_CONFIG } from '../../rules/config';
import { inline } from '../../rules/inline';
import { recordingRules } from '../../rules/recordingRules';

import { serverUrl, type TestServer } from './servers';

const RULES = recordingRules(DEFAULT_CONFIG);
const STEP_SECONDS = 30;

/** The times at which an alert's condition holds, whatever its `for`, by the label given. */
async function holdsAt(server: TestServer, alert: string, [from, to]: readonly [string, string], label = 'node') {
  const { expr } = ALERTS.find((one) => one.alert === alert)!;
  const body = new URLSearchParams({
    query: inline(expr, RULES),
    start: String(Date.parse(from) / 1000),
    end: String(Date.parse(to) / 1000),
    step: String(STEP_SECONDS),
  });
  const reply = await (await fetch(`${serverUrl(server)}/api/v1/query_range`, { method: 'POST', body })).json();
  expect(reply).toMatchObject({ status: 'success' });
  const series: ReadonlyArray<{ metric: Record<string, string>; values: ReadonlyArray<[number, string]> }> =
    reply.data.result;
  return Object.fromEntries(
    series.map(({ metric, values }) => [metric[label], values.map(([at]) => new Date(at * 1000).toISOString())])
  );
}

const R1 = ['r1-article', 'r1-kube-prometheus', 'r1-kube-prometheus-stack', 'vm-r1-article'] as const;
const R2 = ['r2-article', 'r2-kube-prometheus', 'r2-kube-prometheus-stack', 'vm-r2-article'] as const;
const LAB = ['2026-11-21T21:05:00Z', '2026-11-21T22:26:00Z'] as const;
const MODERN = ['2026-11-22T02:18:00Z', '2026-11-22T03:16:00Z'] as const;
/** How many seconds after the moment; NaN where there was nothing. */
const after = (moment: string, at: string | undefined) => (Date.parse(at ?? '') - Date.parse(moment)) / 1000;

function expectWithin(most: number, seconds: number): void {
  expect(seconds).toBeGreaterThanOrEqual(0);
  expect(seconds).toBeLessThanOrEqual(most);
}

// From the recordings' ground truth: when the kubelet evicted first, and the kernel killed.
describe.each(R1)('%s', (server) => {
  it('tells the eviction of Figure 3 within 90 s, although its counter is born with it', async () => {
    const { [POD_SIGNAL]: times } = await holdsAt(server, 'TidemarkEviction', LAB, 'eviction_signal');
    expectWithin(90, after('2026-11-21T21:11:52Z', times?.[0]));
  });

  it('tells at Figure 6 that innocent pods were evicted, and never else', async () => {
    const { 'lab-node': times = [] } = await holdsAt(server, 'TidemarkInnocentPodsEvicted', LAB);
    expectWithin(90, after('2026-11-21T21:23:48Z', times[0]));
    expectWithin(720, after('2026-11-21T21:23:48Z', times.at(-1)));
  });

  it('saw Figure 3 coming', async () => {
    const { 'lab-node': times = [] } = await holdsAt(server, 'TidemarkAllocatableWithin15Minutes', LAB);
    expectWithin(292, after('2026-11-21T21:07:00Z', times[0]));
  });

  it('never calls the node out of memory, which it never was', async () => {
    expect(await holdsAt(server, 'TidemarkNodeOutOfMemory', LAB)).toEqual({});
  });
});

describe.each(R2)('%s', (server) => {
  it('tells the eviction of Figure 3 within 2 min, on a node that misses scrapes', async () => {
    const { [POD_SIGNAL]: times } = await holdsAt(server, 'TidemarkEviction', MODERN, 'eviction_signal');
    expectWithin(120, after('2026-11-22T02:45:28Z', times?.[0]));
  });
});

it.each(['r2-article', 'r2-kube-prometheus'] as const)(
  '%s tells that the node itself ran out of memory, where the root cgroup is collected',
  async (server) => {
    const { [MODERN_NODE]: times = [] } = await holdsAt(server, 'TidemarkNodeOutOfMemory', MODERN);
    expectWithin(180, after('2026-11-22T02:54:30Z', times[0]));
  }
);

const POD_SIGNAL = 'allocatableMemory.available';
const MODERN_NODE = 'aks-agentpool-21735204-vmss000003';
