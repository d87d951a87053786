import { dirname, resolve } from 'node:path';

import { decodeHttpConfig, type HttpConfig } from './decodeHttpConfig';
import { checkHeader, checkProxy } from './checkHeader';
import { basicAuth, type HttpSettings, type ProxySettings, type TlsSettings, type TlsVersion } from './httpSettings';
import { readText } from './readText';

/** The settings in a file of Prometheus' `http_config` form. Files that it names are looked for beside it. */
export function loadHttpConfig(path: string): HttpSettings {
  try {
    const config = decodeHttpConfig(readText(path));
    return settingsOf(config, (file) => readText(resolve(dirname(path), file)));
  } catch (error) {
    throw new Error(`--http-config ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

type Read = (file: string) => string;

function settingsOf(config: HttpConfig, read: Read): HttpSettings {
  const authorization = authorizationOf(config, read);
  const extra = extraHeaders(config, read);
  const headers = Object.entries({ ...extra.headers, ...(authorization && { Authorization: authorization.header }) });
  headers.forEach(([name, value]) => checkHeader(name, value));
  return {
    headers: Object.fromEntries(headers),
    tls: tlsOf(config.tls_config ?? {}, read),
    proxy: proxyOf(config),
    followRedirects: config.follow_redirects ?? true,
    secrets: [
      ...(authorization?.secrets ?? []),
      ...extra.secrets,
      ...Object.values(config.proxy_connect_header ?? {}).flat(),
    ],
  };
}

function authorizationOf({ basic_auth: basic, authorization, ...config }: HttpConfig, read: Read) {
  if (basic) {
    const user = basic.username ?? fromFile(basic.username_file, read) ?? '';
    const password = basic.password ?? fromFile(basic.password_file, read) ?? '';
    return { header: basicAuth(user, password), secrets: [password, basicAuth(user, password).slice(6)] };
  }
  const token =
    authorization?.credentials ??
    fromFile(authorization?.credentials_file, read) ??
    config.bearer_token ??
    fromFile(config.bearer_token_file, read);
  return token === undefined
    ? undefined
    : { header: `${authorization?.type?.trim() || 'Bearer'} ${token}`, secrets: [token] };
}

const fromFile = (file: string | undefined, read: Read): string | undefined =>
  file === undefined ? undefined : read(file).trim();

function extraHeaders({ http_headers: all = {} }: HttpConfig, read: Read) {
  const entries = Object.entries(all).map(([name, { values = [], secrets = [], files = [] }]) => {
    const hidden = [...secrets, ...files.map((file) => read(file).trim())];
    return { name, value: [...values, ...hidden].join(', '), hidden };
  });
  const reserved = entries.find(({ name }) => RESERVED.includes(name.toLowerCase()));
  if (reserved) {
    throw new Error(`"http_headers.${reserved.name}" is set by Tidemark itself or by another key`);
  }
  return {
    headers: Object.fromEntries(entries.map(({ name, value }) => [name, value])),
    secrets: entries.flatMap(({ hidden }) => hidden),
  };
}

const RESERVED = [
  'authorization',
  'host',
  'content-type',
  'content-length',
  'content-encoding',
  'connection',
  'user-agent',
];

const VERSIONS: Readonly<Record<string, TlsVersion>> = {
  TLS10: 'TLSv1',
  TLS11: 'TLSv1.1',
  TLS12: 'TLSv1.2',
  TLS13: 'TLSv1.3',
};

function tlsOf(tls: NonNullable<HttpConfig['tls_config']>, read: Read): TlsSettings {
  const whole = {
    ca: tls.ca ?? (tls.ca_file && read(tls.ca_file)),
    cert: tls.cert ?? (tls.cert_file && read(tls.cert_file)),
    key: tls.key ?? (tls.key_file && read(tls.key_file)),
    serverName: tls.server_name,
    insecure: tls.insecure_skip_verify,
    minVersion: tls.min_version && VERSIONS[tls.min_version],
    maxVersion: tls.max_version && VERSIONS[tls.max_version],
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined && value !== ''));
}

function proxyOf(config: HttpConfig): ProxySettings {
  const connectHeaders = config.proxy_connect_header && { connectHeaders: config.proxy_connect_header };
  if (config.proxy_url !== undefined && config.proxy_url !== '') {
    checkProxy('"proxy_url"', config.proxy_url);
    return {
      kind: 'url',
      url: config.proxy_url,
      ...(config.no_proxy && { noProxy: config.no_proxy }),
      ...connectHeaders,
    };
  }
  return config.proxy_from_environment ? { kind: 'environment', ...connectHeaders } : { kind: 'none' };
}
