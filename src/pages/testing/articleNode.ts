import type { Eviction, OomKill, PressureWindow } from '../../domain/events/events';
import type { NodeLines } from '../../domain/lines/nodeLines';
import type { NodeMemory } from '../../domain/node/nodeMemory';
import { KiB, MiB } from '../../domain/units';

const START = Date.UTC(2026, 10, 21, 21, 5);
const MINUTE = 60_000;

/** The article's node: 7120616Ki, 1638Mi reserved, 750Mi eviction-hard. */
export const ARTICLE_LINES: NodeLines = {
  capacity: { value: 7120616 * KiB, provenance: 'measured', source: 'machine_memory_bytes' },
  reserved: { value: 1638 * MiB, provenance: 'computed', source: 'capacity − kubepods limit' },
  kubepodsLimit: { value: 5573943296, provenance: 'measured', source: 'container_spec_memory_limit_bytes' },
  evictionHard: { value: 750 * MiB, provenance: 'computed', source: 'kubepods limit − allocatable' },
  allocatable: { value: 4675304 * KiB, provenance: 'reported', source: 'kube_node_status_allocatable' },
  podsEvictionLine: { value: 4675304 * KiB, provenance: 'computed', source: 'kubepods limit − eviction-hard' },
  findings: [],
};

export const EVICTION: Eviction = {
  id: 'eviction-1',
  kind: 'eviction',
  node: 'lab-node',
  namespace: 'alloc-tests',
  pod: 'alloc-mem-leak',
  container: 'alloc-mem-leak',
  qos: 'BestEffort',
  signal: 'allocatableMemory.available',
  earliest: START + 6 * MINUTE,
  latest: START + 7 * MINUTE,
  proofs: [],
};

export const KILL_THAT_ONLY_A_COUNTER_SAW: OomKill = {
  id: 'oom-1',
  kind: 'oom-kill',
  node: 'lab-node',
  processes: 3,
  earliest: START + 8 * MINUTE,
  latest: START + 8 * MINUTE,
  proofs: [],
};

export const PRESSURE: PressureWindow = {
  id: 'pressure-1',
  kind: 'pressure',
  node: 'lab-node',
  ended: false,
  earliest: START + 7 * MINUTE,
  latest: START + 14 * MINUTE,
  proofs: [],
};

/** Three samples, the last of them missed by the scrape. */
export const ARTICLE_NODE: NodeMemory = {
  identity: { node: 'lab-node' },
  step: MINUTE,
  scrapeInterval: MINUTE,
  times: [START, START + MINUTE, START + 2 * MINUTE],
  nodeWorkingSet: { values: [1000 * MiB, 1200 * MiB, null], provenance: 'measured', source: 'root cgroup' },
  podsWorkingSet: { values: [300 * MiB, 500 * MiB, null], provenance: 'measured', source: 'sum over containers' },
  lines: {},
  current: ARTICLE_LINES,
  events: [EVICTION, KILL_THAT_ONLY_A_COUNTER_SAW, PRESSURE],
  findings: [],
};
