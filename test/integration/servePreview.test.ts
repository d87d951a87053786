import { request } from 'node:http';

import { UNREACHABLE_HEADER } from '../../preview/prometheus/askPrometheus';
import { findFreePort } from '../../tools/freePort';
import type { RunningServer } from '../../tools/prometheus';
import { servePreview } from '../../tools/servePreview';

import { serverUrl } from './servers';

let preview: RunningServer;
beforeAll(async () => {
  preview = await servePreview({ port: await findFreePort(), prometheus: serverUrl('r1-article') });
});
afterAll(() => preview.stop());

const get = (path: string) => fetch(preview.url + path);

test('passes queries on to Prometheus, its refusals too', async () => {
  expect((await get('/prom/api/v1/query?query=1')).status).toBe(200);
  expect((await get('/prom/api/v1/query?query=sum(')).status).toBe(400);
});

test.each(['/prom/api/v1/admin/tsdb/delete_series', '/prom/-/quit', '/prom/api/v1/status/config'])(
  'does not pass %s on',
  async (path) => {
    expect((await get(path)).status).toBe(404);
  }
);

test('sends no file from outside its folders', async () => {
  expect((await get('/preview/..%2fpackage.json')).status).toBe(404);
  expect((await get('/public/plugins/tidemark-nodememory-app/..%2f..%2fpackage.json')).status).toBe(404);
});

test('answers to no other name, so that no page elsewhere can reach Prometheus through it', async () => {
  const status = await new Promise((resolve) => {
    request(`${preview.url}/prom/api/v1/query?query=1`, { headers: { host: 'attacker.example' } }, (reply) =>
      resolve(reply.resume().statusCode)
    ).end();
  });
  expect(status).toBe(421);
});

test('lists the dashboards', async () => {
  const dashboards = (await (await get('/preview/dashboards.json')).json()) as Array<{ uid: string }>;
  expect(dashboards.map(({ uid }) => uid)).toContain('tidemark-figure-3');
});

test('a Prometheus that is not there is told in the words of Grafana’s backend', async () => {
  const nobody = `127.0.0.1:${await findFreePort()}`;
  const broken = await servePreview({ port: await findFreePort(), prometheus: `http://${nobody}` });
  const reply = await fetch(`${broken.url}/prom/api/v1/query?query=1`);
  expect(reply.headers.has(UNREACHABLE_HEADER)).toBe(true);
  await broken.stop();
  expect(await reply.text()).toBe(
    `Post "http://${nobody}/api/v1/query": dial tcp ${nobody}: connect: connection refused`
  );
});

test('a taken port is one clear line', async () => {
  const port = Number(new URL(preview.url).port);
  await expect(servePreview({ port, prometheus: serverUrl('r1-article') })).rejects.toThrow(`Port ${port} is taken`);
});
