import { DELAY } from '../../events/delays';
import type { Interval, Restart } from '../../events/eventsObserved';
import { touches } from '../../events/touches';
import type { Subject } from '../hypotheses/hypothesis';
import { tolerancesOf, type ReviewData } from '../reviewData';
import type { Evidence } from '../types';

/** The start of the node, or of its kubelet, that an end may belong to: it ended before, and was found out after. */
export function startAfter(
  of: Restart['of'],
  { earliest, latest }: Subject,
  { observed }: ReviewData
): Restart | undefined {
  return observed.restarts.find(
    (start) =>
      start.of === of &&
      start.startedAt >= earliest - DELAY.clockSkew - GRACEFUL &&
      start.earliest <= latest + DELAY.nodeStart &&
      latest >= start.earliest - GRACEFUL &&
      earliest <= start.startedAt + DELAY.nodeStart
  );
}

/** The node was started again within: whatever its cgroups counted began anew. */
export function bootedWithin(when: Interval, { observed }: ReviewData): boolean {
  return observed.restarts.some(({ of, ...start }) => of === 'node' && touches(start, when));
}

/** The same, or nobody told when the node started and a lost look may hide that it did. */
export function mayHaveBooted(when: Interval, data: ReviewData): boolean {
  const isLong = when.latest - when.earliest > tolerancesOf(data).gap;
  return bootedWithin(when, data) || (data.observed.bootKnown !== true && isLong);
}

/** How long a node that is shut down in order waits for its pods. */
const GRACEFUL = 120_000;

/** A container of the node that was sampled, the same instance, before and after: the node ran on. */
export function livedOn({ earliest, latest }: Subject, data: ReviewData): Evidence | undefined {
  const { fresh } = tolerancesOf(data);
  const survivor = data.containers.find(({ id, samples }) => {
    const first = samples[0]?.at ?? Infinity;
    const last = samples[samples.length - 1]?.at ?? -Infinity;
    return id !== undefined && first < earliest - DELAY.clockSkew && last > latest + DELAY.clockSkew + fresh;
  });
  return (
    survivor && {
      speaks: 'against',
      text: `${survivor.pod}/${survivor.container} ran on, before and after`,
      source: 'container_memory_working_set_bytes',
      at: latest,
    }
  );
}

export function startItem({ of, metric, query, startedAt }: Restart): Evidence {
  return {
    speaks: 'for',
    text: `the ${of} started again`,
    source: metric,
    query,
    value: new Date(startedAt).toISOString().slice(0, 19).replace('T', ' '),
    at: startedAt,
  };
}
