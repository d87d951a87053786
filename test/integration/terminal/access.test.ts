import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { findOnPath } from '../../../tools/onPath';
import { serverUrl } from '../servers';

import { startForwardProxy } from './forwardProxy';
import { buildTerminal, makeFolder, runTerminal } from './runTerminal';
import { startTroubleProxy, type Asked } from './troubleProxy';

const RANGE = ['--from', '2026-11-21T21:10:00Z', '--to', '2026-11-21T21:13:00Z'];
const PASSWORD = 'hunter2/+@';
const TOKEN = 'eyJ0b2tlbg.hunter3';

const folder = makeFolder();
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
let bundle: string;
beforeAll(() => {
  bundle = buildTerminal(folder);
  file('password', `${PASSWORD}\n`);
  file('token', `${TOKEN}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const review = (url: string, args: readonly string[], env = {}) =>
  runTerminal(bundle, ['review', '--prometheus', url, ...RANGE, ...args], env);

describe('credentials and headers reach every request and nobody’s eyes', () => {
  const ME = basic('me', PASSWORD);
  test.each<
    [string, (url: string) => readonly [url: string, args: readonly string[], env?: object], Record<string, string>]
  >([
    [
      'a user and a file',
      (url) => [url, ['--user', 'me', '--password-file', join(folder, 'password')]],
      { authorization: ME },
    ],
    [
      'a user and the environment',
      (url) => [url, ['--user', 'me'], { TIDEMARK_PASSWORD: PASSWORD }],
      { authorization: ME },
    ],
    [
      'the environment alone',
      (url) => [url, [], { TIDEMARK_USER: 'me', TIDEMARK_PASSWORD: PASSWORD }],
      { authorization: ME },
    ],
    ['the address', (url) => [url.replace('//', `//me:${encodeURIComponent(PASSWORD)}@`), []], { authorization: ME }],
    [
      'a token’s file',
      (url) => [url, ['--bearer-token-file', join(folder, 'token')]],
      { authorization: `Bearer ${TOKEN}` },
    ],
    [
      'a token in the environment',
      (url) => [url, [], { TIDEMARK_BEARER_TOKEN: TOKEN }],
      { authorization: `Bearer ${TOKEN}` },
    ],
    [
      'headers',
      (url) => [
        url,
        ['--header', 'X-Scope-OrgID: shop', '--header', `X-Key: ${TOKEN}`],
        { TIDEMARK_HEADERS: 'X-More: 1\nX-Other: 2' },
      ],
      { 'x-scope-orgid': 'shop', 'x-key': TOKEN, 'x-more': '1', 'x-other': '2' },
    ],
    [
      'a file of Prometheus’ own form, with files beside it',
      (url) => [
        url,
        [
          '--http-config',
          file(
            'http.yml',
            'basic_auth: { username: me, password_file: password }\nhttp_headers: { X-Scope-OrgID: { values: [shop] } }\n'
          ),
        ],
      ],
      { authorization: ME, 'x-scope-orgid': 'shop' },
    ],
    [
      'authorization in such a file',
      (url) => [
        url,
        [],
        { TIDEMARK_HTTP_CONFIG: file('http2.yml', `authorization: { type: Token, credentials_file: token }\n`) },
      ],
      { authorization: `Token ${TOKEN}` },
    ],
  ])('%s', async (_, how, wanted) => {
    const isIn = ({ headers }: Asked) => Object.entries(wanted).every(([name, value]) => headers[name] === value);
    const refuse = { status: 401, body: `no access for ${PASSWORD} ${TOKEN} ${encodeURIComponent(PASSWORD)} ${ME}` };
    const open = await startTroubleProxy(serverUrl('r1-article'), (asked) => (isIn(asked) ? undefined : refuse));
    const closed = await startTroubleProxy(serverUrl('r1-article'), () => refuse);
    try {
      const good = await review(...how(open.url));
      expect([good.code, good.stderr]).toEqual([3, '']);
      expect(open.asked.every(isIn)).toBe(true);
      const bad = await review(...how(closed.url));
      expect(bad.code).toBe(2);
      expect(bad.stderr).toContain('HTTP 401: it asks for credentials, or refuses those given');
      const secrets = Object.entries(wanted).flatMap(([name, value]) =>
        name === 'authorization' || name === 'x-key' ? [value, value.split(' ').pop() ?? ''] : []
      );
      const own = wanted.authorization === ME ? [...secrets, PASSWORD, encodeURIComponent(PASSWORD)] : secrets;
      own.forEach((secret) => expect(bad.stdout + bad.stderr).not.toContain(secret));
    } finally {
      await Promise.all([open.stop(), closed.stop()]);
    }
  });

  test.each([
    [
      'given twice',
      ['--user', 'me', '--bearer-token-file', 'x'],
      'credentials are given twice, by --user and by --bearer-token-file',
    ],
    ['a header that would be two', ['--header', `X-Key: ${TOKEN}\nHost: x`], 'holds a line break'],
    ['a header without a name', ['--header', TOKEN], '--header: give it as "Name: value"'],
    ['a file that is not there', ['--password-file', 'nowhere', '--user', 'me'], "cannot read 'nowhere': no such file"],
    ['a password without a user', ['--password-file', 'x'], '--password-file needs --user'],
    ['an option nobody knows', [`--password=${TOKEN}`], "unknown option '--password'"],
    [
      'a proxy that is none',
      ['--proxy', `socks5://me:${TOKEN}@h`],
      '--proxy must be an address such as http://proxy:3128 (SOCKS is not supported)',
    ],
    ['a certificate without its key', ['--cert-file', '/dev/null'], 'a client certificate needs its key'],
    ['a name that means nothing', ['--namespace', 'x'], '--namespace needs --pod'],
  ])('%s is one line without the secret', async (_, args, words) => {
    const { code, stdout, stderr } = await review('http://127.0.0.1:9', args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect(stderr).not.toContain('hunter');
  });

  test('an address that is none is not repeated', async () => {
    const { code, stderr } = await review(`ftp://me:${TOKEN}@h`, []);
    expect(code).toBe(2);
    expect(stderr).toContain('--prometheus: give an address such as');
    expect(stderr).not.toContain(TOKEN);
  });

  test('a redirect to another host takes no credentials there', async () => {
    const other = await startTroubleProxy(serverUrl('r1-article'));
    const first = await startTroubleProxy(serverUrl('r1-article'), ({ path }) => ({
      status: 307,
      headers: { Location: other.url + path },
    }));
    const { code } = await review(first.url, ['--user', `me:${PASSWORD}`]);
    await Promise.all([first.stop(), other.stop()]);
    expect([code, other.asked]).toEqual([2, []]);
  });
});

describe('a proxy', () => {
  // A name that only the proxy can look up.
  const HIDDEN = 'http://prometheus.invalid:9090';
  const through = async (args: (proxy: string) => readonly string[], env: (proxy: string) => object = () => ({})) => {
    const proxy = await startForwardProxy(serverUrl('r1-article'));
    const ran = await review(HIDDEN, args(proxy.url), env(proxy.url));
    await proxy.stop();
    return { ...ran, proxy };
  };
  const config = (proxy: string, more = '') => ['--http-config', file('proxy.yml', `proxy_url: ${proxy}\n${more}`)];

  test('is used where it is named, with its own credentials', async () => {
    const { code, proxy } = await through((url) => ['--proxy', url.replace('//', '//us:er%40@')]);
    expect(code).toBe(3);
    expect(proxy.asked[0]).toMatch(/^http:\/\/prometheus.invalid:9090\/api\/v1\/query/);
    expect(new Set(proxy.credentials)).toEqual(new Set([basic('us', 'er@')]));
  });

  test('is used where the environment names it', async () => {
    expect(
      (
        await through(
          () => [],
          (url) => ({ HTTP_PROXY: url })
        )
      ).code
    ).toBe(3);
    expect(
      (
        await through(
          () => [],
          (url) => ({ http_proxy: url.replace('http://', '') })
        )
      ).code
    ).toBe(3);
  });

  test('is used where a file names it, or the environment by it', async () => {
    expect((await through((url) => config(url))).code).toBe(3);
    const asked = ['--http-config', file('env.yml', 'proxy_from_environment: true')];
    expect(
      (
        await through(
          () => asked,
          (url) => ({ HTTP_PROXY: url })
        )
      ).code
    ).toBe(3);
  });

  test.each<[string, (proxy: string) => readonly string[], (proxy: string) => object]>([
    ['NO_PROXY names the host', () => [], (url) => ({ HTTP_PROXY: url, NO_PROXY: '.invalid' })],
    ['no_proxy of the file does', (url) => config(url, 'no_proxy: prometheus.invalid'), () => ({})],
    [
      'a file does not ask for the environment’s',
      () => ['--http-config', file('none.yml', '')],
      (url) => ({ HTTP_PROXY: url }),
    ],
  ])('is not used where %s', async (_, args, env) => {
    const { code, stderr, proxy } = await through(args, env);
    expect([code, proxy.asked]).toEqual([2, []]);
    expect(stderr).toContain('host name');
  });

  test('of the environment is not asked for loopback', async () => {
    const proxy = await startForwardProxy(serverUrl('r1-article'));
    const { code } = await review(serverUrl('r1-article'), [], { HTTP_PROXY: proxy.url });
    await proxy.stop();
    expect([code, proxy.asked]).toEqual([3, []]);
  });
});

const openssl = findOnPath('openssl');
(openssl ? describe : describe.skip)('TLS (needs openssl)', () => {
  const run = (...args: readonly string[]) => execFileSync(openssl ?? '', args, { cwd: folder, stdio: 'pipe' });
  const read = (name: string) => readFileSync(join(folder, name));
  const at = (name: string) => join(folder, name);

  beforeAll(() => {
    run(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'ca-key.pem',
      '-out',
      'ca.pem',
      '-days',
      '2',
      '-subj',
      '/CN=test authority'
    );
    sign('server', 'subjectAltName=DNS:prometheus.test,IP:127.0.0.1');
    sign('client', 'extendedKeyUsage=clientAuth');
    sign('other', 'subjectAltName=DNS:other.test');
  });

  function sign(name: string, extension: string): void {
    run(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      `${name}-key.pem`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/CN=${name}`
    );
    file(`${name}.ext`, extension);
    run(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca-key.pem',
      '-CAcreateserial',
      '-days',
      '2',
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.pem`
    );
  }

  async function over(args: readonly string[], { cert = 'server', client = false, proxied = false } = {}) {
    const tls = {
      cert: read(`${cert}.pem`),
      key: read(`${cert}-key.pem`),
      ...(client && { ca: read('ca.pem'), requestCert: true, rejectUnauthorized: true }),
    };
    const server = await startTroubleProxy(serverUrl('r1-article'), () => undefined, tls);
    const proxy = await startForwardProxy(server.url);
    const ran = await review(
      proxied ? 'https://prometheus.test:9090' : server.url,
      proxied ? [...args, '--proxy', proxy.url] : args
    );
    await Promise.all([server.stop(), proxy.stop()]);
    return { ...ran, proxy, server };
  }

  test('a certificate that nobody trusts is one line that says what to do', async () => {
    const { code, stderr } = await over([]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'its certificate is signed by nobody trusted here; give the authority’s certificate (--ca-file)'
    );
  });

  test.each<[string, () => readonly string[]]>([
    ['with its authority', () => ['--ca-file', at('ca.pem')]],
    ['unchecked, on request', () => ['--insecure-skip-verify']],
    ['by a file', () => ['--http-config', file('tls.yml', 'tls_config: { ca_file: ca.pem, min_version: TLS12 }')]],
  ])('the server is reached %s', async (_, args) => {
    expect(await over(args())).toMatchObject({ code: 3, stderr: '' });
  });

  test('a certificate for another name is refused, unless that is the name to expect', async () => {
    const { code, stderr } = await over(['--ca-file', at('ca.pem')], { cert: 'other' });
    expect(code).toBe(2);
    expect(stderr).toContain('its certificate is for another name (--server-name');
    expect((await over(['--ca-file', at('ca.pem'), '--server-name', 'other.test'], { cert: 'other' })).code).toBe(3);
  });

  test('a client certificate is shown where one is asked for', async () => {
    const ca = ['--ca-file', at('ca.pem')];
    const mine = ['--cert-file', at('client.pem'), '--key-file', at('client-key.pem')];
    expect((await over([...ca, ...mine], { client: true })).code).toBe(3);
    const { code, stderr } = await over([...ca, '--retries', '0'], { client: true });
    expect(code).toBe(2);
    expect(stderr).toMatch(/it wants another client certificate|the connection was cut off/);
  });

  test('a key that is not the certificate’s, and what is no PEM, are each one line', async () => {
    const wrong = await over(['--cert-file', at('client.pem'), '--key-file', at('other-key.pem')]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('do not belong together')]);
    const none = await over(['--ca-file', at('password'), '--cert-file', at('password'), '--key-file', at('password')]);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('not readable PEM')]);
    expect(none.stderr).not.toContain('hunter');
  });

  test('a proxy is a tunnel, through which the server’s certificate is checked', async () => {
    const { code, proxy } = await over(['--ca-file', at('ca.pem')], { proxied: true });
    expect(code).toBe(3);
    expect(proxy.asked[0]).toBe('CONNECT prometheus.test:9090');
    expect((await over([], { proxied: true })).stderr).toContain('signed by nobody trusted here');
  });

  test('http where https is spoken is one line', async () => {
    const tls = { cert: read('server.pem'), key: read('server-key.pem') };
    const server = await startTroubleProxy(serverUrl('r1-article'), () => undefined, tls);
    const { code, stderr } = await review(server.url.replace('https:', 'http:'), ['--retries', '0']);
    await server.stop();
    expect([code, stderr.trimEnd().split('\n').length]).toEqual([2, 1]);
  });
});

test('--version', async () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as { version: string };
  expect((await runTerminal(bundle, ['--version'])).stdout).toBe(`tidemark ${version}\n`);
});
