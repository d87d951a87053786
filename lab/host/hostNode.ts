import { totalmem } from 'node:os';

import { nodeLines, type NodeLines } from '../simulator/machine';
import type { ApiServer } from '../simulator/kubeStateMetrics';
import type { Kubelet } from '../simulator/kubeletPages';
import type { Scenario } from '../simulator/scenario';

import type { Hierarchy } from './hierarchy';
import type { HostPod } from './hostPod';
import { kubepodsLimitOf } from './hostScenario';
import { makeCgroup, type MemoryCgroup } from './memoryCgroup';

/** A container that the kernel's OOM killer took, by its cgroup's own count. */
export interface HostKill {
  readonly at: number;
  readonly namespace: string;
  readonly pod: string;
  readonly ownLimit: boolean;
}

export interface HostEviction {
  readonly at: number;
  readonly namespace: string;
  readonly pod: string;
  readonly signal: string;
  readonly message: string;
}

/** This machine as a node: what its small kubelet and the API server that there is not would know. */
export interface HostNode extends ApiServer, Kubelet {
  readonly lines: NodeLines;
  readonly root: MemoryCgroup;
  readonly kubepods: MemoryCgroup;
  readonly pods: Set<HostPod>;
  readonly kubelet: { readonly startedAt: number; readonly evictions: Map<string, number> };
  readonly kubeletLog: string[];
  readonly kills: HostKill[];
  readonly evictions: HostEviction[];
  pressureTaint: boolean;
  pressureSeenAt: number;
}

/** Everything hangs below it, with a ceiling of its own: what the pods may have, and as much again for the servers. */
export const TREE = '/tidemark-lab';
const FOR_SERVERS = 1024 ** 3;

export function buildTree(hierarchy: Hierarchy, scenario: Scenario): MemoryCgroup {
  const limit = kubepodsLimitOf(scenario) + FOR_SERVERS;
  const tree = makeCgroup({ hierarchy, path: TREE, limit, isParent: true });
  makeCgroup({ hierarchy, path: `${TREE}/servers` });
  return tree;
}

/** The node's numbers are the machine's; the reserve is what leaves the scenario's kubepods limit. */
export function buildHostNode(hierarchy: Hierarchy, scenario: Scenario, versions: ApiServer['versions']): HostNode {
  const memory = totalmem();
  const spec = {
    ...scenario.node,
    memory,
    kubeReserved: memory - kubepodsLimitOf(scenario),
    systemReserved: 0,
    cgroup: hierarchy.version,
    driver: 'cgroupfs' as const,
  };
  const lines = nodeLines(spec);
  const kubepods = makeCgroup({ hierarchy, path: `${TREE}/kubepods`, limit: lines.kubepodsLimit, isParent: true });
  for (const qos of ['burstable', 'besteffort']) {
    makeCgroup({ hierarchy, path: `${kubepods.path}/${qos}`, isParent: true });
  }
  return {
    spec,
    lines,
    ...(versions && { versions }),
    root: { hierarchy, path: '/' },
    kubepods,
    pods: new Set(),
    kubelet: { startedAt: Date.now(), evictions: new Map() },
    kubeletLog: [],
    kills: [],
    evictions: [],
    conditions: { Ready: 'True', MemoryPressure: 'False', DiskPressure: 'False', PIDPressure: 'False' },
    unschedulable: false,
    pressureTaint: false,
    pressureSeenAt: -Infinity,
  };
}
