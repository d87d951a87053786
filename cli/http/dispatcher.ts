import { isIP } from 'node:net';

import { Agent, ProxyAgent, type Dispatcher } from 'undici';

import type { HttpSettings, TlsSettings } from './httpSettings';
import { isExempt, isLoopback } from './noProxy';
import { percentDecoded } from './parseUrl';

export type Environment = Readonly<Record<string, string | undefined>>;

interface Wanted {
  readonly target: URL;
  readonly settings: Pick<HttpSettings, 'tls' | 'proxy'>;
  readonly env: Environment;
  /** Connections kept open at most. */
  readonly connections: number;
}

/** The connections to one server, kept alive, through a proxy where one is asked for. */
export function dispatcherFor({ target, settings, env, connections }: Wanted): Dispatcher {
  const connect = connectOptions(settings.tls, target);
  const proxy = findProxy(target, settings.proxy, env);
  const kept = { connections, keepAliveTimeout: 30_000, keepAliveMaxTimeout: 60_000 };
  return proxy === undefined
    ? new Agent({ ...kept, connect })
    : new ProxyAgent({
        ...kept,
        ...proxyAccess(new URL(proxy)),
        // As curl and Go do: a tunnel for https only.
        proxyTunnel: false,
        requestTls: connect,
        headers: connectHeaders(settings.proxy),
      });
}

/** The proxy's address, or undefined where none is to be used. */
export function findProxy(target: URL, proxy: HttpSettings['proxy'], env: Environment): string | undefined {
  switch (proxy.kind) {
    case 'none':
      return undefined;
    case 'url':
      return isExempt(target, proxy.noProxy ?? '') ? undefined : proxy.url;
    case 'environment': {
      const url = readEnv(env, target.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
      const exempt = isLoopback(target) || isExempt(target, readEnv(env, 'NO_PROXY') ?? '');
      return url === undefined || exempt ? undefined : withScheme(url);
    }
  }
}

/** Lower case is as common; an empty variable is none. */
const readEnv = (env: Environment, name: string): string | undefined =>
  env[name] || env[name.toLowerCase()] || undefined;

const withScheme = (url: string): string => (/^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`);

function proxyAccess(url: URL): { readonly uri: string; readonly token?: string } {
  const { username, password } = url;
  if (username === '') {
    return { uri: url.href };
  }
  const token = `Basic ${Buffer.from(`${percentDecoded(username)}:${percentDecoded(password)}`).toString('base64')}`;
  return { uri: `${url.protocol}//${url.host}`, token };
}

function connectHeaders(proxy: HttpSettings['proxy']): Record<string, string> {
  const all = proxy.kind === 'none' ? {} : (proxy.connectHeaders ?? {});
  return Object.fromEntries(Object.entries(all).map(([name, values]) => [name, values.join(', ')]));
}

function connectOptions(tls: TlsSettings, { hostname }: URL) {
  const host = hostname.replace(/^\[|\]$/g, '');
  const servername = tls.serverName ?? (isIP(host) ? undefined : host);
  return {
    ...(tls.ca !== undefined && { ca: tls.ca }),
    ...(tls.cert !== undefined && { cert: tls.cert }),
    ...(tls.key !== undefined && { key: tls.key }),
    ...(servername !== undefined && { servername }),
    ...(tls.insecure && { rejectUnauthorized: false }),
    ...(tls.minVersion && { minVersion: tls.minVersion }),
    ...(tls.maxVersion && { maxVersion: tls.maxVersion }),
    timeout: 10_000,
  };
}
