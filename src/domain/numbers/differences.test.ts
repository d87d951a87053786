import { KiB, MiB } from '../units';

import { explainDifferences, type NumbersFacts } from './differences';
import type { ReadingId, ReadingLevel, Readings } from './readings';

/** What the difference of two numbers is said to be. */
function tell(level: ReadingLevel, of: ReadingId, readings: Readings, facts?: NumbersFacts): string | undefined {
  return explainDifferences(level, readings, facts).find((one) => one.of === of)?.text;
}

describe('the article’s own numbers', () => {
  /** Figures 15, 17, 18 and 19: one container, by four ways. */
  const FIGURE_19 = { containerWorkingSet: 2133876736, containerResource: 2133876736, containerUsage: 2133876736 };

  it('the resource endpoint repeats cAdvisor’s working set to the byte (Figures 17 and 19)', () => {
    const [resource] = explainDifferences('container', FIGURE_19).filter(({ of }) => of === 'containerResource');
    expect(resource).toMatchObject({ bytes: 0, text: expect.stringContaining('The same number, by another way') });
  });

  it('usage is the working set where inactive_file is 0 (the cgroup’s own files)', () => {
    expect(tell('container', 'containerUsage', { ...FIGURE_19, containerInactiveFile: 0 })).toMatch(/^The same:/);
  });

  it('the pod is its container and half a MiB of pause container (Figure 19)', () => {
    const pod = { podWorkingSet: 2133876736 + 600 * KiB, podContainers: 2133876736, podPause: 600 * KiB };
    expect(tell('pod', 'podWorkingSet', pod)).toBe(
      '600 KiB are in the pod and in none of its containers. The pause container holds 600 KiB.'
    );
  });

  it('5.57 MiB of the working set are neither anonymous memory nor file cache (Figure 20, second run)', () => {
    const cgroup = { containerWorkingSet: 2135846912, containerRss: 2130006016, containerCache: 0 };
    expect(tell('container', 'containerWorkingSet', cgroup)).toBe(
      'The working set holds 5704 KiB more than anonymous memory: none of it file cache; 5704 KiB kernel memory (page tables, stacks, slab), files in memory, and pages that the kernel charges in batches.'
    );
  });

  it('htop and free show less than the node’s working set, because they leave out file cache in use (Figure 20)', () => {
    const node = { nodeWorkingSet: 3449667584, freeUsed: 3449667584 - 300 * MiB, nodeActiveFile: 420 * MiB };
    expect(tell('node', 'freeUsed', node)).toMatch(
      /^300 MiB less: free leaves out all file cache, also what is in use.*420 MiB/
    );
  });

  it('the resource endpoint differs from cAdvisor by when it was read (Figure 16)', () => {
    const node = {
      nodeResource: 3368816 * KiB,
      nodeWorkingSet: 3367460 * KiB,
      nodeResourceAge: 12,
      nodeWorkingSetAge: 22,
    };
    expect(tell('node', 'nodeResource', node)).toBe(
      'The same number, read at another moment: 1 MiB more. The sample of the resource endpoint is 12 s old, the other 22 s.'
    );
  });
});

describe('the numbers recorded on a modern node (recording-2, 02:40)', () => {
  const NODE: Readings = {
    nodeWorkingSet: 1161.6 * MiB,
    nodeUsage: 1412.4 * MiB,
    nodeNotFree: 1553.3 * MiB,
    nodeNotAvailable: 1353.7 * MiB,
    nodeReclaimable: 199.6 * MiB,
    nodeKernel: 140.2 * MiB,
    nodeKernelNamed: 63.3 * MiB,
    nodeActiveFile: 155.4 * MiB,
    nodeInactiveFile: 251 * MiB,
  };

  it.each<[ReadingId, NumbersFacts, RegExp]>([
    ['nodeUsage', {}, /^Usage holds 250 MiB more: file cache/],
    [
      'nodeNotFree',
      { cgroupVersion: 2, kubeletVersion: 'v1.34.4' },
      /has no usage of its own on cgroup v2 and counts anonymous and file pages alone: 140 MiB.*names 63 MiB/,
    ],
    ['nodeNotAvailable', {}, /^192 MiB more in all: .* 140 MiB .* 155 MiB .* holds back 206 MiB of file cache/],
  ])('%s', (of, facts, text) => {
    expect(tell('node', of, NODE, facts)).toMatch(text);
  });

  it('the parts of MemAvailable’s difference add up to it', () => {
    const {
      nodeNotAvailable = 0,
      nodeWorkingSet = 0,
      nodeKernel = 0,
      nodeReclaimable = 0,
      nodeInactiveFile = 0,
    } = NODE;
    const apart = nodeKernel - (nodeReclaimable - nodeInactiveFile) - (nodeNotAvailable - nodeWorkingSet);
    // The root cgroup and /proc/meminfo were read at different moments.
    expect(Math.abs(apart)).toBeLessThan(MiB);
  });
});

describe.each<[string, ReadingLevel, ReadingId, Readings, NumbersFacts, RegExp]>([
  [
    'cache that was read at another moment',
    'container',
    'containerUsage',
    { containerUsage: 100 * MiB, containerWorkingSet: 40 * MiB, containerInactiveFile: 80 * MiB },
    {},
    /60 MiB more.*last read as 80 MiB, at another moment/,
  ],
  [
    'active cache and kernel memory by their own numbers',
    'container',
    'containerWorkingSet',
    { containerWorkingSet: 100 * MiB, containerRss: 60 * MiB, containerActiveFile: 30 * MiB, containerKernel: 5 * MiB },
    {},
    /40 MiB more than anonymous memory: 30 MiB of it file cache in use \(active_file\); 5120 KiB of it kernel memory; 5120 KiB files in memory/,
  ],
  [
    'kernel memory that the kernel does not tell is not 0',
    'container',
    'containerWorkingSet',
    { containerWorkingSet: 40 * MiB, containerRss: 30 * MiB, containerActiveFile: 0, containerKernel: 0 },
    {},
    /10 MiB kernel memory \(page tables, stacks, slab\)/,
  ],
  [
    'RSS above the working set',
    'container',
    'containerWorkingSet',
    { containerWorkingSet: 40 * MiB, containerRss: 41 * MiB },
    {},
    /samples of different moments/,
  ],
  [
    'ghosts',
    'pods',
    'containersRaw',
    { containersRaw: 900 * MiB, containersSum: 600 * MiB },
    {},
    /^300 MiB are ghosts and doubles/,
  ],
  [
    'no ghosts',
    'pods',
    'containersRaw',
    { containersRaw: 600 * MiB, containersSum: 600 * MiB },
    {},
    /^The same: no container that is gone/,
  ],
  [
    'a root cgroup of v2 before 1.29',
    'node',
    'nodeNotFree',
    { nodeNotFree: 600 * MiB, nodeUsage: 600 * MiB },
    { cgroupVersion: 2, kubeletVersion: 'v1.28.9' },
    /kernel memory included \(cgroup v2 before Kubernetes 1\.29\)/,
  ],
  [
    'reclaimable slab that MemAvailable counts',
    'node',
    'nodeNotAvailable',
    {
      nodeNotAvailable: 600 * MiB,
      nodeWorkingSet: 700 * MiB,
      nodeKernel: 100 * MiB,
      nodeActiveFile: 100 * MiB,
      nodeInactiveFile: 100 * MiB,
      nodeReclaimable: 250 * MiB,
      nodeSlabReclaimable: 60 * MiB,
    },
    {},
    /^100 MiB less.*counts 50 MiB of reclaimable slab as available/,
  ],
  [
    'more than slab explains is not called slab',
    'node',
    'nodeNotAvailable',
    {
      nodeNotAvailable: 600 * MiB,
      nodeWorkingSet: 700 * MiB,
      nodeKernel: 100 * MiB,
      nodeActiveFile: 100 * MiB,
      nodeInactiveFile: 100 * MiB,
      nodeReclaimable: 900 * MiB,
      nodeSlabReclaimable: 60 * MiB,
    },
    {},
    /neither file cache nor, beyond 60 MiB, reclaimable slab/,
  ],
])('%s', (_, level, of, readings, facts, text) => {
  it(`tells ${of}`, () => expect(tell(level, of, readings, facts)).toMatch(text));
});

it('tells no difference of a number that is not there', () => {
  expect(explainDifferences('node', { nodeUsage: 5 })).toEqual([]);
  expect(explainDifferences('pod', {})).toEqual([]);
});
