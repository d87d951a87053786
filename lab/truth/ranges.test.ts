import { exportJson } from '../../src/domain/incidents/exportJson';
import type { Incident } from '../../src/domain/incidents/types';
import { readScenarioFile } from '../simulator/readScenarioFile';
import { scenario } from '../simulator/scenario';
import { truthOf } from '../simulator/truth';
import { runWorld } from '../simulator/world';

import { reviewRange, reviewScenario } from './reviewScenario';
import { CHECKOUT, MEM_LEAK, SHOP } from './shop';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const whole = (incident: Incident) => exportJson({ ...incident, begunBefore: false });

test.each(['oom1', 'oom2', 'oom3', 'oom4', 'node-exhausted', 'race', 'node-restart'])(
  '%s is the same incident to the last word in a review of five minutes, of a day and of a week',
  async (name) => {
    const world = runWorld(readScenarioFile('scenarios', name));
    const all = await reviewRange(world);
    const day = await reviewRange(world, { from: world.to - 24 * HOUR, step: 2 * MINUTE });
    const week = await reviewRange(world, { from: world.to - 100 * HOUR, to: world.to + 68 * HOUR, step: 14 * MINUTE });
    expect(all.length).toBeGreaterThan(0);
    expect([day, week].map((found) => found.map(whole))).toEqual([all.map(whole), all.map(whole)]);
    for (const incident of all) {
      const near = await reviewRange(world, { from: incident.end - 2.5 * MINUTE, to: incident.end + 2.5 * MINUTE });
      expect(near.filter(({ id }) => id === incident.id).map(whole)).toEqual([whole(incident)]);
    }
  }
);

test('an incident within which a range begins says that it may have begun earlier', async () => {
  const pods = [...SHOP, { ...CHECKOUT, start: '2m' }];
  const { world, incidents } = await reviewScenario({ duration: '70m', pods });
  expect(incidents.map(({ verdict, begunBefore }) => [verdict, begunBefore])).toEqual([
    ['oom1-container-limit', undefined],
  ]);
  const end = await reviewRange(world, { from: world.to - 5 * MINUTE, to: world.to });
  expect(end.map(({ verdict, begunBefore }) => [verdict, begunBefore])).toEqual([['oom1-container-limit', true]]);
});

test('a crash loop longer than what is read at once is one incident, with each of its ends once, whatever the range', async () => {
  const pods = [...SHOP, { ...CHECKOUT, start: '20m' }];
  const events = [{ at: '6h10m', do: 'create' as const, pod: MEM_LEAK }];
  const world = runWorld(scenario({ duration: '8h', pods, events }));
  const [loop] = truthOf(world).incidents;
  const reviews = [
    await reviewRange(world),
    await reviewRange(world, { from: world.to - 24 * HOUR, step: 2 * MINUTE }),
    await reviewRange(world, { from: world.to - 100 * HOUR, to: world.to + 68 * HOUR, step: 14 * MINUTE }),
  ];
  const [all = []] = reviews;
  expect(all.map(({ verdict }) => verdict)).toEqual(['oom1-container-limit', 'oom2-allocatable-evicted']);
  expect(all[0]?.victims.length).toBe(loop?.victims.length);
  expect(all[0]?.headline).toContain(`${loop?.victims.length} times`);
  expect(reviews.map((found) => found.map(whole))).toEqual(reviews.map(() => all.map(whole)));
}, 60_000);
