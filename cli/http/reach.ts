import { barePort } from '../../src/prometheus/ports/barePort';
import { bundlePort } from '../../src/prometheus/ports/bundlePort';
import { frugalPort } from '../../src/prometheus/ports/frugalPort';
import { httpPort, type Fetch } from '../../src/prometheus/ports/httpPort';
import type { PrometheusPort } from '../../src/prometheus/ports/port';
import { wholePort } from '../../src/prometheus/ports/wholePort';

import { readAddress } from './address';
import type { ConnectionOptions } from './connectionOptions';
import type { Environment } from './dispatcher';
import { hideSecrets } from './hideSecrets';
import { hidingFetch } from './hidingFetch';
import type { Connection } from './openConnection';
import { readConnection } from './readConnection';

/** What reaching a server needs of the world outside. */
export interface Outside {
  readonly connect: (connection: Connection) => Fetch;
  readonly env: Environment;
}

interface Reached {
  /** To show. */
  readonly url: string;
  readonly port: PrometheusPort;
  readonly hide: (text: string) => string;
}

/** The server, of which no error and no warning repeats a secret that it was given. */
export function reach(
  options: ConnectionOptions & { readonly prometheus: string },
  { connect, env }: Outside
): Reached {
  const address = readAddress(options.prometheus);
  const { url } = address;
  const settings = readConnection(options, address, env);
  const { timeout, retries, retryLimit, concurrency } = options;
  const hide = (text: string) => hideSecrets(text, settings.secrets);
  const fetch = connect({ url, settings, env, timeout, concurrency, retry: { retries, limit: retryLimit } });
  const ask = frugalPort(
    wholePort(barePort(bundlePort(httpPort({ fetch: hidingFetch(fetch, hide), url, timeout: Infinity }))))
  );
  const port: PrometheusPort = async (request, signal) => {
    const reply = await ask(request, signal);
    return {
      ...reply,
      errors: reply.errors.map((error) => ({ ...error, message: hide(error.message) })),
      warnings: reply.warnings.map(hide),
    };
  };
  return { url, port, hide };
}
