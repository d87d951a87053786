import type { Verdict } from '../../src/domain/incidents/types';
import { httpPort } from '../../src/prometheus/ports/httpPort';
import { loadIncidents } from '../../src/prometheus/incidents/loadIncidents';
import { loadNodes } from '../../src/prometheus/identity';
import { DEFAULT_LABELS } from '../../src/prometheus/scope';

import { compose, grafanaSays, prometheusSays, startStack, until, urlOf } from './stack';

/** The same stack, and the same volumes, from the first test to the last. */
beforeAll(async () => {
  await compose('down', '--volumes', '--timeout', '5');
  await startStack();
}, 240_000);

afterAll(() => compose('down', '--volumes', '--timeout', '5'), 120_000);

const RECORDED = 'count(last_over_time(kube_node_info[100d])) by (node)';

test('every service is healthy, and the one that unpacks the recordings has done so', async () => {
  const services = (await compose('ps', '--all', '--format', '{{.Service}} {{.State}} {{.Health}} {{.ExitCode}}'))
    .trim()
    .split('\n')
    .sort();
  expect(services).toEqual([
    'cadvisor running healthy 0',
    'grafana running healthy 0',
    'node-exporter running healthy 0',
    'prometheus running healthy 0',
    'recordings exited  0',
  ]);
});

test('Grafana has the app, its data source over Prometheus, and both figures', async () => {
  const settings = await until(() => grafanaSays('/api/plugins/tidemark-nodememory-app/settings'), 20);
  expect(settings).toMatchObject({ enabled: true });
  expect(await grafanaSays('/api/datasources/uid/tidemark')).toMatchObject({ type: 'tidemark-nodememory-datasource' });
  const boards = await until(async () => {
    const found = (await grafanaSays('/api/search?tag=tidemark')) as Array<{ uid: string }>;
    return found.length >= 2 ? found.map(({ uid }) => uid) : undefined;
  }, 30);
  expect(boards).toEqual(expect.arrayContaining(['tidemark-figure-3', 'tidemark-figure-6']));
});

test('Prometheus holds both recorded nodes, and this host with its containers under their Docker names', async () => {
  const recorded = (await prometheusSays(RECORDED)).map(({ node }) => node).sort();
  expect(recorded).toEqual(['aks-agentpool-21735204-vmss000003', 'lab-node']);
  const grafana = 'container_memory_working_set_bytes{node="this-host",namespace="tidemark-test",container="grafana"}';
  const found = await until(async () => (await prometheusSays(grafana))[0], 60);
  expect(found).toMatchObject({ pod: 'tidemark-test-grafana-1' });
  expect(Object.keys(found).filter((label) => label.startsWith('container_label'))).toEqual([]);
  // A node is looked for minute by minute.
  const nodes = await until(async () => {
    const now = Date.now();
    const port = httpPort({ fetch, url: await urlOf('prometheus') });
    const names = await loadNodes(port, { labels: DEFAULT_LABELS, from: now - 300_000, to: now });
    return names.length > 0 ? names : undefined;
  }, 90);
  expect(nodes).toEqual(['this-host']);
});

test('from nothing to a container’s own OOM kill, reviewed, in two minutes; then a parent’s', async () => {
  const started = Date.now();
  const find = async (pod: string, wanted: Verdict) => {
    const port = httpPort({ fetch, url: await urlOf('prometheus') });
    const { incidents, findings } = await loadIncidents(port, {
      identity: { node: 'this-host' },
      labels: DEFAULT_LABELS,
      from: started - 60_000,
      to: Date.now(),
      step: 10_000,
      scrapeInterval: 10_000,
      measure: 'containers',
      overrides: [],
    });
    const incident = incidents.find(
      ({ verdict, victims }) => verdict === wanted && victims.some((victim) => victim.pod === pod)
    );
    return incident && { incident, findings };
  };
  await compose('up', '--detach', '--build', 'leak-own-limit', 'leak-parent-limit', 'parent-limit');
  const own = await until(
    () => find('tidemark-test-leak-own-limit-1', 'oom1-container-limit'),
    120 - (Date.now() - started) / 1000
  );
  expect(own.incident).toMatchObject({ memory: true, confidence: 'likely' });
  expect(own.findings.map(({ code }) => code)).toEqual(['no-kubelet']);
  const parents = await until(() => find('tidemark-test-leak-parent-limit-1', 'parent-limit'), 150);
  expect(parents.incident.evidence.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^the cgroup above it, .*\/tidemark\.slice, had reached its limit$/)
  );
});

test('down, up again and a restart lose nothing', async () => {
  const uid = 'kept';
  const response = await fetch(`${await urlOf('grafana')}/api/dashboards/db`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ dashboard: { uid, title: 'Kept', panels: [] } }),
  });
  expect(response.status).toBe(200);
  await compose('down', '--timeout', '10');
  await startStack();
  await compose('restart', '--timeout', '10', 'prometheus', 'grafana');
  await startStack();
  expect(await until(() => grafanaSays(`/api/dashboards/uid/${uid}`), 60)).toMatchObject({ dashboard: { uid } });
  expect(await until(async () => (await prometheusSays(RECORDED)).length || undefined, 60)).toBe(2);
  const leaked = 'max_over_time(container_memory_working_set_bytes{container="leak-own-limit"}[30m])';
  expect((await prometheusSays(leaked)).length).toBeGreaterThan(0);
});
