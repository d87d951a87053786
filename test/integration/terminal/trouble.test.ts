import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import Ajv2020 from 'ajv/dist/2020';

import schema from '../../../docs/review-schema.json';
import { serverUrl } from '../servers';

import { buildTerminal, makeFolder, runTerminal, type Ran } from './runTerminal';
import { startTroubleProxy, type Asked, type Trouble, type TroubleProxy } from './troubleProxy';

const RANGE = ['--from', '2026-11-21T21:04:00Z', '--to', '2026-11-21T21:26:00Z'];
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
const INCIDENTS = ['OOM2 · pods evicted', 'OOM3 · node evicted'];

const folder = makeFolder();
let bundle: string;
beforeAll(() => {
  bundle = buildTerminal(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Reviewed extends Ran {
  readonly proxy: TroubleProxy;
}

/** Reviews recording-1 through a proxy that makes trouble. */
async function review(trouble: (asked: Asked) => Trouble | undefined, ...args: readonly string[]): Promise<Reviewed> {
  const proxy = await startTroubleProxy(serverUrl('r1-article'), trouble);
  try {
    return { ...(await runTerminal(bundle, ['review', '--prometheus', proxy.url, ...RANGE, ...args])), proxy };
  } finally {
    await proxy.stop();
  }
}

const isQuery = ({ path }: Asked) => path.startsWith('/api/v1/query');
const asks = ({ query }: Asked, metric: string) => query.includes(metric);
const jsonOf = ({ stdout }: Ran) => {
  const json = JSON.parse(stdout) as {
    readonly incidents: ReadonlyArray<{ confidence: string; confidenceRule: string; missing: Array<{ what: string }> }>;
    readonly findings: ReadonlyArray<{ severity: string; code: string; text: string }>;
    readonly incomplete: readonly string[];
  };
  const isReview = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  expect(isReview(json) ? [] : isReview.errors).toEqual([]);
  return json;
};

describe('without trouble', () => {
  test('the incidents are found, nothing is said besides, and connections are kept and few', async () => {
    const { code, stdout, stderr, proxy } = await review(() => undefined);
    expect(code).toBe(3);
    INCIDENTS.forEach((verdict) => expect(stdout).toContain(verdict));
    expect(stderr).toBe('');
    expect(proxy.seen.atOnce).toBeLessThanOrEqual(8);
    expect(proxy.seen.connections).toBeLessThanOrEqual(8);
    expect(proxy.asked.length).toBeGreaterThan(3);
    // The look-ups, the looks over all of the range, and the stretches that are read closely: a long one by queries side by side.
    const [queries, ofIndex] = [proxy.asked.filter(isQuery), proxy.asked.filter((one) => !isQuery(one))];
    expect(queries.length).toBeLessThanOrEqual(16);
    // Which instances the node was scraped at.
    expect(ofIndex.map(({ path }) => path.split('?')[0])).toEqual(Array(2).fill('/api/v1/label/instance/values'));
  });

  test('one request at a time is enough', async () => {
    const { code, proxy } = await review(() => undefined, '--concurrency', '1');
    expect(code).toBe(3);
    expect(proxy.seen.atOnce).toBe(1);
  });
});

describe('trouble that passes is outlasted', () => {
  test.each<[string, Trouble]>([
    ['one 503', { status: 503, body: 'upstream connect error' }],
    ['one 429 that asks to wait', { status: 429, headers: { 'Retry-After': '1' } }],
    ['one 502 with a page', { status: 502, body: '<html><title>502 Bad Gateway</title></html>' }],
    ['one connection that breaks', { reset: true }],
  ])('%s among all requests', async (_, trouble) => {
    const whole = await review(() => undefined);
    const { code, stdout, stderr, proxy } = await review(({ number }) => (number === 5 ? trouble : undefined));
    expect([code, stdout, stderr]).toEqual([3, whole.stdout, '']);
    expect(proxy.asked).toHaveLength(whole.proxy.asked.length + 1);
  });
});

describe('one question that fails for good', () => {
  const failing = (asked: Asked): Trouble | undefined =>
    asks(asked, 'kube_pod_container_status_restarts_total') ? { status: 503 } : undefined;

  test('ends nothing: the incidents are there, and what is missing is named', async () => {
    const { code, stdout, stderr } = await review(failing, '--retries', '1');
    expect(code).toBe(3);
    INCIDENTS.forEach((verdict) => expect(stdout).toContain(verdict));
    const missing = /lab-node: how often containers restarted could not be read: HTTP 503: .*; asked 2 times/;
    expect(stdout).toMatch(missing);
    expect(stderr).toMatch(missing);
  });

  test('leaves no incident certain that was judged without it', async () => {
    const { incidents, incomplete } = jsonOf(await review(failing, '--retries', '0', '--format', 'json'));
    expect(incidents).not.toHaveLength(0);
    expect(incidents.filter(({ confidence }) => confidence === 'certain')).toEqual([]);
    expect(incidents[0]?.missing.map(({ what }) => what)).toContainEqual(
      expect.stringContaining('how often containers')
    );
    expect(incomplete).toEqual(['lab-node']);
  });

  test('makes no all-clear of a range without incidents', async () => {
    const quiet = ['--from', '2026-11-21T21:13:00Z', '--to', '2026-11-21T21:14:00Z'];
    const { code, stdout } = await review(failing, '--retries', '0', ...quiet);
    expect(stdout).toContain('but not everything could be read');
    expect(code).toBe(2);
  });
});

describe('data that came in part', () => {
  const WARNING = 'partial response: store gateway timed out\u009b2J';
  const wrapped =
    (more: object): ((asked: Asked) => Trouble) =>
    () => ({ spoil: (body) => JSON.stringify({ ...(JSON.parse(body) as object), ...more }) });
  const warned = wrapped({ warnings: [WARNING] });

  test.each(['table', 'markdown'])('is said in a %s', async (format) => {
    const { code, stdout, stderr } = await review(warned, '--format', format);
    expect(code).toBe(3);
    expect(stdout).toContain('partial response: store gateway timed out');
    expect(stderr).toContain('not everything could be read: Only part of the data arrived');
    expect(stdout + stderr).not.toMatch(CONTROL);
  });

  test.each([
    ['a warning', { warnings: [WARNING] }],
    ['VictoriaMetrics’ isPartial', { isPartial: true }],
  ])('is a finding in JSON by %s, and no incident is certain', async (_, more) => {
    const ran = await review(wrapped(more), '--format', 'json');
    const { incidents, findings, incomplete } = jsonOf(ran);
    expect(ran.stdout).not.toMatch(CONTROL);
    expect(incidents).toHaveLength(2);
    expect(incidents.map(({ confidence }) => confidence)).not.toContain('certain');
    expect(incidents[0]?.confidenceRule).toContain('only part of the data arrived');
    expect(findings).toContainEqual(expect.objectContaining({ severity: 'warning', code: 'partial-data' }));
    expect(incomplete).toEqual(['the list of nodes', 'lab-node']);
  });

  test('a remark about a query is told and lowers nothing', async () => {
    const remark = 'PromQL info: metric might not be a counter';
    const { incidents, findings, incomplete } = jsonOf(await review(wrapped({ infos: [remark] }), '--format', 'json'));
    expect(incidents.map(({ confidence }) => confidence)).toContain('certain');
    expect(findings).toContainEqual(
      expect.objectContaining({ severity: 'info', text: expect.stringContaining(remark) })
    );
    expect(incomplete).toEqual([]);
  });
});

describe('what is no Prometheus is one line that says so', () => {
  const LOGIN = '<!doctype html><title>Sign in</title><form><input type="password"></form>';
  test.each<[string, Trouble, string]>([
    [
      'a login page',
      { status: 200, body: LOGIN, headers: { 'Content-Type': 'text/html' } },
      'a web page (“Sign in”) answers instead of the Prometheus API: a login',
    ],
    [
      'a redirect to one',
      { status: 302, headers: { Location: 'https://sso.example/login?state=hunter2' } },
      'HTTP 302: it sends elsewhere (to https://sso.example/login)',
    ],
    ['JSON cut short', { spoil: (body) => body.slice(0, 20) }, 'the answer broke off after 20 characters'],
    ['another server', { status: 200, body: '{"name":"n","tagline":"You Know, for Search"}' }, 'this is no Prometheus'],
    ['no tenant', { status: 401, body: 'no org id' }, 'give the header X-Scope-OrgID'],
    [
      'a server that is always busy',
      { status: 503 },
      'HTTP 503: a proxy in front of Prometheus got no answer from it, or it is overloaded; asked 2 times',
    ],
    [
      'a wait beyond the limit',
      { status: 429, headers: { 'Retry-After': '3600' } },
      'it asks to wait 3600 s, which is longer than --retry-limit',
    ],
  ])('%s', async (_, trouble, words) => {
    const { code, stdout, stderr } = await review(() => trouble, '--retries', '1');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect(stderr).not.toContain('hunter2');
  });

  test('a wrong path prefix', async () => {
    const args = ['review', '--prometheus', `${serverUrl('r1-article')}/wrong`, ...RANGE];
    const { code, stderr } = await runTerminal(bundle, args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^tidemark: http.*\/wrong: HTTP 404: there is no Prometheus API below this address.*prefix/);
  });

  test('a port where nothing listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { code, stderr } = await runTerminal(bundle, ['review', '--prometheus', `http://127.0.0.1:${port}`]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^tidemark: http:\/\/127.0.0.1:\d+: nothing listens there \(connect ECONNREFUSED [^\n]*\)\n$/
    );
  });

  test('https where http is spoken', async () => {
    const url = serverUrl('r1-article').replace('http:', 'https:');
    const { code, stderr } = await runTerminal(bundle, ['review', '--prometheus', url]);
    expect(code).toBe(2);
    expect(stderr).toContain('it does not speak TLS here; give the address with http://');
  });

  test('a server that never answers', async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const args = ['review', '--prometheus', `http://127.0.0.1:${port}`, '--timeout', '500ms'];
    const { code, stderr } = await runTerminal(bundle, args);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(code).toBe(2);
    expect(stderr).toContain('no answer within 0.5 s');
  });
});

describe('labels that would drive a terminal', () => {
  const hostile = (body: string) => body.replaceAll('"lab-node"', JSON.stringify('lab\u001b]0;x\u0007\u009b2J'));

  test.each(['table', 'json', 'markdown'])('do not in %s', async (format) => {
    const { stdout, stderr } = await review(() => ({ spoil: hostile }), '--format', format);
    expect(stdout).not.toBe('');
    expect(stdout + stderr).not.toMatch(CONTROL);
  });
});

describe('why a pod died', () => {
  const GONE = 'node-exporter-q6knv';

  test.each(['r1-article', 'vm-r1-article', 'r1-kube-prometheus-stack'] as const)(
    'is told of one that is gone, from %s, without its node',
    async (server) => {
      const args = ['review', '--prometheus', serverUrl(server), ...RANGE, '--namespace', 'monitoring', '--pod', GONE];
      const { code, stdout } = await runTerminal(bundle, args);
      expect(code).toBe(3);
      expect(stdout).toMatch(/^monitoring\/node-exporter-q6knv was evicted at .* and paid for another \(OOM3/);
      expect(stdout).toMatch(/Where it ran:\n {2}- monitoring\/node-exporter-q6knv on (lab\/)?lab-node, last seen/);
    }
  );

  test('is told of what memory did not end, with its exit code in words', async () => {
    const range = ['--from', '2026-11-21T21:31:00Z', '--to', '2026-11-21T21:36:00Z'];
    const args = ['review', '--prometheus', serverUrl('r1-article'), ...range, '--pod', 'oom-tests/n2'];
    const { code, stdout } = await runTerminal(bundle, args);
    expect(stdout).toMatch(/^Nothing of memory ended oom-tests\/n2 between .*: stopped at 2026-11-21 21:34:54 UTC\./);
    expect(stdout).toContain('oom-tests/n2: exit code 143: SIGTERM: it was asked to stop and did');
    expect(code).toBe(0);
  });

  test('is told of a workload in JSON', async () => {
    const { stdout } = await review(() => undefined, '--pod', 'node-exporter', '--format', 'json');
    const { pod, incidents } = jsonOf({ stdout, stderr: '', code: 0 }) as never as {
      pod: { outcome: string; seenOn: Array<{ node: string }> };
      incidents: Array<{ verdict: string }>;
    };
    expect(pod.outcome).toBe('memory');
    expect(new Set(pod.seenOn.map(({ node }) => node))).toEqual(new Set(['lab-node']));
    expect(incidents.map(({ verdict }) => verdict)).toEqual(['oom3-node-evicted']);
  });

  test('is no all-clear where there was no such pod', async () => {
    const { code, stdout } = await review(() => undefined, '--pod', 'nobody');
    expect([code, stdout]).toEqual([2, expect.stringMatching(/^No pod and no workload nobody was seen between/)]);
  });
});
