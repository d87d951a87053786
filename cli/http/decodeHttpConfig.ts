import * as v from 'valibot';
import { parseDocument } from 'yaml';

const Text = v.string();
const Texts = v.record(Text, v.array(Text));
const TlsVersions = v.picklist(['TLS10', 'TLS11', 'TLS12', 'TLS13']);

/** `http_config` as Prometheus documents it (prometheus/common, HTTPClientConfig). */
const HttpConfigSchema = v.strictObject({
  basic_auth: v.optional(
    v.strictObject({
      username: v.optional(Text),
      username_file: v.optional(Text),
      password: v.optional(Text),
      password_file: v.optional(Text),
    })
  ),
  authorization: v.optional(
    v.strictObject({
      type: v.optional(Text),
      credentials: v.optional(Text),
      credentials_file: v.optional(Text),
    })
  ),
  bearer_token: v.optional(Text),
  bearer_token_file: v.optional(Text),
  tls_config: v.optional(
    v.strictObject({
      ca: v.optional(Text),
      ca_file: v.optional(Text),
      cert: v.optional(Text),
      cert_file: v.optional(Text),
      key: v.optional(Text),
      key_file: v.optional(Text),
      server_name: v.optional(Text),
      insecure_skip_verify: v.optional(v.boolean()),
      min_version: v.optional(TlsVersions),
      max_version: v.optional(TlsVersions),
    })
  ),
  proxy_url: v.optional(Text),
  no_proxy: v.optional(Text),
  proxy_from_environment: v.optional(v.boolean()),
  proxy_connect_header: v.optional(Texts),
  follow_redirects: v.optional(v.boolean()),
  // One request at a time on each connection is all that is needed: HTTP/1.1 does either way.
  enable_http2: v.optional(v.boolean()),
  http_headers: v.optional(
    v.record(
      Text,
      v.strictObject({
        values: v.optional(v.array(Text)),
        secrets: v.optional(v.array(Text)),
        files: v.optional(v.array(Text)),
      })
    )
  ),
});

export type HttpConfig = v.InferOutput<typeof HttpConfigSchema>;

/** A file in Prometheus' `http_config` form. Errors name the key or the line and never a value: it may be a secret. */
export function decodeHttpConfig(text: string): HttpConfig {
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault) {
    throw new Error(`it is not YAML${fault.linePos ? ` (line ${fault.linePos[0].line})` : ''}`);
  }
  const content: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new Error(NO_KEYS);
  }
  refuseUnsupported(content);
  const read = v.safeParse(HttpConfigSchema, content);
  if (!read.success) {
    throw new Error(faultIn(read.issues[0]));
  }
  refuseContradictions(read.output);
  return read.output;
}

const UNSUPPORTED: ReadonlyArray<readonly [path: readonly string[], instead: string]> = [
  [['oauth2'], 'fetch a token yourself and give it by bearer_token_file'],
  [['sigv4'], 'put a signing proxy in between'],
  [['azuread'], 'fetch a token yourself and give it by bearer_token_file'],
  [['google_iam'], 'fetch a token yourself and give it by bearer_token_file'],
  [['basic_auth', 'username_ref'], 'give username or username_file'],
  [['basic_auth', 'password_ref'], 'give password or password_file'],
  [['authorization', 'credentials_ref'], 'give credentials or credentials_file'],
  [['tls_config', 'ca_ref'], 'give ca or ca_file'],
  [['tls_config', 'cert_ref'], 'give cert or cert_file'],
  [['tls_config', 'key_ref'], 'give key or key_file'],
];

function refuseUnsupported(content: unknown): void {
  for (const [path, instead] of UNSUPPORTED) {
    if (path.reduce<unknown>(valueAt, content) !== undefined) {
      throw new Error(`"${path.join('.')}" is not supported here: ${instead}`);
    }
  }
}

const valueAt = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

const NO_KEYS = 'it holds no keys and values; see http_config in the documentation of Prometheus';

function faultIn(issue: v.InferIssue<typeof HttpConfigSchema>): string {
  const path = v.getDotPath(issue);
  if (path === null) {
    return NO_KEYS;
  }
  return issue.expected === 'never'
    ? `unknown key "${path}"; see http_config in the documentation of Prometheus`
    : `"${path}" must be ${WANTED[issue.type] ?? issue.expected ?? 'something else'}`;
}

const WANTED: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  array: 'a list of texts',
  record: 'keys and values',
  strict_object: 'keys and values',
};

/** The rules of prometheus/common's Validate. */
function refuseContradictions(config: HttpConfig): void {
  const { basic_auth: basic, authorization, tls_config: tls } = config;
  const pairs: ReadonlyArray<readonly [string, unknown, string, unknown]> = [
    ['bearer_token', config.bearer_token, 'bearer_token_file', config.bearer_token_file],
    ['basic_auth', basic, 'authorization', authorization],
    ['basic_auth', basic, 'bearer_token', config.bearer_token ?? config.bearer_token_file],
    ['authorization', authorization, 'bearer_token', config.bearer_token ?? config.bearer_token_file],
    ['basic_auth.username', basic?.username, 'basic_auth.username_file', basic?.username_file],
    ['basic_auth.password', basic?.password, 'basic_auth.password_file', basic?.password_file],
    [
      'authorization.credentials',
      authorization?.credentials,
      'authorization.credentials_file',
      authorization?.credentials_file,
    ],
    ['tls_config.ca', tls?.ca, 'tls_config.ca_file', tls?.ca_file],
    ['tls_config.cert', tls?.cert, 'tls_config.cert_file', tls?.cert_file],
    ['tls_config.key', tls?.key, 'tls_config.key_file', tls?.key_file],
    ['proxy_url', config.proxy_url, 'proxy_from_environment', config.proxy_from_environment || undefined],
  ];
  const both = pairs.find(([, one, , other]) => one !== undefined && other !== undefined);
  if (both) {
    throw new Error(`"${both[0]}" and "${both[2]}" exclude each other`);
  }
  if (authorization?.type?.trim().toLowerCase() === 'basic') {
    throw new Error('"authorization.type" cannot be basic: use "basic_auth"');
  }
  if (config.no_proxy !== undefined && config.proxy_url === undefined) {
    throw new Error('"no_proxy" needs "proxy_url"');
  }
}
