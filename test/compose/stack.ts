import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { inProject } from '../../tools/project';

const run = promisify(execFile);

/** A project of its own on free ports: what is running under the file's own name is left alone. */
const ENV = { ...process.env, GRAFANA_PORT: '0', PROMETHEUS_PORT: '0' };
const LONGEST = 220_000;

export async function compose(...args: readonly string[]): Promise<string> {
  const all = ['compose', '-p', 'tidemark-test', '--profile', 'leak', ...args];
  const { stdout } = await run('docker', all, { cwd: inProject(), env: ENV, timeout: LONGEST });
  return stdout;
}

/** Everything but the profile's containers, healthy. */
export const startStack = (): Promise<string> =>
  compose('up', '--detach', '--wait', '--wait-timeout', '180', 'grafana', 'cadvisor', 'node-exporter');

/** `http://127.0.0.1:32768`: a port is another one after each start. */
export const urlOf = async (service: 'grafana' | 'prometheus'): Promise<string> =>
  `http://${(await compose('port', service, service === 'grafana' ? '3000' : '9090')).trim()}`;

export async function prometheusSays(query: string): Promise<ReadonlyArray<Readonly<Record<string, string>>>> {
  const url = `${await urlOf('prometheus')}/api/v1/query?${new URLSearchParams({ query })}`;
  const { data } = (await (await fetch(url)).json()) as { data: { result: Array<{ metric: Record<string, string> }> } };
  return data.result.map(({ metric }) => metric);
}

export async function grafanaSays(path: string): Promise<unknown> {
  const headers = { Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` };
  return (await fetch(`${await urlOf('grafana')}${path}`, { headers })).json();
}

/** Asks until the answer is there. */
export async function until<T>(ask: () => Promise<T | undefined>, seconds: number): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`no answer within ${seconds} s`);
    }
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}
