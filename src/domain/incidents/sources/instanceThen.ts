import { DELAY } from '../../events/delays';
import type { ContainerLife, Interval } from '../../events/eventsObserved';
import { containerLabels, isSamePod, type PodName, type ReviewData } from '../reviewData';
import type { Evidence } from '../types';

import { bootedWithin } from './nodeStart';

/** An instance of the pod's containers that cAdvisor lost about then, while pod and node lived on: it ended, whatever its status shows yet. */
export function lostInstance(
  pod: PodName & { readonly container?: string },
  when: Interval,
  data: ReviewData
): Evidence | undefined {
  const lost = lostThen(when, data).find(
    (life) => isSamePod(life, pod) && (pod.container === undefined || life.container === pod.container)
  );
  return (
    lost && {
      speaks: 'for',
      text: `${lost.pod}/${lost.container} was not seen again after it`,
      source: 'container_memory_working_set_bytes',
      about: containerLabels(lost),
      at: lost.missedAt ?? lost.lastSample,
    }
  );
}

/** All instances that cAdvisor lost about then, while their pods and the node lived on. */
export function lostThen({ earliest, latest }: Interval, data: ReviewData): ContainerLife[] {
  return data.observed.lives.filter(
    (life) =>
      life.id !== undefined &&
      life.missedAt !== undefined &&
      life.lastSample <= latest &&
      life.missedAt >= earliest &&
      !wentWithItsPod(life, data) &&
      !bootedWithin({ earliest: life.lastSample, latest: life.missedAt }, data)
  );
}

/** The pod itself was deleted then. */
function wentWithItsPod(life: ContainerLife, { observed }: ReviewData): boolean {
  const { missedAt = life.lastSample } = life;
  const pod = observed.pods.find((one) => isSamePod(one, life) && one.lastSeen >= life.lastSample);
  return !pod || (pod.missedAt !== undefined && pod.missedAt <= missedAt + DELAY.statusReport);
}
