import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { nodeLines } from '../simulator/machine';
import type { PodSpec } from '../simulator/scenario';

import { evictionLoop } from './evictionLoop';
import type { HostNode } from './hostNode';
import { buildHostPod, type HostPod } from './hostPod';
import { readHostScenario } from './hostScenario';

const MiB = 1024 ** 2;
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tidemark-loop-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** What the kernel says of a cgroup, in files of its v2. */
function holds(path: string, mebibytes: number) {
  mkdirSync(join(root, path), { recursive: true });
  writeFileSync(join(root, path, 'memory.current'), String(mebibytes * MiB));
  writeFileSync(join(root, path, 'memory.stat'), 'anon 0\nfile 0\ninactive_file 0\n');
  return { hierarchy: { version: 'v2', root } as const, path };
}

const scenario = readHostScenario(`
duration: 1m
node: {memory: 4Gi, kubeReserved: 3584Mi, evictionHard: memory.available<100Mi}
pods:
  - {name: asks-much, containers: [{name: a, request: 300Mi}]}
  - {name: asks-nothing, containers: [{name: a}]}
  - {name: matters, priority: 100, containers: [{name: a}]}
`);

function nodeWith(kubepods: number, usages: readonly number[], host = 1000): HostNode {
  const pods = scenario.pods.map((spec: PodSpec, i): HostPod => {
    const pod = buildHostPod(spec, { capacity: scenario.node.memory, now: 0 });
    pod.cgroup = { ...holds(`/kubepods/${spec.name}`, usages[i] ?? 0), removed: false };
    return pod;
  });
  return {
    spec: scenario.node,
    lines: nodeLines(scenario.node),
    root: holds('/', host),
    kubepods: holds('/kubepods', kubepods),
    pods: new Set(pods),
    kubelet: { startedAt: 0, evictions: new Map() },
    kubeletLog: [],
    kills: [],
    evictions: [],
    conditions: { Ready: 'True', MemoryPressure: 'False', DiskPressure: 'False', PIDPressure: 'False' },
    unschedulable: false,
    pressureTaint: false,
    pressureSeenAt: -Infinity,
  };
}

/** One look, and whom it takes: told to end meanwhile, the loop does not begin another. */
async function look(node: HostNode): Promise<string | undefined> {
  const over = new AbortController();
  let victim: string | undefined;
  const looking = evictionLoop(node, {
    signal: over.signal,
    evict: async ({ name }) => {
      victim = name;
    },
  });
  over.abort();
  await looking;
  return victim;
}

describe('one look of the small kubelet', () => {
  it.each([
    ['nobody while the pods are below allocatable, to the byte', 412, [300, 100, 12], undefined],
    ['who exceeds its request most, of the lowest priority', 413, [310, 90, 13], 'asks-nothing'],
    ['not who uses most, within its request', 500, [300, 20, 180], 'asks-nothing'],
  ] as const)('takes %s', async (_, kubepods, usages, victim) => {
    const node = nodeWith(kubepods, usages);
    expect(await look(node)).toBe(victim);
    expect(node.conditions.MemoryPressure).toBe(victim ? 'True' : 'False');
    expect(Object.fromEntries(node.kubelet.evictions)).toEqual(victim ? { 'allocatableMemory.available': 1 } : {});
  });

  it('evicts for the node’s own memory under its own signal', async () => {
    const node = nodeWith(100, [50, 30, 20], 4000);
    expect(await look(node)).toBe('asks-nothing');
    expect(node.evictions).toMatchObject([{ signal: 'memory.available', pod: 'asks-nothing' }]);
  });

  it('says so as a kubelet does', async () => {
    const node = nodeWith(450, [300, 100, 50]);
    await look(node);
    expect(node.evictions[0]?.message).toBe(
      'The node was low on resource: memory. Threshold quantity: 100Mi, available: 63488Ki. ' +
        'Container a was using 102400Ki, request is 0, has larger consumption of memory. '
    );
  });
});
