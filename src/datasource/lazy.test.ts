import { loadIncidentsPlan, loadSignalsPlan } from './lazy';

const webpack = globalThis as { __webpack_public_path__?: string };

afterEach(() => delete webpack.__webpack_public_path__);

it.each([
  [
    'at the root of a host',
    'http://host:3000/public/plugins/tidemark-nodememory-datasource/',
    'http://host:3000/public/plugins/tidemark-nodememory-app/',
  ],
  [
    'below a path',
    'https://host/grafana/public/plugins/tidemark-nodememory-datasource/',
    'https://host/grafana/public/plugins/tidemark-nodememory-app/',
  ],
  ['by the path of the build', 'public/plugins/tidemark-nodememory-app/', 'public/plugins/tidemark-nodememory-app/'],
])('looks for chunks beside the app, %s', async (_, own, besideTheApp) => {
  webpack.__webpack_public_path__ = own;
  await loadIncidentsPlan();
  await loadSignalsPlan();
  expect(webpack.__webpack_public_path__).toBe(besideTheApp);
});

it('loads without webpack, as in a test', async () => {
  await expect(loadIncidentsPlan()).resolves.toHaveProperty('incidentsPlan');
});

it('says what to do when a chunk is gone', async () => {
  jest.doMock('./incidentsPlan', () => {
    throw new Error('Loading chunk 167 failed.');
  });
  jest.resetModules();
  const { loadIncidentsPlan: load } = await import('./lazy');
  await expect(load()).rejects.toThrow(/Loading chunk 167 failed.*Reload the page/);
});
