import { couldBeCounted, isNear } from '../../events/countedThen';
import { DELAY } from '../../events/delays';
import type { Interval, Rise } from '../../events/eventsObserved';
import { touches } from '../../events/touches';
import { tolerancesOf, type ReviewData } from '../reviewData';
import type { Evidence, MissingEvidence } from '../types';

import { roseItem } from './kernelCount';

/** What cAdvisor's count of OOM kills at the root cgroup says of an interval. */
export type RootCount =
  /**
   * `own`: of one process, within a few scrapes, and no more kills fit it than it counts. `all`: as many, and nothing ended untold,
   * so that each is one of those it counted; where it counts more, nothing told of some, and these may be all that it counted.
   */
  | { readonly is: 'rose'; readonly own: boolean; readonly all: boolean; readonly item: Evidence }
  /** By a cAdvisor that had just started, which reads the kernel's old messages again. */
  | { readonly is: 'replayed' }
  | { readonly is: 'stood still'; readonly item: Evidence }
  | { readonly is: 'unread'; readonly missing: MissingEvidence };

export function rootCount(when: Interval, data: ReviewData): RootCount {
  const { rootKills, looks } = data.observed;
  const around = { earliest: when.earliest - DELAY.clockSkew, latest: when.latest + DELAY.runtimeReport };
  const rise = rootKills.find((one) => touches(one, around));
  if (rise) {
    return isReplayed(rise, data)
      ? { is: 'replayed' }
      : { is: 'rose', ...fit(rise, data), item: { ...roseItem(rise, COUNTED), about: { id: '/' } } };
  }
  const before = looks.root.filter((at) => at <= around.earliest).pop();
  const after = looks.root.find((at) => at >= around.latest);
  const isRead = before !== undefined && after !== undefined && after - before <= tolerancesOf(data).narrow * 2;
  const isOneProcess =
    isRead && !data.observed.restarts.some((start) => touches(start, { earliest: before, latest: after }));
  return isOneProcess ? { is: 'stood still', item: stillItem(after) } : { is: 'unread', missing: ROOT };
}

const COUNTED = 'an OOM kill was counted at the root cgroup about then';

/** The kubelet's cAdvisor reads the kernel's ring buffer from its beginning when it starts, so old kills are counted again. */
function isReplayed({ base, ...rise }: Rise, { observed }: ReviewData): boolean {
  const starts = observed.restarts.filter(({ of }) => of === 'kubelet');
  const hasJustStarted = starts.some(({ startedAt }) =>
    touches(rise, { earliest: startedAt - DELAY.clockSkew, latest: startedAt + DELAY.logReplay + DELAY.clockSkew })
  );
  return (base !== undefined && base !== 'read') || hasJustStarted;
}

/** It proves a number of kills, and each of them only where no more fit: of all ends, explained by the node's count or not. */
function fit(rise: Rise, data: ReviewData): { own: boolean; all: boolean } {
  const { kills, ends } = data.observed;
  const fittingKills = kills.filter(({ end, rise: count }) =>
    end ? couldBeCounted(end, rise) : count !== undefined && touches(count, rise)
  );
  const fitting = fittingKills.length + ends.filter((end) => couldBeCounted(end, rise)).length;
  const isNarrow = rise.latest - rise.earliest <= tolerancesOf(data).narrow;
  const own = rise.sameProcess === true && isNarrow && fitting <= rise.by;
  return { own, all: own && fitting === rise.by && !isEndUntold(rise, data) };
}

/** Who was evicted or deleted about then may have been counted as well: its status went with its pod. */
function isEndUntold(rise: Rise, { observed }: ReviewData): boolean {
  const around = { earliest: rise.earliest - DELAY.clockSkew, latest: rise.latest + DELAY.clockSkew };
  return (
    observed.evictions.some((eviction) => touches(eviction, around)) ||
    observed.ends.some((end) => end.exitCode === undefined && isNear(end, rise) && !couldBeCounted(end, rise))
  );
}

function stillItem(at: number): Evidence {
  return {
    speaks: 'against',
    text: 'cAdvisor counted no OOM kill at the root cgroup',
    source: 'container_oom_events_total',
    at,
  };
}

const ROOT: MissingEvidence = {
  what: 'cAdvisor’s count of OOM kills at the root cgroup',
  setting: 'keep container_oom_events_total of id="/"',
};
