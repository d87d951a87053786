import { readScenario } from '../simulator/scenario';

import { liveWorld } from './liveWorld';
import { replay } from './replay';
import { chooseScenario, scenarioNames } from './chooseScenario';

const NOW = Date.UTC(2026, 10, 25, 19, 0);
const MINUTE = 60_000;

/** A clock that runs when somebody waits. */
function clockFrom(start: number) {
  let now = start;
  return {
    clock: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
}

describe('replay', () => {
  it('writes every sample of the world once, none before its time, and tells an incident when it can be seen', async () => {
    const live = liveWorld(chooseScenario('oom1'), { now: NOW, speed: 1 });
    const { clock, sleep } = clockFrom(NOW);
    let count = 0;
    const told: Array<[string, number]> = [];
    await replay(live, {
      clock,
      sleep,
      write: async (series) => {
        for (const { samples } of series) {
          count += samples.length;
          expect(samples.at(-1)?.at ?? 0).toBeLessThanOrEqual(clock());
        }
      },
      onIncident: ({ verdict, startMs }) => told.push([verdict, clock() - startMs]),
    });
    expect(count).toBe(live.world.store.all().reduce((sum, { times }) => sum + times.length, 0));
    expect(told[0]?.[0]).toBe('oom1-container-limit');
    expect(told.every(([, late]) => late >= 0 && late <= 1000)).toBe(true);
  });

  it('ends when it is told to', async () => {
    const live = liveWorld(chooseScenario('quiet'), { now: NOW, speed: 1 });
    await expect(replay(live, { write: async () => {}, signal: AbortSignal.abort() })).resolves.toBeUndefined();
  });
});

describe('liveWorld', () => {
  it.each(scenarioNames())('%s has its first incident within two minutes of the clock, or none', (name) => {
    const { world, incidents } = liveWorld(chooseScenario(name), { now: NOW, speed: 1 });
    const first = Math.min(...incidents.map(({ startMs }) => startMs));
    expect(incidents.length === 0 || (first >= NOW && first <= NOW + 2 * MINUTE)).toBe(true);
    expect(world.from).toBeLessThanOrEqual(NOW);
  });

  it('has as much of a past as is asked for', () => {
    const scenario = readScenario('duration: 10m');
    expect(liveWorld(scenario, { now: NOW, speed: 1, past: 3 * MINUTE }).world.from).toBe(NOW - 3 * MINUTE);
    expect(liveWorld(scenario, { now: NOW, speed: 7, past: 3 * MINUTE }).world.to).toBe(NOW + MINUTE);
  });
});

describe('chooseScenario', () => {
  it('says which there are', () => {
    expect(() => chooseScenario('oom9')).toThrow(/No scenario "oom9".*oom1, oom2/);
  });
});
