import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { reserveCommand } from './reserveCommand';

function run(...args: readonly string[]): string {
  const printed: string[] = [];
  reserveCommand({ print: (text) => printed.push(text) })
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parse([...args], { from: 'user' });
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
  it('prints the article’s lines from its kubelet’s file', () => {
    expect(run('--capacity', '7120616Ki', '--config', file(KUBELET))).toBe(
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

  it('moves allocatable and leaves the limit where a flag raises eviction-hard to 1000Mi', () => {
    const lines = JSON.parse(
      run(
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

  it('takes what /configz answers, as JSON', () => {
    const configz = JSON.stringify({ kubeletconfig: { systemReserved: { memory: '1Gi' } } });
    expect(run('--capacity', '8Gi', '--config', file(configz))).toContain('reserved             1Gi        1024 MiB');
  });

  it('begins with a provider’s defaults and says what they need', () => {
    expect(run('--capacity', '16Gi', '--provider', 'eks', '--max-pods', '58', '--format', 'flags')).toBe(
      '--kube-reserved=memory=893Mi\n--eviction-hard=memory.available<100Mi\n'
    );
    expect(() => run('--capacity', '16Gi', '--provider', 'eks')).toThrow('say it by --max-pods');
    expect(() => run('--capacity', '16Gi', '--provider', 'aks')).toThrow('say which by --kubernetes 1.29');
  });

  it('says that a kubelet without a memory threshold never evicts for memory', () => {
    expect(run('--capacity', '8Gi', '--provider', 'k3s')).toContain('no hard memory threshold');
  });

  it.each([
    ['a capacity that is no quantity', ['--capacity', '7GB'], '"7GB"'],
    ['a threshold that is none', ['--capacity', '8Gi', '--eviction-hard', '750Mi'], '"750Mi" is not a threshold'],
    ['a reserve that leaves nothing', ['--capacity', '1Gi', '--kube-reserved', '2Gi'], 'nothing is left for pods'],
    ['pods that are no number', ['--capacity', '1Gi', '--max-pods', 'many'], 'a number of pods'],
  ])('refuses %s, quoting it', (_, args, message) => {
    expect(() => run(...args)).toThrow(message);
  });

  it('names every problem of a file', () => {
    const broken = file('kind: KubeletConfiguration\nkubeReserved: {memory: 1638}\nevictionhard: {}\n');
    expect(() => run('--capacity', '8Gi', '--config', broken)).toThrow(
      /cannot be used:\n {2}- kubeReserved\.memory.*\n {2}- "evictionhard"/
    );
  });

  it('says that a file is neither YAML nor JSON', () => {
    expect(() => run('--capacity', '8Gi', '--config', file('a: [1'))).toThrow('is neither YAML nor JSON');
  });
});
