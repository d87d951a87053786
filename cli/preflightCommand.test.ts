import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Fetch } from '../src/prometheus/ports/httpPort';
import { answeringBundles } from '../test/fixtures/bundles';

import { preflightCommand } from './preflightCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'tidemark-preflight-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string, name = 'pods.yaml'): string {
  const full = path.join(folder, name);
  writeFileSync(full, text);
  return full;
}

async function run(args: readonly string[], fetch: Fetch = () => Promise.reject(new Error('nobody is asked'))) {
  const printed: string[] = [];
  const codes: number[] = [];
  const error = await preflightCommand({
    connect: () => fetch,
    env: {},
    now: () => Date.UTC(2026, 10, 22, 12),
    print: (text) => printed.push(text.replaceAll(`${folder}/`, '')),
    exitWith: (code) => codes.push(code),
  })
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parseAsync([...args], { from: 'user' })
    .then(
      () => undefined,
      (thrown: Error) => thrown.message.replaceAll(`${folder}/`, '')
    );
  return { printed: printed.join(''), code: codes[0], error };
}

const GOOD = `kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: app
      resources:
        limits:
          memory: 1Gi
`;
const FREE = `kind: Service
metadata: {name: web}
---
kind: Deployment
metadata: {name: free}
spec:
  template:
    spec:
      containers:
        - name: app
`;

describe('tidemark preflight', () => {
  it('says nothing of a good manifest but what it did not look at, and exits with 0', async () => {
    const { printed, code } = await run([file(GOOD)]);
    expect(printed).toBe(
      '1 workload read, 0 findings.\nNo node was given (--allocatable, --capacity or --prometheus and --node): what fits was not looked at.\n'
    );
    expect(code).toBe(0);
  });

  it('names file, line, rule and source of a finding, across documents and files', async () => {
    const { printed, code } = await run([file(GOOD), file(FREE, 'free.yaml')]);
    expect(printed).toMatch(
      /^free\.yaml:10: warning: Deployment free, container app has no memory limit.*\n {4}Set resources\.limits\.memory\.\n {4}\[no-memory-limit\] Kubernetes 1\.32/
    );
    expect(printed).toContain('Passed over, because they make no pods: 1 Service.');
    expect(code).toBe(3);
  });

  it.each([
    ['info', 3],
    ['warning', 0],
    ['never', 0],
  ])('--fail-on %s makes an info exit with %d', async (failOn, expected) => {
    expect((await run([file(FREE), '--fail-on', failOn])).code).toBe(expected);
  });

  it('prints JSON for a machine, with the pods as they are counted', async () => {
    const { printed } = await run([file(GOOD), file(FREE, 'free.yaml'), '--format', 'json', '--allocatable', '2Gi']);
    expect(JSON.parse(printed)).toMatchObject({
      schemaVersion: 1,
      findings: [{ rule: 'no-memory-limit', severity: 'warning', file: 'free.yaml', line: 10, container: 'app' }],
      problems: [],
      pods: [
        { kind: 'Pod', namespace: null, name: 'web', request: 1024 ** 3, limit: 1024 ** 3, qos: 'Burstable', line: 3 },
        { kind: 'Deployment', name: 'free', request: 0, limit: null, qos: 'BestEffort' },
      ],
      node: { name: 'the node', count: 1, allocatable: 2 * 1024 ** 3 },
    });
  });

  it('takes the node’s lines from its kubelet’s settings', async () => {
    const args = ['--capacity', '7120616Ki', '--kube-reserved', '1638Mi', '--eviction-hard', 'memory.available<1000Mi'];
    const { printed } = await run([file(GOOD.replace('1Gi', '5Gi')), ...args]);
    expect(printed).toContain('requests 5120 MiB, and the node has 4315 MiB allocatable: it stays Pending');
  });

  it('takes them from Prometheus', async () => {
    const { printed, error } = await run(
      [file(GOOD.replace('1Gi', '5Gi')), '--prometheus', 'http://127.0.0.1:9090', '--node', 'lab-node'],
      knowing('lab-node', 4675304 * 1024)
    );
    expect(error).toBeUndefined();
    expect(printed).toContain('requests 5120 MiB, and lab-node has 4565 MiB allocatable');
  });

  it.each([
    ['a file that is not there', ['none.yaml'], "cannot read 'none.yaml': no such file"],
    ['a directory', [folder], 'kubectl kustomize DIR'],
    ['a node without a server', [file(GOOD), '--node', 'x'], '--node needs --prometheus'],
    ['settings without a capacity', [file(GOOD), '--kube-reserved', '1Gi'], 'add --capacity'],
    ['an amount that is none', [file(GOOD), '--allocatable', '4GB'], '"4GB"'],
  ])('refuses %s', async (_, args, message) => {
    expect((await run(args)).error).toContain(message);
  });

  it('says that a node is not known, and of a server that does not answer why', async () => {
    const args = [file(GOOD), '--prometheus', 'http://127.0.0.1:9090', '--node', 'other'];
    expect((await run(args, knowing('lab-node', 1))).error).toContain('node "other" was not found');
    expect((await run(args)).error).toMatch(/^http:\/\/127\.0\.0\.1:9090: .*nobody is asked/);
  });

  it.each([
    ['broken YAML', 'a: [1\nb: 2', 'pods.yaml:2: not YAML or JSON'],
    ['a template', 'kind: {{ .Values.kind }}\nx: {{ a', 'render it first (helm template'],
    ['no object', 'kind: Pod\nspec: {}\n---\njust text', 'pods.yaml:4: this is no Kubernetes object'],
    ['an amount that is none', GOOD.replace('1Gi', '1GB'), 'pods.yaml:8: "1GB"'],
    ['a pod without containers', 'kind: Pod\nspec: {}', 'pods.yaml:2: there is no pod here'],
    ['an alias without an anchor', 'a: *b', 'pods.yaml'],
  ])('says file and line of %s, and exits with 2', async (_, text, message) => {
    const { printed, code } = await run([file(text)]);
    expect(printed).toContain(message);
    expect(code).toBe(2);
  });

  it('lets no control character of a name reach the terminal', async () => {
    const { printed } = await run([file(FREE.replace('name: free', 'name: "\\e[2J"'))]);
    expect(printed).toContain('\uFFFD[2J');
    expect(printed).not.toContain('\u001b');
  });
});

/** A Prometheus that knows one node and its allocatable memory. */
function knowing(node: string, allocatable: number): Fetch {
  return answeringBundles((_, { body }) => {
    const query = new URLSearchParams(body).get('query') ?? '';
    const value = String(allocatable);
    const labels = query.includes('kube_node_info') && query.includes(node) ? [{ node }] : [];
    const result = query.includes('kube_node_status_allocatable')
      ? [{ metric: {}, values: [[Date.UTC(2026, 10, 22, 12) / 1000, value]] }]
      : labels.map((metric) => ({ metric, value: [0, '1'] }));
    const resultType = query.includes('kube_node_status_allocatable') ? 'matrix' : 'vector';
    const text = JSON.stringify({ status: 'success', data: { resultType, result } });
    return Promise.resolve({ status: 200, text: () => Promise.resolve(text) });
  });
}
