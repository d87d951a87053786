import { getDebianProgram } from '../../tools/debianPackage';
import { findFreePort } from '../../tools/freePort';
import type { RunningServer } from '../../tools/prometheus';
import { startServer } from '../../tools/startServer';

const COLLECTORS = ['meminfo', 'vmstat', 'stat', 'pressure', 'time'];

export const getNodeExporter = (): string =>
  getDebianProgram({
    program: 'prometheus-node-exporter',
    package: 'prometheus-node-exporter',
    otherwise: 'Install node_exporter so that "prometheus-node-exporter" is on PATH.',
  });

/** The real one, over what a node's memory needs. */
export async function startNodeExporter(): Promise<RunningServer> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}/metrics`;
  const stop = await startServer({
    name: 'node_exporter',
    command: getNodeExporter(),
    args: [
      '--collector.disable-defaults',
      ...COLLECTORS.map((name) => `--collector.${name}`),
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    readyUrl: url,
  });
  return { url, stop };
}
