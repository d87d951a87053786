import { progress } from '../../tools/progress';
import type { Scenario } from '../simulator/scenario';

import { liveWorld } from './liveWorld';
import { remoteWrite } from './remoteWrite';
import { replay } from './replay';

interface PlayOptions {
  readonly prometheus: string;
  readonly speed: number;
  readonly past?: number;
  readonly signal?: AbortSignal;
}

/** Plays the scenario into the Prometheus, and says what happens when it does. */
export async function playLive(scenario: Scenario, { prometheus, speed, past, signal }: PlayOptions): Promise<void> {
  const live = liveWorld(scenario, { now: Date.now(), speed, ...(past !== undefined && { past }) });
  const minutes = (ms: number) => `${(ms / 60_000).toFixed(1)} min`;
  progress(
    `Plays ${scenario.name} on node ${scenario.node.name}: ${minutes(live.past)} of it at once, then ` +
      `${minutes(scenario.duration - live.past)} in ${minutes((scenario.duration - live.past) / speed)}`
  );
  await replay(live, {
    write: (series) => remoteWrite(prometheus, series),
    onIncident: ({ verdict, startMs, victims }) =>
      progress(
        `${new Date(startMs).toISOString().slice(11, 19)} ${verdict}: ${victims.map(({ pod }) => pod).join(', ')}`
      ),
    ...(signal && { signal }),
  });
}
