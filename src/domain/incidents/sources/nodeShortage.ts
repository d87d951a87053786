import type { Interval } from '../../events/eventsObserved';
import { formatMiB } from '../../quantity/formatBytes';
import { firstIndexFrom, lastIndexBy } from '../../searchTime';
import { nodeAt } from '../nodeAt';
import { firstAfter, lastBefore, timeOf, tolerancesOf, type ReviewData, type Sample } from '../reviewData';
import type { Evidence, MissingEvidence } from '../types';

import { firstInReach } from './outsidePods';
import { remember } from './remember';

/** How much memory the node had left around an interval. */
export type Shortage =
  | {
      readonly is: 'exhausted' | 'low' | 'room';
      /** Carried on by its slope it would have been exhausted within the interval. */
      readonly falling: boolean;
      readonly item: Evidence;
    }
  | { readonly is: 'unknown'; readonly missing: MissingEvidence };

/** Of capacity. What the kernel thinks is left falls to its watermarks, about a hundredth, before it kills. */
const EXHAUSTED_OF_KERNEL = 0.03;
/** The working set leaves out slab, page tables and stacks, so that a node is out of memory before it reads nothing. */
const EXHAUSTED_OF_WORKING_SET = 0.04;
const ROOM = 0.1;

/** At the looks around and within the interval, the last one before carried on by its slope: a leak does not wait for a scrape. */
export function nodeShortage({ earliest, latest }: Interval, data: ReviewData): Shortage {
  return askShortage(data.memory, { earliest, latest }, data);
}

const askShortage = remember((_: ReviewData['memory'], when: Interval, data: ReviewData): Shortage => {
  const { capacity } = nodeAt(data.memory, when.earliest);
  if (capacity === undefined) {
    return { is: 'unknown', missing: NODE };
  }
  const ofKernel = looks(data.memAvailable ?? [], when, data).map((look) => ({
    ...look,
    least: EXHAUSTED_OF_KERNEL * capacity,
    source: 'node_memory_MemAvailable_bytes',
    query: undefined,
  }));
  const used = around(data.nodeUsed ?? [], when).map((sample) => ({
    ...sample,
    value: Math.max(0, capacity - sample.value),
  }));
  const ofWorkingSet = looks(used, when, data).map((look) => ({
    ...look,
    least: EXHAUSTED_OF_WORKING_SET * capacity,
    source: 'nodeAvailable',
    query: data.queries.availableBy?.[look.sample.source] ?? data.queries.available,
  }));
  const all = [...ofKernel, ...ofWorkingSet].sort((a, b) => a.sample.value - a.least - (b.sample.value - b.least));
  const [lowest] = all;
  if (!lowest) {
    return { is: 'unknown', missing: NODE };
  }
  const { least, sample, source, query } = lowest;
  // What the pods took between two looks may have been all that was left.
  const hasRoom = sample.value >= ROOM * capacity && firstInReach(when, data)?.is !== 'node';
  const is = sample.value <= least ? 'exhausted' : hasRoom ? 'room' : 'low';
  const falling = all.some((look) => look.carried <= look.least);
  const evictionHard = nodeAt(data.memory, when.earliest).evictionHard;
  return {
    is,
    falling,
    item: {
      speaks: 'for',
      text: `the node had ${formatMiB(sample.value)} available${falling && is !== 'exhausted' ? ', and falling' : ''}`,
      source,
      ...(query !== undefined && { query }),
      value: formatMiB(sample.value),
      ...(evictionHard !== undefined && source === 'nodeAvailable' && { threshold: formatMiB(evictionHard) }),
      at: sample.at,
    },
  };
});

/** The samples that a look at the interval needs: two before, those within, one after. */
function around<S extends Sample>(samples: readonly S[], { earliest, latest }: Interval): readonly S[] {
  const last = lastIndexBy(samples, earliest, timeOf);
  return samples.slice(Math.max(0, last - 1), firstIndexFrom(samples, latest, timeOf) + 1);
}

interface Look<S extends Sample> {
  readonly sample: S;
  /** Where it led by the end of the interval. */
  readonly carried: number;
}

function looks<S extends Sample>(
  samples: readonly S[],
  { earliest, latest }: Interval,
  data: ReviewData
): Array<Look<S>> {
  const { fresh } = tolerancesOf(data);
  const last = lastBefore(samples, earliest);
  const before = last && samples[samples.indexOf(last) - 1];
  const next = firstAfter(samples, latest);
  const slope =
    last && before && last.at - before.at <= fresh ? (last.value - before.value) / (last.at - before.at) : 0;
  // No further than to the next look: whatever fell until then is in it.
  const until = Math.min(latest, next?.at ?? latest, (last?.at ?? latest) + fresh);
  return [
    ...(last && earliest - last.at <= fresh
      ? [{ sample: last, carried: Math.max(0, last.value + Math.min(0, slope) * Math.max(0, until - last.at)) }]
      : []),
    ...samples.filter(({ at }) => at > earliest && at < latest).map((sample) => ({ sample, carried: sample.value })),
    ...(next && next.at - latest <= fresh ? [{ sample: next, carried: next.value }] : []),
  ];
}

const NODE: MissingEvidence = {
  what: 'how much memory the node had left around then',
  setting: 'run node_exporter, and do not drop cAdvisor’s series of id="/"',
};
