import { DELAY } from '../../events/delays';
import type { ContainerLife, Interval } from '../../events/eventsObserved';
import { containerLabels, isSamePod, type PodName, type ReviewData } from '../reviewData';
import type { Evidence } from '../types';

import { bootedWithin } from './nodeStart';

/** An instance of the pod's containers that cAdvisor lost about then, while pod and node lived on: it ended, whatever its status shows yet. */
export function lostInstance(
  pod: PodName & { readonly container?: string },
  { earliest, latest }: Interval,
  data: ReviewData
): Evidence | undefined {
  const lost = data.observed.lives.find(
    (life) =>
      life.id !== undefined &&
      isSamePod(life, pod) &&
      (pod.container === undefined || life.container === pod.container) &&
      life.missedAt !== undefined &&
      life.lastSample <= latest &&
      life.missedAt >= earliest &&
      !wentWithItsPod(life, data) &&
      !bootedWithin({ earliest: life.lastSample, latest: life.missedAt }, data)
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

/** The pod itself was deleted then. */
function wentWithItsPod(life: ContainerLife, { observed }: ReviewData): boolean {
  const { missedAt = life.lastSample } = life;
  const pod = observed.pods.find((one) => isSamePod(one, life) && one.lastSeen >= life.lastSample);
  return !pod || (pod.missedAt !== undefined && pod.missedAt <= missedAt + DELAY.statusReport);
}
