import { computeNodeLines } from '../lines/computeNodeLines';
import { KiB, MiB } from '../units';

import type { PlannedNode, PreflightRuleName } from './finding';
import { container, findingsOf, workload } from './testing';

/** The article's node. */
const NODE: PlannedNode = {
  name: 'lab-node',
  count: 1,
  lines: computeNodeLines(
    { value: 7120616 * KiB, provenance: 'configured', source: 'test' },
    {
      kubeReserved: 1638 * MiB,
      evictionHard: [{ signal: 'memory.available', value: { kind: 'quantity', bytes: 750 * MiB } }],
    }
  ),
};

const pod = (name: string, ...containers: readonly object[]) => workload('Pod', name, { containers });
const WEB = pod('web', container('1Gi', '1Gi'));
const DB = (request: string | undefined, limit: string | undefined, more = {}) =>
  workload('StatefulSet', 'db', { containers: [container(request, limit)], ...more });
const JOB = (request: string | undefined, limit: string | undefined, more = {}) =>
  workload('CronJob', 'nightly', { containers: [container(request, limit)], ...more });
const CLASS = (name: string, value: number) => ({ kind: 'PriorityClass', metadata: { name }, value });
const IN_MEMORY = (sizeLimit?: string) => ({
  volumes: [
    { name: 'shm', emptyDir: { medium: 'Memory', ...(sizeLimit && { sizeLimit }) } },
    { name: 'disk', emptyDir: {} },
  ],
});

interface Case {
  readonly documents: readonly object[];
  readonly node?: PlannedNode;
  /** Severity and a part of the text; empty for silence. */
  readonly says: ReadonlyArray<readonly [severity: string, text: string]>;
}

const CASES: Readonly<Record<PreflightRuleName, Readonly<Record<string, Case>>>> = {
  'no-memory-limit': {
    'a pod without a limit beside ones with': {
      documents: [pod('free', container('64Mi')), WEB],
      says: [['warning', 'Pod shop/web, which keep to a limit, may pay']],
    },
    'a container without beside one with, in the same pod': {
      documents: [pod('two', container('1Gi', '1Gi'), container())],
      says: [['warning', 'Other containers of this pod have one.']],
    },
    'where nobody has one': { documents: [pod('free', container())], says: [['info', 'its neighbours on the node']] },
    'a limit of zero is none': {
      documents: [pod('zero', container(undefined, '0'))],
      says: [['info', 'no memory limit']],
    },
    'an init container alone': {
      documents: [
        workload('Pod', 'init', { initContainers: [container('64Mi')], containers: [container('1Gi', '1Gi')] }),
      ],
      says: [['info', 'no memory limit']],
    },
    'is silent where the pod itself has a limit': {
      documents: [workload('Pod', 'level', { resources: { limits: { memory: '1Gi' } }, containers: [container()] })],
      says: [],
    },
  },
  'request-far-below-limit': {
    'half of it': { documents: [pod('half', container('512Mi', '1Gi'))], says: [['warning', 'the other 512 MiB']] },
    'is silent just above half': { documents: [pod('more', container('513Mi', '1Gi'))], says: [] },
    'is silent where the limit is the request': { documents: [pod('only', container(undefined, '1Gi'))], says: [] },
    'is silent without a limit, which is another finding': { documents: [pod('free', container('1Mi'))], says: [] },
    'counts a sidecar with its pod': {
      documents: [
        workload('Pod', 'sidecar', {
          initContainers: [container('1Gi', '1Gi', { restartPolicy: 'Always' })],
          containers: [container('512Mi', '1Gi')],
        }),
      ],
      says: [],
    },
  },
  'evicted-before-batch': {
    'a Burstable database beside a job within its request': {
      documents: [DB('1Gi', '8Gi'), JOB('2Gi', '2Gi')],
      says: [['warning', 'it may use 7168 MiB more than it requests, and the job never more']],
    },
    'a database whose excess is the larger': {
      documents: [DB('1Gi', '3Gi'), JOB('1Gi', '2Gi')],
      says: [['warning', 'by 2048 MiB, the job by 1024 MiB, at the same priority']],
    },
    'both without a limit: either may go first': {
      documents: [DB('1Gi', undefined), JOB('1Gi', undefined)],
      says: [['warning', 'any amount (it has no limit)']],
    },
    'a database of lower priority': {
      documents: [DB('1Gi', '2Gi', { priorityClassName: 'low' }), JOB('1Gi', '8Gi'), CLASS('low', -10)],
      says: [['warning', 'its priority -10 is below the job']],
    },
    'a class that nobody knows': {
      documents: [DB('1Gi', '8Gi', { priorityClassName: 'gold' }), JOB('1Gi', '2Gi')],
      says: [['info', 'the priority of class "gold" (StatefulSet shop/db) is not known here']],
    },
    'is silent where the database requests all it may use': {
      documents: [DB('8Gi', '8Gi'), JOB('1Gi', '1Gi')],
      says: [],
    },
    'is silent where its priority is higher and both may exceed': {
      documents: [DB('1Gi', '8Gi', { priorityClassName: 'gold' }), JOB('1Gi', '2Gi'), CLASS('gold', 1000)],
      says: [],
    },
    'is silent for what the kubelet never evicts': {
      documents: [DB('1Gi', '8Gi', { priorityClassName: 'system-cluster-critical' }), JOB('1Gi', '1Gi')],
      says: [],
    },
    'is silent without a job': { documents: [DB('1Gi', '8Gi'), WEB], says: [] },
  },
  'over-allocatable': {
    'a request that fits on no such node': {
      documents: [pod('big', container('4566Mi', '4566Mi'))],
      node: NODE,
      says: [['error', 'requests 4566 MiB, and lab-node has 4565 MiB allocatable: it stays Pending']],
    },
    'a limit inside the eviction band': {
      documents: [pod('band', container('1Gi', '5000Mi'))],
      node: NODE,
      says: [['warning', 'before it is reached, the kubelet evicts above 4565 MiB.']],
    },
    'a limit above the kubepods limit': {
      documents: [pod('above', container('1Gi', '6Gi'))],
      node: NODE,
      says: [['warning', 'and the kernel kills at the kubepods limit of 5315 MiB']],
    },
    'all together, and who has no limit beside': {
      documents: [
        workload('Deployment', 'web', { replicas: 5, containers: [container('1Gi', '1Gi')] }),
        pod('x', container()),
      ],
      node: NODE,
      says: [
        [
          'warning',
          'may use 5120 MiB by their limits, and there are 4565 MiB allocatable on lab-node. 1 without a limit come on top. Their requests, 5120 MiB, do not fit either',
        ],
      ],
    },
    'is silent over enough nodes, where a DaemonSet takes its part of each': {
      documents: [
        workload('Deployment', 'web', { replicas: 5, containers: [container('1Gi', '1Gi')] }),
        workload('DaemonSet', 'agent', { containers: [container('1Gi', '1Gi')] }),
      ],
      node: { ...NODE, count: 2 },
      says: [],
    },
    'counts a DaemonSet on each node': {
      documents: [workload('DaemonSet', 'agent', { containers: [container('1Gi', '4600Mi')] })],
      node: { ...NODE, count: 2 },
      says: [
        ['warning', 'has a limit of 4600 MiB'],
        ['warning', 'may use 9200 MiB by their limits, and there are 9131 MiB allocatable on 2 nodes like lab-node'],
      ],
    },
    'is silent at exactly allocatable': {
      documents: [pod('fits', container('4675304Ki', '4675304Ki'))],
      node: NODE,
      says: [],
    },
    'is silent without a node': { documents: [pod('big', container('1Ti', '1Ti'))], says: [] },
  },
  'memory-volume': {
    'without a sizeLimit, in a pod with a limit': {
      documents: [workload('Pod', 'shm', { containers: [container('1Gi', '2Gi')], ...IN_MEMORY() })],
      says: [['warning', 'up to all of its limit of 2048 MiB, where the kernel kills it']],
    },
    'without a sizeLimit or limit, on a known node': {
      documents: [workload('Pod', 'shm', { containers: [container()], ...IN_MEMORY() })],
      node: NODE,
      says: [['warning', "up to the node's allocatable 4565 MiB"]],
    },
    'without a sizeLimit or limit or node': {
      documents: [workload('Pod', 'shm', { containers: [container()], ...IN_MEMORY() })],
      says: [['warning', "up to the node's allocatable memory"]],
    },
    'as large as the pod’s limit': {
      documents: [workload('Pod', 'shm', { containers: [container('1Gi', '1Gi')], ...IN_MEMORY('1Gi') })],
      says: [['warning', 'the kernel kills before it is full']],
    },
    'larger than all that the pod requests': {
      documents: [workload('Pod', 'shm', { containers: [container('128Mi', '1Gi')], ...IN_MEMORY('512Mi') })],
      says: [['warning', 'more than the pod requests for everything (128 MiB)']],
    },
    'is silent where the request has room for it': {
      documents: [workload('Pod', 'shm', { containers: [container('1Gi', '2Gi')], ...IN_MEMORY('512Mi') })],
      says: [],
    },
  },
  'init-request': {
    'an init container larger than what runs': {
      documents: [
        workload('Pod', 'migrating', {
          initContainers: [container('2Gi', '2Gi')],
          containers: [container('512Mi', '512Mi')],
        }),
      ],
      says: [['info', 'counts as 2048 MiB, of which 1536 MiB are for its init containers alone']],
    },
    'is silent where the sidecars make up for it': {
      documents: [
        workload('Pod', 'sidecar', {
          initContainers: [container('2Gi', '2Gi', { restartPolicy: 'Always' })],
          containers: [container('512Mi', '512Mi')],
        }),
      ],
      says: [],
    },
  },
  'pod-level-resources': {
    'says what an older cluster makes of it': {
      documents: [
        workload('Pod', 'level', { resources: { limits: { memory: '1Gi' } }, containers: [container('64Mi')] }),
      ],
      says: [['info', 'drops them: there it counts as 64 MiB with no limit']],
    },
    'is silent without': { documents: [WEB], says: [] },
  },
  'fraction-of-a-byte': {
    'm is a thousandth': { documents: [pod('milli', container('400m'))], says: [['error', 'gives 1 byte of memory']] },
    'no suffix is bytes': {
      documents: [pod('bare', container(undefined, '512'))],
      says: [['error', 'gives 512 bytes']],
    },
    'is silent for small amounts that somebody may mean': { documents: [pod('small', container('64Ki'))], says: [] },
  },
};

describe.each(Object.entries(CASES) as ReadonlyArray<[PreflightRuleName, Readonly<Record<string, Case>>]>)(
  '%s',
  (rule, cases) => {
    test.each(Object.entries(cases))('%s', (_, { documents, node, says }) => {
      const found = findingsOf(rule, documents, node);
      expect(found.map(({ severity, text }) => [severity, text])).toEqual(
        says.map(([severity, text]) => [severity, expect.stringContaining(text)])
      );
      found.forEach(({ source, remedy }) =>
        expect([source, remedy]).toEqual([expect.stringMatching(/Kubernetes 1\./), expect.stringMatching(/\w/)])
      );
    });
  }
);
