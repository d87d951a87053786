import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse, parseAllDocuments } from 'yaml';

import { parseBytes } from '../../src/domain/quantity/quantity';
import { findOnPath } from '../../tools/onPath';
import { decodeKnobs } from '../leak/knobs';

import { checkTypes } from './checkTypes';
import { resourcesOf, type Resource } from './resources';

const FOLDERS = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const SCENARIOS = FOLDERS.filter((name) => name !== 'base' && name !== 'clean-up');
const read = (name: string) => resourcesOf(join(__dirname, name));

interface PodSpec {
  readonly activeDeadlineSeconds?: number;
  readonly nodeName?: string;
  readonly nodeSelector?: unknown;
  readonly affinity?: { readonly nodeAffinity?: unknown; readonly podAffinity?: unknown };
  readonly containers: ReadonlyArray<{
    readonly name: string;
    readonly image: string;
    readonly command?: readonly string[];
    readonly args?: readonly string[];
    readonly resources?: Readonly<Record<'requests' | 'limits', Readonly<Record<string, string>> | undefined>>;
  }>;
}

function podOf({ kind, spec }: Resource): PodSpec | undefined {
  const template = (spec as { template?: { spec: PodSpec } } | undefined)?.template;
  return kind === 'Pod' ? (spec as PodSpec) : template?.spec;
}

it('has each scenario that there is to be', () => {
  expect(SCENARIOS).toEqual([
    'child-kill',
    'innocent-victim',
    'oom1',
    'oom2',
    'oom3',
    'oom4',
    'oom5',
    'race',
    'soft-eviction',
  ]);
});

describe('Kubernetes’ own types', () => {
  it('know every field of every manifest', () => {
    expect(checkTypes(FOLDERS.flatMap(read), __dirname)).toEqual([]);
  });

  const pod = (spec: unknown): Resource => ({
    file: 'x.yaml',
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'x' },
    spec,
  });
  it.each([
    ['a field that there is not', pod({ containers: [{ name: 'a', imagePolicy: 'x' }] }), /imagePolicy/],
    ['a type that it is not', pod({ containers: [{ name: 'a' }], activeDeadlineSeconds: '20m' }), /not assignable/],
    ['what is missing', pod({}), /containers/],
    ['a kind that nobody checks', { ...pod({}), kind: 'Pot' }, /v1 Pot/],
  ])('would find %s', (_, resource, message) => {
    expect(checkTypes([resource], __dirname).join()).toMatch(message);
  });
});

// Where there is no kubectl these are skipped, and counted as such.
const kubectl = findOnPath('kubectl') ?? '';
const byKubectl = kubectl === '' ? it.skip : it;

byKubectl.each(FOLDERS)('%s is to kubectl kustomize what it is here', (name) => {
  const { stdout } = spawnSync(kubectl, ['kustomize', join(__dirname, name)], { encoding: 'utf8' });
  const key = (one: Resource) => `${one.kind} ${one.metadata.namespace} ${one.metadata.name}`;
  const sorted = (all: Resource[]) => [...all].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const built = parseAllDocuments(stdout).map((document) => document.toJS() as Resource);
  expect(sorted(built)).toEqual(sorted(read(name)).map(({ file, ...rest }) => rest));
});

describe.each(FOLDERS)('%s', (name) => {
  const all = read(name);
  const pods = all.flatMap((resource) => podOf(resource) ?? []);

  it('is in the lab’s namespaces and carries its label, by which it is cleaned up', () => {
    for (const { kind, metadata } of all) {
      expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/part-of': 'tidemark-lab' });
      const isOfCluster = kind === 'Namespace' || kind === 'PriorityClass';
      expect(metadata.namespace ?? 'none').toMatch(isOfCluster ? /^none$/ : /^tidemark-lab(-host)?$/);
    }
  });

  it('names no node', () => {
    for (const { nodeName, nodeSelector, affinity } of pods) {
      expect({ nodeName, nodeSelector, nodeAffinity: affinity?.nodeAffinity }).toEqual({});
    }
  });

  it('writes quantities that Kubernetes can read', () => {
    const quantities = pods.flatMap(({ containers }) =>
      containers.flatMap(({ resources }) => [resources?.requests?.memory ?? [], resources?.limits?.memory ?? []].flat())
    );
    quantities.forEach((text) => expect(parseBytes(text)).toBeGreaterThan(0));
  });
});

describe('the hard ceiling', () => {
  const leaks = SCENARIOS.flatMap((name) =>
    read(name).flatMap((resource) =>
      (podOf(resource)?.containers ?? []).map((container) => ({ name, resource, container, pod: podOf(resource) }))
    )
  ).filter(({ container }) => container.image.startsWith('tidemark-leak:'));

  it.each(leaks.map((leak) => [`${leak.name}: ${leak.resource.metadata.name}`, leak] as const))(
    '%s ends at 6 GiB at the most, or at its limit',
    (_, { container, resource }) => {
      const text = [...(container.command ?? []), ...(container.args ?? [])].join(' ');
      const max = Number(/--max=(\d+)/.exec(text)?.[1] ?? NaN);
      const limit = container.resources?.limits?.memory;
      const replicas = (resource.spec as { replicas?: number }).replicas ?? 1;
      expect(max * replicas <= 6144 || limit !== undefined).toBe(true);
    }
  );

  it.each(leaks.filter(({ container }) => container.args).map((leak) => [leak.resource.metadata.name, leak] as const))(
    '%s gives the leak tool options that it knows',
    (_, { container }) => {
      expect(decodeKnobs(container.args ?? [])).toMatchObject({ ok: true });
    }
  );

  it.each(SCENARIOS)('the pods of %s that leak have a deadline', (name) => {
    const bare = read(name).filter(({ kind }) => kind === 'Pod');
    bare.forEach((one) => expect(podOf(one)?.activeDeadlineSeconds).toBeLessThanOrEqual(1200));
  });
});

describe('what a cluster is made with', () => {
  const file = (name: string) => parse(readFileSync(join(__dirname, name), 'utf8')) as Record<string, unknown>;

  it('k3d’s node is the article’s: 6953 MiB, 1638Mi reserved, evicting at 750Mi', () => {
    const text = JSON.stringify(file('k3d.yaml'));
    for (const part of [
      '"serversMemory":"6953m"',
      'kube-reserved=memory=1638Mi',
      'eviction-hard=memory.available<750Mi',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('kind’s pods get the article’s 5316 MiB of a Docker with 16 GiB', () => {
    const [node] = file('kind.yaml').nodes as Array<{ kubeadmConfigPatches: string[] }>;
    const kubelet = parse(node?.kubeadmConfigPatches[0] ?? '') as {
      kubeReserved: { memory: string };
      evictionHard: object;
    };
    expect(16 * 1024 - parseBytes(kubelet.kubeReserved.memory) / 1024 ** 2).toBe(5316);
    expect(kubelet.evictionHard).toMatchObject({ 'memory.available': '750Mi' });
  });

  it('the values keep the root cgroup, kubepods and the memory limits, which the chart’s defaults drop', () => {
    const values = file('kube-prometheus-stack.yaml') as {
      kubelet: { serviceMonitor: { cAdvisorMetricRelabelings: Array<{ sourceLabels: string[]; regex: string }> } };
    };
    const rules = values.kubelet.serviceMonitor.cAdvisorMetricRelabelings;
    const isDropped = (series: Record<string, string>) =>
      rules.some(({ sourceLabels, regex }) =>
        new RegExp(`^(?:${regex})$`).test(sourceLabels.map((label) => series[label] ?? '').join(';'))
      );
    const series = (name: string, id: string, pod = '') => ({ __name__: name, id, pod });
    expect(
      [
        series('container_memory_working_set_bytes', '/'),
        series('container_memory_working_set_bytes', '/kubepods.slice'),
        series('container_spec_memory_limit_bytes', '/kubepods'),
        series('container_spec_memory_limit_bytes', '/kubepods/burstable/pod1/c1', 'cart'),
        series('machine_memory_bytes', ''),
      ].filter(isDropped)
    ).toEqual([]);
    expect(
      [
        series('container_spec_cpu_period', '/kubepods/burstable/pod1/c1', 'cart'),
        series('container_memory_working_set_bytes', '/system.slice/ssh.service'),
      ].every(isDropped)
    ).toBe(true);
  });
});
