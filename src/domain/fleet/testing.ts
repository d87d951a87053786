import { MiB } from '../units';

import type { FleetNode } from './fleetNode';

/** A node of 8,000 MiB whose pods are evicted above 6,000 MiB and which evicts below 750 MiB, quiet at half of that. */
export function fleetNode(name: string, parts: Partial<FleetNode> = {}): FleetNode {
  const reported = (mebibytes: number) => ({ value: mebibytes * MiB, provenance: 'reported', source: 'test' }) as const;
  return {
    identity: { node: name },
    lines: {
      capacity: reported(8000),
      evictionHard: reported(750),
      allocatable: reported(6000),
      podsEvictionLine: reported(6000),
      kubepodsLimit: reported(6750),
      findings: [],
    },
    podsWorkingSet: 3000 * MiB,
    nodeWorkingSet: 4000 * MiB,
    nodeAvailable: 4000 * MiB,
    pressure: false,
    evictions: { count: 0, atLeast: false },
    oomKills: { count: 0, atLeast: false },
    ...parts,
  };
}

/** The same without what says where it stands. */
export const UNKNOWN_STANDING: Partial<FleetNode> = {
  podsWorkingSet: undefined,
  nodeWorkingSet: undefined,
  nodeAvailable: undefined,
};

/** Reaches its line in so many minutes. */
export const rising = (minutes: number): Partial<FleetNode> => ({
  nearest: {
    line: 'podsEvictionLine',
    time: { earliest: minutes * 50_000, expected: minutes * 60_000, latest: minutes * 70_000 },
    slope: { perSecond: MiB, low: MiB, high: MiB },
  },
});
