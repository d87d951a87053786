import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { getDebianProgram } from './debianPackage';
import { findFreePort } from './freePort';
import { startServer } from './startServer';
import { stopAtExit, type Stop } from './stopAtExit';

export interface RunningServer {
  readonly url: string;
  readonly stop: Stop;
}

export const getPrometheus = (): string =>
  getDebianProgram({
    program: 'prometheus',
    package: 'prometheus',
    otherwise:
      'Install Prometheus 2.42 or newer so that "prometheus" is on PATH, or give the address of a running one: npm run demo -- --prometheus URL',
  });

interface PrometheusOptions {
  /** Puts blocks into the fresh storage. */
  readonly fill?: (tsdb: string) => void;
  readonly configuration?: string;
  readonly args?: readonly string[];
  /** A folder that somebody else removes, in place of one that goes with the server. */
  readonly home?: string;
}

/** Starts Prometheus on 127.0.0.1 over a fresh folder, which goes when it stops. */
export async function startPrometheus({
  fill = () => {},
  configuration = 'global: {}\n',
  args = [],
  home = mkdtempSync(join(tmpdir(), 'tidemark-prometheus-')),
}: PrometheusOptions): Promise<RunningServer> {
  const binary = getPrometheus();
  const removeHome = stopAtExit(() => rmSync(home, { recursive: true, force: true }));
  const tsdb = join(home, 'tsdb');
  fill(tsdb);
  const file = join(home, 'prometheus.yml');
  writeFileSync(file, configuration);
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  try {
    const stopServer = await startServer({
      name: 'Prometheus',
      command: binary,
      args: [
        `--config.file=${file}`,
        `--storage.tsdb.path=${tsdb}`,
        // With the default retention the recorded blocks would be deleted as soon as a recent one exists.
        '--storage.tsdb.retention.time=100y',
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=error',
        ...args,
      ],
      readyUrl: `${url}/-/ready`,
    });
    return {
      url,
      stop: async () => {
        await stopServer();
        await removeHome();
      },
    };
  } catch (error) {
    await removeHome();
    throw error;
  }
}
