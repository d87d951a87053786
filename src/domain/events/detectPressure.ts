import type { PressureWindow } from './events';
import type { Series } from '../series';
import type { EpochMs } from '../units';

export interface PressureViews {
  /** 1 while the condition (or its taint) holds. */
  readonly held?: Series;
  /** 1 while it is known not to hold. */
  readonly cleared?: Series;
}

/**
 * Windows of memory pressure. While the status is unknown (a node that does not report) the pressure is taken to go on: the
 * kubelet holds the condition for minutes and only `false` ends it.
 */
export function detectPressure({
  held,
  cleared,
}: PressureViews): Array<Pick<PressureWindow, 'earliest' | 'latest' | 'ended'>> {
  const holds = trueTimes(held);
  const ends = trueTimes(cleared);
  const times = [...new Set([...holds, ...ends])].sort((a, b) => a - b);
  const windows: Array<{ earliest: EpochMs; latest: EpochMs; ended: boolean }> = [];
  let open: { earliest: EpochMs; latest: EpochMs } | undefined;
  for (const time of times) {
    if (holds.has(time)) {
      open = open ? { ...open, latest: time } : { earliest: time, latest: time };
    } else if (open) {
      windows.push({ earliest: open.earliest, latest: time, ended: true });
      open = undefined;
    }
  }
  return open ? [...windows, { ...open, ended: false }] : windows;
}

function trueTimes(series: Series | undefined): Set<EpochMs> {
  return new Set(series?.times.filter((_, i) => series.values[i] === 1) ?? []);
}
