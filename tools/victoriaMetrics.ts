import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { getDebianProgram } from './debianPackage';
import { findFreePort } from './freePort';
import type { RunningServer } from './prometheus';
import { startServer } from './startServer';
import { stopAtExit } from './stopAtExit';

export const getVictoriaMetrics = (): string =>
  getDebianProgram({
    program: 'victoria-metrics',
    package: 'victoria-metrics',
    otherwise: 'The integration tests need VictoriaMetrics as "victoria-metrics" on PATH.',
  });

/** Starts an empty VictoriaMetrics on 127.0.0.1; its data goes when it stops. */
export async function startVictoriaMetrics(): Promise<RunningServer> {
  const binary = getVictoriaMetrics();
  const home = mkdtempSync(join(tmpdir(), 'tidemark-victoria-'));
  const removeHome = stopAtExit(() => rmSync(home, { recursive: true, force: true }));
  const url = `http://127.0.0.1:${await findFreePort()}`;
  try {
    const stopServer = await startServer({
      name: 'VictoriaMetrics',
      command: binary,
      args: [
        `-storageDataPath=${home}`,
        '-retentionPeriod=100y',
        `-httpListenAddr=${url.replace('http://', '')}`,
        // Recorded samples are recent or old alike; nothing may come from a cache that predates the import.
        '-search.disableCache',
        '-memory.allowedPercent=5',
        '-loggerLevel=ERROR',
      ],
      readyUrl: `${url}/health`,
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
