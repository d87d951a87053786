import { chooseScenario } from '../../lab/live/chooseScenario';
import { startLivePrometheus } from '../../lab/live/livePrometheus';
import { liveWorld } from '../../lab/live/liveWorld';
import { remoteWrite } from '../../lab/live/remoteWrite';
import { replay } from '../../lab/live/replay';
import { scopeOf } from '../../lab/truth/reviewWorld';
import { httpPort } from '../../src/prometheus/ports/httpPort';
import { loadIncidents } from '../../src/prometheus/incidents/loadIncidents';
import type { RunningServer } from '../../tools/prometheus';

import { serverUrl } from './servers';

const SECOND = 1000;
let server: RunningServer;
beforeEach(async () => {
  server = await startLivePrometheus();
});
afterEach(() => server.stop());

async function ask(path: string, parameters: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const response = await fetch(`${server.url}/api/v1/${path}?${new URLSearchParams(parameters)}`);
  return ((await response.json()) as { data: unknown }).data;
}

async function valuesAt(query: string, ms: number): Promise<string[]> {
  const { result } = (await ask('query', { query, time: String(ms / SECOND) })) as {
    result: Array<{ value: [number, string] }>;
  };
  return result.map(({ value: [, text] }) => text);
}

/** All of a scenario in one go: the clock runs as fast as it is written. */
async function play(name: string) {
  const now = Date.now();
  const live = liveWorld(chooseScenario(name), { now, speed: 1000 });
  let clock = now;
  await replay(live, {
    clock: () => clock,
    sleep: async (ms) => {
      clock += ms;
    },
    write: (series) => remoteWrite(server.url, series),
  });
  return live;
}

test('a real Prometheus holds the scenario to the last sample, and a review of it says what happened', async () => {
  const { world, incidents } = await play('oom1');
  const seconds = Math.ceil(world.scenario.duration / SECOND) + 60;
  const { result } = (await ask('query', {
    query: `{job=~".+"}[${seconds}s]`,
    time: String(world.to / SECOND + 2),
  })) as { result: Array<{ values: unknown[] }> };
  const samples = world.store
    .all()
    .flatMap(({ values }) => values)
    .filter((value) => !Number.isNaN(value));
  expect(result.reduce((sum, { values }) => sum + values.length, 0)).toBe(samples.length);
  const { incidents: told } = await loadIncidents(httpPort({ fetch, url: server.url }), scopeOf(world));
  expect(told.filter(({ memory }) => memory).map(({ verdict }) => verdict)).toEqual(
    incidents.map(({ verdict }) => verdict)
  );
});

test('a series that ended is gone at once, by its stale marker', async () => {
  const { world } = await play('oom2');
  const stale = world.store.all().find(({ values }) => values.some((value) => Number.isNaN(value)));
  const end = stale?.times[stale.values.findIndex((value) => Number.isNaN(value))] ?? 0;
  const selector = `{${Object.entries(stale?.labels ?? {})
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(',')}}`;
  expect(await valuesAt(selector, end - 1)).toHaveLength(1);
  expect(await valuesAt(selector, end)).toEqual([]);
});

test('Tidemark’s rules and alerts are loaded', async () => {
  const { groups } = (await ask('rules')) as { groups: Array<{ rules: Array<{ type: string }> }> };
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.filter(({ type }) => type === 'alerting')).toHaveLength(12);
});

describe('what refuses samples is told with what to do', () => {
  const series = [{ labels: { __name__: 'up' }, samples: [{ at: 1, value: 1 }] }];

  test('a Prometheus without the receiver', async () => {
    await expect(remoteWrite(serverUrl('r1-article'), series)).rejects.toThrow('--web.enable-remote-write-receiver');
  });

  test('one that holds newer samples of the same series', async () => {
    await remoteWrite(server.url, [{ labels: { __name__: 'up' }, samples: [{ at: Date.now(), value: 1 }] }]);
    const older = [{ labels: { __name__: 'up' }, samples: [{ at: Date.now() - 60_000, value: 1 }] }];
    await expect(remoteWrite(server.url, older)).rejects.toThrow(
      'it holds newer samples of the same node: take a fresh one'
    );
  });

  test('nobody there', async () => {
    await expect(remoteWrite('http://127.0.0.1:1', series)).rejects.toThrow(
      'http://127.0.0.1:1/api/v1/write does not answer'
    );
  });
});
