import type { HeldCondition, Interval, Looks, Restart } from '../../domain/events/eventsObserved';
import type { Series } from '../../domain/series';
import type { EpochMs } from '../../domain/units';
import type { PromReply } from '../ports/port';

import { partOf } from './eventSource';
import { EVICTIONS } from './sources/evictions';
import { OOM_KILLS } from './sources/oomKills';
import { kubeStateTimes } from './sources/pods';
import { kubeStateClock, PRESSURE } from './sources/pressure';

/** Two readings of one start time may differ by a second (a boot time is the clock less the uptime). */
const SAME_START = 5;

/** Starts of the node and of its kubelet: from the last look at what ran before to the first look at what started. */
export function restartsOf(reply: PromReply, queries: { readonly node: string; readonly kubelet: string }): Restart[] {
  const node = { of: 'node', metric: 'node_boot_time_seconds', query: queries.node } as const;
  const kubelet = { of: 'kubelet', metric: 'process_start_time_seconds', query: queries.kubelet } as const;
  const boots = startsIn(partOf(reply, OOM_KILLS, 'startedAt')[0]).map((start) => ({ ...node, ...start }));
  const starts = startsIn(partOf(reply, EVICTIONS, 'startedAt')[0]).map((start) => ({ ...kubelet, ...start }));
  return [...boots, ...starts].sort((a, b) => a.latest - b.latest);
}

function startsIn(series: Series | undefined): Array<Pick<Restart, 'earliest' | 'latest' | 'startedAt'>> {
  const { times = [], values = [] } = series ?? {};
  return times.flatMap((latest, i) => {
    const [start = NaN, before = NaN] = [values[i], values[i - 1]];
    const startedAt = start * 1000;
    // A look may repeat what was read up to five minutes before: nothing of before outlived the start.
    return start - before > SAME_START
      ? [{ earliest: Math.min(times[i - 1] ?? latest, startedAt), latest, startedAt }]
      : [];
  });
}

/** When Ready was false or unknown. */
export function notReadyOf(reply: PromReply): HeldCondition[] {
  const looks = kubeStateTimes(reply);
  const clock = kubeStateClock(reply);
  return (['false', 'unknown'] as const).flatMap((status) =>
    partOf(reply, PRESSURE, 'ready')
      .filter(({ labels }) => labels['status'] === status)
      .flatMap(({ times }) => held(times, looks, clock))
      .map((interval) => ({ ...interval, status }))
  );
}

/** When the node took no pods. */
export function cordonedOf(reply: PromReply): Interval[] {
  const [series] = partOf(reply, PRESSURE, 'unschedulable');
  return held(series?.times ?? [], kubeStateTimes(reply), kubeStateClock(reply));
}

/** Looks that follow each other without another in between are one stretch. */
function held(times: readonly EpochMs[], looks: readonly EpochMs[], clock: (time: EpochMs) => EpochMs): Interval[] {
  const on = new Set(times);
  const stretches: Interval[] = [];
  let from: EpochMs | undefined;
  for (const look of [...new Set([...looks, ...times])].sort((a, b) => a - b)) {
    if (on.has(look)) {
      from ??= look;
    } else if (from !== undefined) {
      stretches.push({ earliest: clock(from), latest: clock(look) });
      from = undefined;
    }
  }
  const last = times[times.length - 1];
  return from === undefined || last === undefined
    ? stretches
    : [...stretches, { earliest: clock(from), latest: clock(last) }];
}

/** When each source answered. */
export function looksOf(reply: PromReply): Looks {
  const clock = kubeStateClock(reply);
  const stamps = (series: Series | undefined) =>
    [...new Set((series?.values ?? []).filter(Number.isFinite).map((seconds) => seconds * 1000))].sort((a, b) => a - b);
  return {
    kubelet: stamps(partOf(reply, EVICTIONS, 'alive')[0]),
    statuses: [...new Set(kubeStateTimes(reply).map(clock))].sort((a, b) => a - b),
    root: stamps(partOf(reply, OOM_KILLS, 'rootAt')[0]),
  };
}
