import { DELAY } from '../../events/delays';
import type { ContainerEnd, Rise } from '../../events/eventsObserved';
import type { ReviewData } from '../reviewData';

/**
 * The container was sampled after the count was read and held what it had held before: the kernel frees what a killed process had. Of
 * one that was started again the samples are another instance's.
 */
export function livedOn(end: ContainerEnd, rise: Rise, { containers, observed }: ReviewData): boolean {
  if (end.restarted) {
    return false;
  }
  const clocks = observed.clockUnread ? DELAY.clockSkew : DELAY.scrapeTimeout;
  const own = containers.filter(
    ({ namespace, pod, container }) => namespace === end.namespace && pod === end.pod && container === end.container
  );
  return own.some(({ samples }) => {
    const before = samples.findLast(({ at }) => at <= rise.earliest);
    const after = samples.find(({ at }) => at > rise.latest + clocks);
    return before !== undefined && after !== undefined && after.value > before.value / 2;
  });
}
