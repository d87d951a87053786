import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

interface Service {
  readonly image: string;
  readonly init?: boolean;
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly healthcheck?: object;
  readonly volumes?: readonly string[];
}

const { services }: { services: Readonly<Record<string, Service>> } = parse(readFileSync('docker-compose.yml', 'utf8'));

const all = Object.entries(services);

describe('docker-compose.yml', () => {
  it.each(all)('pins the image of %s and starts it with an init', (_, { image, init }) => {
    expect(image).toMatch(/:v?(\$\{\w+:-)?\d+\.\d+\.\d+\}?$/);
    expect(init).toBe(true);
  });

  it('listens on 127.0.0.1 only', () => {
    const ports = all.flatMap(([, service]) => service.ports ?? []);
    expect(ports).toEqual(['127.0.0.1:3000:3000', '127.0.0.1:9090:9090']);
  });

  it('checks the health of whatever keeps running', () => {
    const unchecked = all.filter(([, { healthcheck }]) => !healthcheck).map(([name]) => name);
    expect(unchecked).toEqual(['recordings']);
  });

  it('allows all three ids unsigned: each nested plugin is checked by its own', () => {
    const ids = services.grafana?.environment?.GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS?.split(',');
    const built = ['src', 'src/datasource', 'src/panel'].map(
      (folder) => JSON.parse(readFileSync(`${folder}/plugin.json`, 'utf8')).id
    );
    expect(ids).toEqual(built);
  });

  it('keeps the recordings for good', () => {
    expect(services.prometheus?.command).toContain('--storage.tsdb.retention.time=100y');
  });
});

describe('provisioning', () => {
  const read = (file: string) => parse(readFileSync(`provisioning/${file}`, 'utf8'));

  it('puts Tidemark over the Prometheus beside it', () => {
    const [prometheus, tidemark] = read('datasources/tidemark.yaml').datasources;
    expect(prometheus).toMatchObject({ uid: 'prometheus', type: 'prometheus', url: '${PROMETHEUS_URL}' });
    expect(tidemark).toMatchObject({
      uid: 'tidemark',
      type: 'tidemark-nodememory-datasource',
      jsonData: { promUid: prometheus.uid },
    });
  });

  it('names the address of Prometheus in the compose file', () => {
    expect(services.grafana?.environment?.PROMETHEUS_URL).toBe('http://prometheus:9090');
  });

  it('enables the app', () => {
    expect(read('plugins/tidemark.yaml').apps).toEqual([{ type: 'tidemark-nodememory-app', disabled: false }]);
  });
});

const compose = spawnSync('docker', ['compose', 'version']).status === 0;

// Skipped where Docker has no compose plugin; CI has it.
(compose ? it : it.skip)('docker compose accepts the file (skipped without docker compose)', () => {
  expect(() => execFileSync('docker', ['compose', 'config', '--quiet'])).not.toThrow();
});
