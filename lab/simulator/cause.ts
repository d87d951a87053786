import { workingSet } from './cgroup';
import type { Cause } from './facts';
import type { Machine } from './machine';

export const OUTSIDE = 'outside';

/** The working set of every pod, by its name, and of what is outside them. */
export function usageByPart({ pods, kernel, kubepods }: Machine): Map<string, number> {
  const usage = new Map<string, number>();
  for (const { key, cgroup } of pods) {
    if (cgroup && !cgroup.removed) {
      usage.set(key, workingSet(cgroup));
    }
  }
  return usage.set(OUTSIDE, workingSet(kernel.root) - workingSet(kubepods));
}

/** The part that makes up more than half of the rise, of the whole node or of its pods alone. */
export function findCause(machine: Machine, at: number, within: 'node' | 'pods'): Cause {
  const grown = [...machine.growth.since(at, usageByPart(machine))].filter(
    ([part, bytes]) => bytes > 0 && (within === 'node' || part !== OUTSIDE)
  );
  const total = grown.reduce((sum, [, bytes]) => sum + bytes, 0);
  const [most] = grown.sort(([, a], [, b]) => b - a);
  if (!most || most[1] <= total / 2) {
    return { kind: 'nobody' };
  }
  const [namespace = '', pod = ''] = most[0].split('/');
  return most[0] === OUTSIDE ? { kind: 'outside-pods' } : { kind: 'pod', namespace, pod };
}

/** It lost its life to another's growth: its own was less than a tenth of that. */
export function hasPaid(machine: Machine, at: number, victim: string, cause: Cause): boolean {
  const grown = machine.growth.since(at, usageByPart(machine));
  const culprit = cause.kind === 'pod' ? `${cause.namespace}/${cause.pod}` : OUTSIDE;
  return cause.kind !== 'nobody' && culprit !== victim && (grown.get(victim) ?? 0) < (grown.get(culprit) ?? 0) / 10;
}
