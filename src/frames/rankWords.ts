import type { EvictionRank } from '../domain/ranking/evictionOrder';
import type { NodePod } from '../domain/incidents/nodePods';

/** Why the kubelet passes a pod over: `static pod`, `critical priority`, `unknown`; empty for a pod it may evict. */
export function exemptWords({ exempt, pod }: EvictionRank<NodePod>): string {
  switch (exempt) {
    case 'static':
      return 'static pod';
    case 'critical':
      return 'critical priority';
    case undefined:
      return pod.isStatic === undefined ? 'unknown' : '';
  }
}

/** `2000001000`; for a class whose number no metric carries its name; else `unknown`. */
export function priorityWords({ priority, priorityClass }: NodePod): string {
  return priority === undefined ? (priorityClass ? `class ${priorityClass}` : 'unknown') : String(priority);
}

/** The place in the order, counted without those that are never evicted: they have none. */
export function placesOf(ranks: ReadonlyArray<EvictionRank<NodePod>>): ReadonlyArray<number | undefined> {
  let place = 0;
  return ranks.map(({ exempt }) => (exempt === undefined ? ++place : undefined));
}
