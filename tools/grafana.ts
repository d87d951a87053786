import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { Complaint } from './complaint';
import { isExecutable, findOnPath } from './onPath';
import { progress } from './progress';
import type { RunningServer } from './prometheus';
import { inProject } from './project';
import { capture } from './run';
import { startServer } from './startServer';
import { stopAtExit } from './stopAtExit';

interface GrafanaOptions {
  readonly port: number;
  readonly prometheus: string;
}

const PLUGIN_IDS = ['tidemark-nodememory-app', 'tidemark-nodememory-datasource', 'tidemark-nodememory-panel'] as const;

/** Starts a real Grafana on 127.0.0.1 with the built plugin and the project's provisioning; its data goes when it stops. */
export async function startGrafana({ port, prometheus }: GrafanaOptions): Promise<RunningServer> {
  const { binary, home } = findGrafana();
  const data = mkdtempSync(join(tmpdir(), 'tidemark-grafana-'));
  const removeData = stopAtExit(() => rmSync(data, { recursive: true, force: true }));
  mkdirSync(join(data, 'plugins'));
  symlinkSync(inProject('dist'), join(data, 'plugins', PLUGIN_IDS[0]));
  const url = `http://127.0.0.1:${port}`;
  progress(`Starting ${capture(binary, ['--version']).output.split('\n')[0]} …`);
  const stopServer = await startServer({
    name: 'Grafana',
    command: binary,
    args: ['server', `--homepath=${home}`],
    env: { ...process.env, ...settings({ port, prometheus, data }) },
    readyUrl: `${url}/api/health`,
    timeoutMs: 120_000,
  });
  return {
    url,
    stop: async () => {
      await stopServer();
      await removeData();
    },
  };
}

function settings({ port, prometheus, data }: GrafanaOptions & { readonly data: string }): Record<string, string> {
  return {
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    // Several browsers share the browser tests' one session: a new token would log out all but one.
    GF_AUTH_TOKEN_ROTATION_INTERVAL_MINUTES: '1440',
    GF_LOG_LEVEL: 'error',
    GF_PATHS_DATA: data,
    GF_PATHS_LOGS: join(data, 'log'),
    GF_PATHS_PLUGINS: join(data, 'plugins'),
    GF_PATHS_PROVISIONING: inProject('provisioning'),
    GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: PLUGIN_IDS.join(','),
    GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    GF_SECURITY_ADMIN_PASSWORD: process.env.GRAFANA_ADMIN_PASSWORD ?? 'admin',
    GF_SERVER_HTTP_ADDR: '127.0.0.1',
    GF_SERVER_HTTP_PORT: String(port),
    // Provisioning's data source reads it.
    PROMETHEUS_URL: prometheus,
    TIDEMARK_DASHBOARDS: inProject('dashboards'),
  };
}

function findGrafana(): { readonly binary: string; readonly home: string } {
  const given = process.env.GRAFANA_HOME;
  if (given !== undefined) {
    const binary = join(given, 'bin', 'grafana');
    if (!isExecutable(binary)) {
      throw new Complaint(`GRAFANA_HOME is ${given}, but there is no program bin/grafana in it.`);
    }
    return { binary, home: given };
  }
  const binary = findOnPath('grafana');
  if (binary === undefined) {
    throw new Complaint(
      'No Grafana found: put "grafana" (12.4 or newer) on PATH, or unpack its tar file and set GRAFANA_HOME to that folder. Without --grafana the demo needs none.'
    );
  }
  // Debian's and RPM packages keep the home apart from the program.
  const packaged = '/usr/share/grafana';
  return { binary, home: isExecutable(join(packaged, 'bin', 'grafana')) ? packaged : dirname(dirname(binary)) };
}
