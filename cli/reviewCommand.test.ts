import Ajv2020 from 'ajv/dist/2020';
import { join } from 'node:path';

import schema from '../docs/review-schema.json';
import type { Incident } from '../src/domain/incidents/types';
import type { Fetch } from '../src/prometheus/ports/httpPort';
import type { NodeScope } from '../src/prometheus/scope';
import { FIGURE_6, KUBEPODS_RACE, STOPPED } from '../test/fixtures/incidents';

import type { Connection } from './http/openConnection';
import { reviewCommand, type Surroundings } from './reviewCommand';

const NOW = Date.UTC(2026, 10, 22, 12);
const URL_OF_IT = 'http://127.0.0.1:9090';

interface World {
  readonly nodes?: readonly string[];
  readonly load?: (scope: NodeScope) => Awaited<ReturnType<Surroundings['loadIncidents']>>;
  readonly fetch?: Fetch;
  readonly env?: Surroundings['env'];
}

/** Runs the command in a world of its own; what it printed, said and answered. */
async function run(
  args: readonly string[],
  { nodes = ['lab-node'], load = () => found(), fetch = answering(nodes), env = {} }: World = {}
) {
  const scopes: NodeScope[] = [];
  const connections: Connection[] = [];
  const [printed, said, shown, codes] = [[], [], [], []] as [string[], string[], string[], number[]];
  const command = reviewCommand({
    connect: (connection) => {
      connections.push(connection);
      return fetch;
    },
    env,
    loadIncidents: (_, scope) => {
      scopes.push(scope);
      return new Promise((resolve) => resolve(load(scope)));
    },
    now: () => NOW,
    print: (text) => printed.push(text),
    say: (text) => said.push(text),
    progress: { show: (text) => shown.push(text), clear: () => shown.push('') },
    exitWith: (code) => codes.push(code),
  })
    .exitOverride()
    .configureOutput({ writeErr: (text) => said.push(text), writeOut: (text) => printed.push(text) });
  const error = await command.parseAsync(['--prometheus', URL_OF_IT, ...args], { from: 'user' }).then(
    () => undefined,
    (thrown: Error) => thrown.message
  );
  return { printed: printed.join(''), said: said.join(''), shown, code: codes[0], error, scopes, connections };
}

const found = (...incidents: readonly Incident[]) => ({ incidents, findings: [] });

/** A Prometheus that knows these nodes, and pods on nodes, and nothing else. */
function answering(nodes: readonly string[], pods: ReadonlyArray<Readonly<Record<string, string>>> = []): Fetch {
  return (_, { body }) => {
    const query = new URLSearchParams(body).get('query') ?? '';
    if (query.includes('created_by_name')) {
      const result = pods.map((metric) => ({ metric, value: [NOW / 1000, String(NOW / 1000)] }));
      const reply = JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
      return Promise.resolve({ status: 200, text: () => Promise.resolve(reply) });
    }
    const wanted = nodes.filter(
      (node) => query.includes('kube_node_info') && (!query.includes('node="') || query.includes(`"${node}"`))
    );
    const result = wanted.map((node) => ({
      metric: { node, internal_ip: '10.0.0.1' },
      value: [NOW / 1000, String(NOW / 1000)],
    }));
    const reply = JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
    return Promise.resolve({ status: 200, text: () => Promise.resolve(reply) });
  };
}

describe('the exit code', () => {
  const unreadable = () => {
    throw new Error('connection reset');
  };

  test.each<[string, World, number]>([
    ['0 without an incident', {}, 0],
    ['0 with ends that are not about memory', { load: () => found(STOPPED) }, 0],
    ['3 with a memory incident', { load: () => found(STOPPED, FIGURE_6) }, 3],
    ['2 when a node could not be read: that is no all-clear', { load: unreadable }, 2],
    [
      '2 when a query failed: likewise',
      { load: () => ({ incidents: [], findings: [{ severity: 'error', code: 'x', text: 'timeout' }] }) },
      2,
    ],
    [
      '3 when one node has an incident and another could not be read',
      { nodes: ['a', 'b'], load: ({ identity }) => (identity.node === 'a' ? found(FIGURE_6) : unreadable()) },
      3,
    ],
  ])('is %s', async (_, world, code) => {
    expect((await run([], world)).code).toBe(code);
  });
});

describe('what is asked', () => {
  test('is the last six hours of every node, by default', async () => {
    const { scopes, said, shown } = await run([], { nodes: ['a', 'b'] });
    expect(scopes).toMatchObject([
      { identity: { node: 'a', internalIp: '10.0.0.1' }, from: NOW - 6 * 3_600_000, to: NOW, step: 30_000 },
      { identity: { node: 'b' } },
    ]);
    expect(shown).toEqual(['reading a (1 of 2)', 'reading b (2 of 2)', '']);
    expect(said).toBe('');
  });

  test('is one node and one range when named', async () => {
    const { scopes } = await run(['--node', 'b', '--from', '2026-11-21T21:00:00Z', '--to', '1795298400'], {
      nodes: ['a', 'b'],
    });
    expect(scopes).toMatchObject([
      { identity: { node: 'b' }, from: Date.UTC(2026, 10, 21, 21), to: 1_795_298_400_000 },
    ]);
  });

  test('widens the step over 30 days instead of asking for too many points', async () => {
    const { scopes } = await run(['--from', 'now-30d']);
    expect(scopes[0]?.step).toBe(260_000);
  });
});

describe('a pod', () => {
  const WEB = { namespace: 'apps', pod: 'web-1', node: 'b' };
  const on = (...pods: ReadonlyArray<Readonly<Record<string, string>>>): World => ({
    nodes: ['a', 'b'],
    fetch: answering(['a', 'b'], pods),
    load: () => found(STOPPED, FIGURE_6),
  });

  test('is looked for on the node it was seen on, and nothing else is told', async () => {
    const { scopes, printed, code } = await run(['--pod', 'web-1'], on(WEB));
    expect(scopes.map(({ identity }) => identity)).toEqual([{ node: 'b', internalIp: '10.0.0.1', kubepods: [] }]);
    expect(printed).toMatch(/^Nothing of memory ended web-1 between .*: stopped at 2026-11-21 21:45:00 UTC\./);
    expect(printed).not.toContain('OOM3');
    expect(code).toBe(0);
  });

  test('is looked for on a node that went with it, by its name alone', async () => {
    const { scopes } = await run(['--pod', 'web-1'], on({ ...WEB, node: 'gone', cluster: 'c' }));
    expect(scopes.map(({ identity }) => identity)).toEqual([{ node: 'gone', cluster: 'c' }]);
  });

  test('of a workload is looked for on each node once', async () => {
    const { scopes } = await run(
      ['--pod', 'web'],
      on(WEB, { ...WEB, pod: 'web-2' }, { ...WEB, pod: 'web-3', node: 'a' })
    );
    expect(scopes.map(({ identity }) => identity.node)).toEqual(['b', 'a']);
  });

  test('that was seen elsewhere is one error that says where', async () => {
    const { error } = await run(['--pod', 'web-1', '--node', 'a'], on(WEB));
    expect(error).toBe(`${URL_OF_IT}: this pod was not seen on node "a"; it ran on b`);
  });

  test('that memory ended answers 3, one that nobody saw 2', async () => {
    expect((await run(['--pod', 'node-exporter'], on({ ...WEB, pod: 'node-exporter-q6knv' }))).code).toBe(3);
    expect(await run(['--pod', 'nobody'], on())).toMatchObject({ code: 2, scopes: [] });
  });

  test.each(['json', 'markdown'])('is told in %s', async (format) => {
    const { printed } = await run(['--pod', 'web-1', '--format', format], on(WEB));
    expect(printed).toContain('Nothing of memory ended web-1 between');
    expect(printed.startsWith(format === 'json' ? '{' : '# web-1\n')).toBe(true);
  });
});

test.each<[string, readonly string[], World, string]>([
  [
    'a range that is none',
    ['--from', 'now', '--to', 'now-1h'],
    {},
    '--from (2026-11-22T12:00:00.000Z) must lie before --to',
  ],
  ['a time without a zone', ['--from', '2026-11-21T21:00:00'], {}, 'give a time with its zone'],
  ['an address that is none', ['--prometheus', 'prometheus:9090'], {}, 'give an address such as'],
  ['a node that nobody knows', ['--node', 'x'], {}, `${URL_OF_IT}: node "x" was not found in this time range`],
  ['a Prometheus without nodes', [], { nodes: [] }, 'no node was found in this time range'],
  [
    'a server that is down',
    [],
    { fetch: () => Promise.reject(new Error('connect ECONNREFUSED')) },
    `${URL_OF_IT}: connect ECONNREFUSED`,
  ],
  ['a log that is not there', ['--log', 'nowhere.log'], {}, "cannot read 'nowhere.log'"],
])('%s is one clear error', async (_, args, world, message) => {
  const { error, printed } = await run(args, world);
  expect(error).toContain(message);
  expect(error).not.toContain('\n');
  expect(printed).toBe('');
});

describe('a table', () => {
  test('has a line per incident and keeps apart what is not about memory', async () => {
    const { printed } = await run([], { load: () => found(STOPPED, FIGURE_6, KUBEPODS_RACE) });
    expect(printed.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
      'WHEN (UTC) | NODE | VERDICT | CONFIDENCE | WHO PAID | CULPRIT',
      '2026-11-21 21:23:48 – 21:24:49 | lab-node | OOM3 · node evicted | certain | monitoring/node-exporter-q6knv, monitoring/node-exporter-scnqv, monitoring/node-exporter-gq2dt | outside the pods',
      '2026-11-21 21:40:24 – 21:40:34 | lab-node | OOM4 · kubepods limit, race | likely | apps/web-584f99b7cd-6nbpc, alloc-tests/prefork, monitoring/node-exporter-68cjj | alloc-tests/prefork',
      '',
      'Not about memory:',
      'WHEN (UTC) | NODE | VERDICT | CONFIDENCE | WHO PAID | CULPRIT',
      '2026-11-21 21:45:00 | lab/lab-node | stopped | certain | apps/web-1 | unknown',
      '',
    ]);
  });

  test('says how sure it is of the culprit, of a victim where that differs, and that an incident may have begun earlier', async () => {
    const [first] = FIGURE_6.victims;
    const incident: Incident = {
      ...FIGURE_6,
      culprit: { ...FIGURE_6.culprit, confidence: 'likely' },
      victims: [
        { ...first!, confidence: 'certain' },
        { ...first!, pod: 'web', confidence: 'possible' },
      ],
      begunBefore: true,
    };
    const { printed } = await run([], { load: () => found(incident) });
    expect(printed.split('\n')[1]?.split(/ {2,}/)).toEqual([
      '2026-11-21 21:23:48 or earlier – 21:24:49',
      'lab-node',
      'OOM3 · node evicted',
      'certain',
      'monitoring/node-exporter-q6knv, monitoring/web (possible)',
      'outside the pods (likely)',
    ]);
  });

  test('says what could not be seen, and how to mend it', async () => {
    const finding = {
      severity: 'warning',
      code: 'x',
      text: 'No kubelet metrics\u001b[2J.',
      remedy: 'Scrape /metrics.',
    } as const;
    const { printed } = await run([], { load: () => ({ incidents: [], findings: [finding, finding] }) });
    expect(printed).toBe(
      'No memory incident was found on 1 node between 2026-11-22T06:00:00.000Z and 2026-11-22T12:00:00.000Z; ' +
        'what could not be seen stands below.\n\n' +
        'To know:\n  - No kubelet metrics�[2J. Scrape /metrics.\n'
    );
  });

  test('does not call half the data an all-clear', async () => {
    const { printed, said } = await run([], {
      load: () => {
        throw new Error('connection reset');
      },
    });
    expect(printed).toContain('but not everything could be read.');
    expect(said).toContain('tidemark: not everything could be read: lab-node: connection reset\n');
  });
});

test('json fits the schema, oldest incident first', async () => {
  const finding = { severity: 'warning', code: 'x', text: 'No kubelet metrics.' } as const;
  const { printed } = await run(['--format', 'json'], {
    load: () => ({ incidents: [STOPPED, KUBEPODS_RACE, FIGURE_6], findings: [finding] }),
  });
  const json = JSON.parse(printed);
  const isReview = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  expect(isReview(json) ? [] : isReview.errors).toEqual([]);
  expect(json.incidents.map(({ id }: Incident) => id)).toEqual([FIGURE_6.id, KUBEPODS_RACE.id, STOPPED.id]);
  expect(json.range).toEqual({ from: '2026-11-22T06:00:00.000Z', to: '2026-11-22T12:00:00.000Z' });
});

test('markdown holds each memory incident and counts the rest', async () => {
  const { printed } = await run(['--format', 'markdown'], { load: () => found(FIGURE_6, STOPPED) });
  expect(printed).toMatch(
    /^# Memory incidents, [^]*\n## Something outside[^]*\n### Who caused it[^]*\n1 other container ends/
  );
});

test('a log settles what the metrics left open', async () => {
  const log = join(__dirname, '../test/fixtures/logs/recording-1-kernel-oom.log');
  const { printed } = await run(['--log', log, '--format', 'json'], { load: () => found(KUBEPODS_RACE) });
  expect(JSON.parse(printed).incidents).toMatchObject([{ verdict: 'oom4-kubepods-limit', confidence: 'certain' }]);
});

describe('--summary', () => {
  const load = () => found(FIGURE_6, KUBEPODS_RACE, STOPPED);

  it('counts who pays, which culprit returns and what would have prevented most, in place of the incidents', async () => {
    const { printed, code } = await run(['--summary'], { load });
    expect(printed.split('\n')[0]).toMatch(/^2 memory incidents on 1 node between 2026-11-22T06:00:00/);
    expect(printed).toMatch(/WHO PAID +LOST +FOR ANOTHER +INCIDENTS\nmonitoring\/node-exporter +4 +4 +2\n/);
    expect(printed).toMatch(/CULPRIT +INCIDENTS +NODES +OTHERS PAID\n/);
    expect(printed).toMatch(/a memory limit on the pod that grew +1 of 2 incidents +alloc-tests\/prefork 1\n/);
    expect(printed).not.toContain('VERDICT');
    expect(code).toBe(3);
  });

  it('is Markdown, too', async () => {
    const { printed } = await run(['--summary', '--format', 'markdown'], { load });
    expect(printed).toContain('## Who pays most often\n\n- monitoring/node-exporter: four times, each for another');
  });

  it('says so of nothing', async () => {
    expect((await run(['--summary'])).printed).toMatch(/^No memory incident between /);
  });

  it('is not for machines, which is said before anything is asked', async () => {
    const { error, scopes } = await run(['--summary', '--format', 'json']);
    expect(error).toContain('--format table or markdown');
    expect(scopes).toEqual([]);
  });
});
