import type { Curve } from '../../domain/node/nodeMemory';

import { curveQueries } from './curveQueries';

const EXPRS = new Map([
  ['nodeWorkingSet', 'max(container_memory_working_set_bytes{id="/"})'],
  ['nodeWorkingSetOfMeminfo', 'max(node_memory_AnonPages_bytes{})'],
  ['containersLive', 'sum(live)'],
  ['containersFresh', 'sum(fresh)'],
  ['nodeCapacity', 'max(kube_node_status_capacity{resource="memory"})'],
  ['machineMemory', 'max(machine_memory_bytes{})'],
]);

const MEMINFO = 'AnonPages + Cached + Buffers + SwapCached − Inactive_file of node_exporter';
const curve = (source: string, standIn?: string): Curve => ({
  values: [],
  provenance: 'measured',
  source,
  ...(standIn && { stretches: [{ from: 0, to: 1, provenance: 'computed', source: standIn }] }),
});
const CURRENT = {
  capacity: { value: 1, provenance: 'measured', source: 'machine_memory_bytes' },
  findings: [],
} as const;

test.each<[string, Parameters<typeof curveQueries>[0], ReturnType<typeof curveQueries>]>([
  [
    'asks node_exporter where the curve came from it, and each source alone for a look that was its own',
    { nodeWorkingSet: curve(MEMINFO), current: CURRENT },
    {
      node: 'max(node_memory_AnonPages_bytes{})',
      available: '(max(machine_memory_bytes{})) - (max(node_memory_AnonPages_bytes{}))',
      availableBy: {
        container_memory_working_set_bytes:
          '(max(machine_memory_bytes{})) - (max(container_memory_working_set_bytes{id="/"}))',
        'node_memory_*': '(max(machine_memory_bytes{})) - (max(node_memory_AnonPages_bytes{}))',
      },
    },
  ],
  [
    'asks both where one stood in for the other',
    { nodeWorkingSet: curve('root cgroup', MEMINFO), current: { findings: [] } },
    { node: '(max(container_memory_working_set_bytes{id="/"})) or (max(node_memory_AnonPages_bytes{}))' },
  ],
  [
    'asks for the pods as they were counted',
    { podsWorkingSet: curve('sum over containers, without pause'), current: { findings: [] } },
    { pods: '(sum(live)) or (sum(fresh))' },
  ],
  ['asks nothing where there is no curve', { current: CURRENT }, {}],
  ['asks nothing of a source it does not know', { nodeWorkingSet: curve('a guess'), current: CURRENT }, {}],
])('%s', (_, memory, queries) => {
  expect(curveQueries(memory, EXPRS)).toEqual(queries);
});
