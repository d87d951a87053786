import { priorityOfClass } from '../ranking/evictionOrder';

import type { PlannedPod } from './plannedPod';

/** The PriorityClasses among the manifests. */
export interface Priorities {
  readonly priorities: ReadonlyMap<string, number>;
  readonly defaultPriority?: number;
}

/** A pod's numeric priority, as admission would set it; undefined where its class is not known. */
export function priorityOf(
  { priority, priorityClass = '' }: Pick<PlannedPod, 'priority' | 'priorityClass'>,
  { priorities, defaultPriority }: Priorities
): number | undefined {
  if (priorityClass === '') {
    return priority ?? defaultPriority ?? 0;
  }
  return priorities.get(priorityClass) ?? priorityOfClass(priorityClass) ?? priority;
}
