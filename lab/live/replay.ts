import { setTimeout as wait } from 'node:timers/promises';

import type { WrittenSeries } from './encodeWriteRequest';
import type { LiveWorld } from './liveWorld';
import { timelineOf } from './timeline';

interface ReplayOptions {
  readonly write: (series: readonly WrittenSeries[]) => Promise<void>;
  readonly clock?: () => number;
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** Called for each thing that happened, when it is there to be seen. */
  readonly onIncident?: (incident: LiveWorld['incidents'][number]) => void;
  readonly signal?: AbortSignal;
}

const TICK = 1000;

/** Writes the past at once and the rest as its time comes; resolves when the scenario is over. */
export async function replay(
  { world, placed, incidents }: LiveWorld,
  { write, clock = Date.now, sleep = wait, onIncident = () => {}, signal }: ReplayOptions
): Promise<void> {
  const timeline = timelineOf(world.store.all());
  let told = 0;
  const sorted = [...incidents].sort((a, b) => a.startMs - b.startMs);
  while (!timeline.isOver() && !signal?.aborted) {
    const until = placed.shownUntil(clock());
    const series = timeline.takeUntil(until);
    if (series.length > 0) {
      await write(series);
    }
    for (let next = sorted[told]; next && next.startMs <= until; next = sorted[told]) {
      onIncident(next);
      told += 1;
    }
    await sleep(TICK);
  }
}
