import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { answeringBundles } from '../test/fixtures/bundles';
import { FIGURE_3 } from '../test/fixtures/incidents';

import { reserveCommand } from './reserveCommand';

const NOW = Date.UTC(2026, 10, 21, 21, 20);
const WORLD = {
  connect: () => () => Promise.reject(new Error('nobody is asked')),
  env: {},
  loadIncidents: () => Promise.resolve({ incidents: [FIGURE_3], findings: [] }),
  now: () => NOW,
} as const;

async function run(...args: readonly string[]): Promise<string> {
  const printed: string[] = [];
  await reserveCommand({ ...WORLD, print: (text) => printed.push(text) })
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parseAsync([...args], { from: 'user' });
  return printed.join('');
}

const folder = mkdtempSync(path.join(tmpdir(), 'tidemark-reserve-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): string {
  const name = path.join(folder, 'config.yaml');
  writeFileSync(name, text);
  return name;
}

const KUBELET = `
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
kubeReserved: {memory: 1638Mi}
evictionHard: {memory.available: 750Mi}
`;

describe('tidemark reserve', () => {
  it('prints the article’s lines from its kubelet’s file', async () => {
    expect(await run('--capacity', '7120616Ki', '--config', file(KUBELET))).toBe(
      [
        'LINE                 QUANTITY    MIB        MEANING',
        'capacity             7120616Ki   6953 MiB   what the kubelet reports',
        'reserved             1638Mi      1638 MiB   kubeReserved + systemReserved',
        'eviction-hard        750Mi       750 MiB    below it, the kubelet evicts for the node',
        'kubepods limit       5443304Ki   5315 MiB   above it, the kernel kills',
        'pods evicted above   4675304Ki   4565 MiB   their working set, by the kubelet',
        'allocatable          4675304Ki   4565 MiB   what the scheduler gives away',
        '',
      ].join('\n')
    );
  });

  it('moves allocatable and leaves the limit where a flag raises eviction-hard to 1000Mi', async () => {
    const lines = JSON.parse(
      await run(
        '--capacity',
        '7120616Ki',
        '--config',
        file(KUBELET),
        '--eviction-hard',
        'memory.available<1000Mi',
        '--format',
        'json'
      )
    );
    expect(lines).toMatchObject({ allocatable: 4419304 * 1024, kubepodsLimit: 5573943296, evictionSoft: null });
  });

  it('takes what /configz answers, as JSON', async () => {
    const configz = JSON.stringify({ kubeletconfig: { systemReserved: { memory: '1Gi' } } });
    expect(await run('--capacity', '8Gi', '--config', file(configz))).toContain(
      'reserved             1Gi        1024 MiB'
    );
  });

  it('begins with a provider’s defaults and says what they need', async () => {
    expect(await run('--capacity', '16Gi', '--provider', 'eks', '--max-pods', '58', '--format', 'flags')).toBe(
      '--kube-reserved=memory=893Mi\n--eviction-hard=memory.available<100Mi\n'
    );
    await expect(run('--capacity', '16Gi', '--provider', 'eks')).rejects.toThrow('say it by --max-pods');
    await expect(run('--capacity', '16Gi', '--provider', 'aks')).rejects.toThrow('say which by --kubernetes 1.29');
  });

  it('says that a kubelet without a memory threshold never evicts for memory', async () => {
    expect(await run('--capacity', '8Gi', '--provider', 'k3s')).toContain('no hard memory threshold');
  });

  it.each([
    ['a capacity that is no quantity', ['--capacity', '7GB'], '"7GB"'],
    ['a threshold that is none', ['--capacity', '8Gi', '--eviction-hard', '750Mi'], '"750Mi" is not a threshold'],
    ['a reserve that leaves nothing', ['--capacity', '1Gi', '--kube-reserved', '2Gi'], 'nothing is left for pods'],
    ['pods that are no number', ['--capacity', '1Gi', '--max-pods', 'many'], 'a number of pods'],
  ])('refuses %s, quoting it', async (_, args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
  });

  it('names every problem of a file', async () => {
    const broken = file('kind: KubeletConfiguration\nkubeReserved: {memory: 1638}\nevictionhard: {}\n');
    await expect(run('--capacity', '8Gi', '--config', broken)).rejects.toThrow(
      /cannot be used:\n {2}- kubeReserved\.memory.*\n {2}- "evictionhard"/
    );
  });

  it('says that a file is neither YAML nor JSON', async () => {
    await expect(run('--capacity', '8Gi', '--config', file('a: [1'))).rejects.toThrow('is neither YAML nor JSON');
  });
});

/** Of the article's leak: 10 MiB/s until it is evicted at 21:11:50. One sample every 30 s. */
const LEAK = answeringBundles((_, { body }) => {
  const query = new URLSearchParams(body).get('query') ?? '';
  const from = NOW / 1000 - 6 * 3600;
  const range = (value: (time: number) => number) =>
    Array.from({ length: 721 }, (_unused, index) => from + index * 30).map((time) => [time, String(value(time))]);
  const evicted = Date.parse('2026-11-21T21:11:50Z') / 1000;
  const pods = (time: number) => (time > evicted ? 100 : Math.max(100, 4560 - (evicted - time) * 10)) * 1024 ** 2;
  const matrix = (value: (time: number) => number) => ({
    resultType: 'matrix',
    result: [{ metric: {}, values: range(value) }],
  });
  const data =
    query.includes('kube_node_info') && query.includes('lab-node')
      ? { resultType: 'vector', result: [{ metric: { node: 'lab-node' }, value: [NOW / 1000, '1'] }] }
      : /^max\(.*machine_memory_bytes|kube_node_status_capacity.*memory/.test(query)
        ? matrix(() => 7120616 * 1024)
        : query.includes('kube_node_status_allocatable')
          ? matrix(() => 4675304 * 1024)
          : query.includes('container_spec_memory_limit_bytes') && query.includes('kubepods')
            ? matrix(() => 5573943296)
            : query.includes('container_memory_working_set_bytes') && query.startsWith('sum')
              ? matrix(pods)
              : query.includes('id="/"')
                ? matrix((time) => pods(time) + 900 * 1024 ** 2)
                : { resultType: 'vector', result: [] };
  return Promise.resolve({ status: 200, text: () => Promise.resolve(JSON.stringify({ status: 'success', data })) });
});

async function onNode(...args: readonly string[]) {
  const printed: string[] = [];
  const error = await reserveCommand({ ...WORLD, connect: () => LEAK, print: (text) => printed.push(text) })
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parseAsync(['--prometheus', 'http://127.0.0.1:9090', ...args], { from: 'user' })
    .then(
      () => undefined,
      (thrown: Error) => thrown.message
    );
  return { printed: printed.join(''), error };
}

describe('tidemark reserve --prometheus', () => {
  const THOUSAND = ['--node', 'lab-node', '--eviction-hard', 'memory.available<1000Mi'];

  it('shows the article’s lines as they are and as tried, and what it costs on a pool', async () => {
    const { printed, error } = await onNode(...THOUSAND, '--nodes', '40');
    expect(error).toBeUndefined();
    expect(printed).toMatch(/^allocatable +4675304Ki \(4565 MiB\) +4419304Ki \(4315 MiB\)$/m);
    expect(printed).toMatch(/^kubepods limit +5443304Ki \(5315 MiB\) +5443304Ki \(5315 MiB\)$/m);
    expect(printed).toContain('That costs 250 MiB of allocatable on this node, 9.8 GiB on 40 nodes like it.');
  });

  it('replays its incidents, and says of Figure 3 how much earlier it would have been', async () => {
    const { printed } = await onNode(...THOUSAND, '--format', 'json');
    expect(JSON.parse(printed)).toMatchObject({
      tried: { allocatable: 4419304 * 1024, kubepodsLimit: 5573943296 },
      replay: { incidents: [{ id: FIGURE_3.id, outcome: 'earlier', earlierBySeconds: expect.any(Number) }], added: [] },
    });
  });

  it('without settings tries nothing', async () => {
    const { printed } = await onNode('--node', 'lab-node', '--format', 'json');
    expect(JSON.parse(printed)).toMatchObject({ tried: null, replay: null, lines: { allocatable: 4675304 * 1024 } });
  });

  it.each([
    ['settings that leave nothing', ['--node', 'lab-node', '--kube-reserved', '10Gi'], /nothing is left for pods/],
    ['a form that writes settings down', ['--node', 'lab-node', '--format', 'flags'], /leave out --node/],
    ['a range that runs backwards', ['--node', 'lab-node', '--from', 'now', '--to', 'now-1h'], /must lie before/],
    ['a capacity beside the node’s own', ['--node', 'lab-node', '--capacity', '8Gi'], /no meaning with --node/],
    ['neither node nor capacity', [], /give --capacity.*or --prometheus and --node/],
  ])('refuses %s', async (_, args, message) => {
    expect((await onNode(...args)).error).toMatch(message);
  });
});
