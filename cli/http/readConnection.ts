import type { Address } from './address';
import { checkHeader, checkProxy } from './checkHeader';
import type { ConnectionOptions } from './connectionOptions';
import type { Environment } from './dispatcher';
import { basicAuth, type HttpSettings, type ProxySettings } from './httpSettings';
import { loadHttpConfig } from './loadHttpConfig';
import { parseUrl, percentDecoded } from './parseUrl';
import { readText } from './readText';

interface Access {
  readonly authorization: string;
  readonly secrets: readonly string[];
}

/** Settings from the command line, then the address, then the environment, then the file: each for what the former left open. */
export function readConnection(options: ConnectionOptions, address: Address, env: Environment): HttpSettings {
  const file = options.httpConfig === undefined ? undefined : loadHttpConfig(options.httpConfig);
  const access = accessOf(options, address, env);
  const headers = headersOf(options, env);
  const proxy = proxyOf(options, file?.proxy);
  const settings = {
    headers: { ...file?.headers, ...headers, ...(access && { Authorization: access.authorization }) },
    tls: { ...file?.tls, ...tlsOf(options) },
    proxy,
    followRedirects: file?.followRedirects ?? true,
  };
  if ((settings.tls.cert === undefined) !== (settings.tls.key === undefined)) {
    throw new Error('a client certificate needs its key, and the key its certificate: give --cert-file and --key-file');
  }
  return {
    ...settings,
    secrets: [
      ...(file?.secrets ?? []),
      ...(access?.secrets ?? []),
      ...secretHeaders(headers),
      ...proxySecrets(proxy, env),
    ],
  };
}

function accessOf(options: ConnectionOptions, { user, password }: Address, env: Environment): Access | undefined {
  const [given, inUser] = splitUser(options.user);
  const ways = [
    given !== undefined && '--user',
    options.bearerTokenFile !== undefined && '--bearer-token-file',
    user !== undefined && 'the address',
  ];
  const chosen = ways.filter((way) => way !== false);
  if (chosen.length > 1) {
    throw new Error(`credentials are given twice, by ${chosen.join(' and by ')}: give them once`);
  }
  if (options.bearerTokenFile !== undefined) {
    return bearer(readText(options.bearerTokenFile).trim());
  }
  if (given !== undefined || user !== undefined) {
    const typed = options.passwordFile === undefined ? undefined : readText(options.passwordFile).replace(/\r?\n$/, '');
    return basic(given ?? user ?? '', inUser ?? typed ?? password ?? env['TIDEMARK_PASSWORD'] ?? '');
  }
  if (options.passwordFile !== undefined) {
    throw new Error('--password-file needs --user');
  }
  return env['TIDEMARK_BEARER_TOKEN'] ? bearer(env['TIDEMARK_BEARER_TOKEN'].trim()) : undefined;
}

/** `name:password`, as curl takes it. */
function splitUser(text: string | undefined): readonly [user?: string, password?: string] {
  const colon = text?.indexOf(':') ?? -1;
  return text === undefined || colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)];
}

const basic = (user: string, password: string): Access => {
  const authorization = basicAuth(user, password);
  return { authorization, secrets: [password, authorization.slice('Basic '.length)] };
};

function bearer(token: string): Access {
  checkHeader('Authorization', token);
  return { authorization: `Bearer ${token}`, secrets: [token] };
}

function headersOf({ header = [] }: ConnectionOptions, env: Environment): Readonly<Record<string, string>> {
  const lines = [...(env['TIDEMARK_HEADERS'] ?? '').split('\n'), ...header].filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = '', value = ''] = /^\s*([^:\s]+)\s*:([^]*)$/.exec(line) ?? [];
      if (name === '') {
        throw new Error('--header: give it as "Name: value"');
      }
      checkHeader(name, value.trim());
      if (RESERVED.includes(name.toLowerCase())) {
        throw new Error(`--header: ${name} is set by Tidemark itself`);
      }
      return [name.toLowerCase() === 'authorization' ? 'Authorization' : name, value.trim()];
    })
  );
}

const RESERVED = ['host', 'content-type', 'content-length', 'content-encoding', 'transfer-encoding', 'connection'];

/** A tenant's name or a flag is no secret, and hiding it would tear holes into every message; any other header may be one. */
const SECRET_FROM = 6;
const PUBLIC = ['x-scope-orgid', 'accept', 'user-agent', 'accept-language'];

const secretHeaders = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(headers)
    .filter(([name, value]) => !PUBLIC.includes(name.toLowerCase()) && value.length >= SECRET_FROM)
    .flatMap(([, value]) => [value, value.replace(/^(bearer|basic|token)\s+/i, '')]);

function tlsOf({ caFile, certFile, keyFile, serverName, insecureSkipVerify }: ConnectionOptions): HttpSettings['tls'] {
  return {
    ...(caFile !== undefined && { ca: readText(caFile) }),
    ...(certFile !== undefined && { cert: readText(certFile) }),
    ...(keyFile !== undefined && { key: readText(keyFile) }),
    ...(serverName !== undefined && { serverName }),
    ...(insecureSkipVerify && { insecure: true }),
  };
}

function proxyOf({ proxy }: ConnectionOptions, fromFile: ProxySettings | undefined): ProxySettings {
  if (proxy === undefined) {
    return fromFile ?? { kind: 'environment' };
  }
  checkProxy('--proxy', proxy);
  return { kind: 'url', url: proxy };
}

function proxySecrets(proxy: ProxySettings, env: Environment): readonly string[] {
  const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'];
  const urls =
    proxy.kind === 'url' ? [proxy.url] : proxy.kind === 'none' ? [] : names.flatMap((name) => env[name] ?? []);
  return urls.flatMap((url) => {
    const { password = '' } = parseUrl(url) ?? {};
    return [password, percentDecoded(password)];
  });
}
