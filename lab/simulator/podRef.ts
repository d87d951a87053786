import type { PodRef } from './facts';
import type { Pod } from './pod';

export function podRef({ namespace, name, uid, qos, spec }: Pod): PodRef {
  return { namespace, pod: name, uid, qos, owner: spec.owner };
}
