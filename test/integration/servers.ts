import type { PrometheusMajor } from '../../lab/promql/select';
import { prometheusVersion } from '../../tools/prometheusVersion';

/** `r1-article`, `r1-kube-prometheus`, `r1-kube-prometheus-stack`, the same of `r2`, `vm-r1-article`, `vm-r2-article`. */
export type TestServer = `${'' | 'vm-'}${'r1' | 'r2'}-${'article' | 'kube-prometheus' | 'kube-prometheus-stack'}`;

/** Both recordings as each collection has them, and the article's collection by VictoriaMetrics, too. */
export const RECORDED_SERVERS: readonly TestServer[] = [
  'r1-article',
  'r1-kube-prometheus',
  'r1-kube-prometheus-stack',
  'vm-r1-article',
  'r2-article',
  'r2-kube-prometheus',
  'r2-kube-prometheus-stack',
  'vm-r2-article',
];

/** By whose rules a Prometheus answers. */
export async function majorOf(url: string): Promise<PrometheusMajor> {
  const version = await prometheusVersion(url);
  return version?.startsWith('2.') ? 2 : 3;
}

export const recordingOf = (server: TestServer) => (server.includes('r1') ? 'recording-1' : 'recording-2');

/** The address of a server with a recording, started before the integration tests. */
export function serverUrl(name: TestServer): string {
  const servers: unknown = JSON.parse(process.env.TIDEMARK_TEST_SERVERS ?? '{}');
  const url: unknown = typeof servers === 'object' && servers !== null ? Reflect.get(servers, name) : undefined;
  if (typeof url !== 'string') {
    throw new Error(`No server ${name}: run the integration tests by npm run test:integration`);
  }
  return url;
}
