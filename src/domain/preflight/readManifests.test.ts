import { readManifests } from './readManifests';
import { container, workload } from './testing';

const SPEC = { containers: [container('64Mi', '128Mi')] };
const named = (documents: readonly unknown[]) =>
  readManifests(documents).pods.map(({ kind, name, copies }) => `${kind} ${name} × ${copies}`);

test.each([
  ['Pod', SPEC, 'Pod a × 1'],
  ['Deployment', { ...SPEC, replicas: 3 }, 'Deployment a × 3'],
  ['ReplicaSet', { ...SPEC, replicas: 0 }, 'ReplicaSet a × 0'],
  ['StatefulSet', SPEC, 'StatefulSet a × 1'],
  ['DaemonSet', SPEC, 'DaemonSet a × each node'],
  ['Job', SPEC, 'Job a × 1'],
  ['CronJob', SPEC, 'CronJob a × 1'],
  ['Rollout', { ...SPEC, replicas: 2 }, 'Rollout a × 2'],
])('finds the pods of a %s', (kind, spec, expected) => {
  expect(named([workload(kind, 'a', spec)])).toEqual([expected]);
});

test('a Job runs no more pods at once than it has to complete', () => {
  const job = {
    kind: 'Job',
    metadata: { name: 'a' },
    spec: { parallelism: 5, completions: 2, template: { spec: SPEC } },
  };
  expect(named([job])).toEqual(['Job a × 2']);
});

test('looks into lists, also those whose items leave out their kind', () => {
  const list = {
    kind: 'List',
    items: [workload('Pod', 'a', SPEC), { kind: 'List', items: [workload('Pod', 'b', SPEC)] }],
  };
  const pods = { kind: 'PodList', items: [{ metadata: { generateName: 'c-' }, spec: SPEC }] };
  expect(named([list, pods])).toEqual(['Pod a × 1', 'Pod b × 1', 'Pod c- × 1']);
  expect(readManifests([list]).pods[1]?.place.path).toEqual(['items', 1, 'items', 0, 'spec']);
});

test('counts what makes no pods by its kind, and passes over empty documents', () => {
  const { others, problems } = readManifests([{ kind: 'Service' }, { kind: 'Service' }, null, { kind: 'ConfigMap' }]);
  expect([...others]).toEqual([
    ['Service', 2],
    ['ConfigMap', 1],
  ]);
  expect(problems).toEqual([]);
});

test('takes priorities from the PriorityClasses beside', () => {
  const { priorities, defaultPriority } = readManifests([
    { kind: 'PriorityClass', metadata: { name: 'gold' }, value: 1000 },
    { kind: 'PriorityClass', metadata: { name: 'base' }, value: 5, globalDefault: true },
  ]);
  expect([priorities.get('gold'), defaultPriority]).toEqual([1000, 5]);
});

test.each<[string, unknown, ReadonlyArray<string | number>, string]>([
  ['a text', 'hello', [], 'no Kubernetes object'],
  ['a list', [1], [], 'no Kubernetes object'],
  ['an object without a kind', { spec: SPEC }, [], 'it has no kind'],
  [
    'a workload without a template',
    { kind: 'Deployment', spec: {} },
    ['spec', 'template', 'spec'],
    'containers is missing',
  ],
  ['no containers', workload('Pod', 'a', { containers: [] }), ['spec'], 'containers is missing or empty'],
  [
    'an amount that is none',
    workload('Pod', 'a', { containers: [container('12Q')] }),
    ['spec', 'containers', 0, 'resources', 'requests', 'memory'],
    '"12Q" is not a quantity',
  ],
  [
    'a negative amount',
    workload('Pod', 'a', { containers: [container('-1Mi')] }),
    ['spec', 'containers', 0, 'resources', 'requests', 'memory'],
    'negative',
  ],
  [
    'an amount that is a map',
    workload('Pod', 'a', { containers: [{ resources: { limits: { memory: {} } } }] }),
    ['spec', 'containers', 0, 'resources', 'limits', 'memory'],
    'is no quantity',
  ],
  [
    'a request above the limit',
    workload('Pod', 'a', { containers: [container('2Gi', '1Gi')] }),
    ['spec', 'containers', 0, 'resources', 'requests', 'memory'],
    'the API server refuses it',
  ],
  [
    'volumes that are no list',
    workload('Pod', 'a', { ...SPEC, volumes: 'x' }),
    ['spec', 'volumes'],
    'volumes is no list',
  ],
])('refuses %s, says where, and judges no pod of it', (_, document, path, text) => {
  const { pods, problems } = readManifests([document]);
  expect(problems).toEqual([{ place: { document: 0, path }, text: expect.stringContaining(text) }]);
  expect(pods).toEqual([]);
});

test('takes a bare number as bytes, as the API server does', () => {
  const [pod] = readManifests([
    workload('Pod', 'a', { containers: [{ resources: { limits: { memory: 134217728 } } }] }),
  ]).pods;
  expect(pod?.containers[0]?.limit).toBe(128 * 1024 ** 2);
});
