import { scenario } from '../simulator/scenario';
import { runWorld } from '../simulator/world';

import { judge } from './judge';
import { reviewWorld } from './reviewWorld';
import { CHECKOUT, SHOP } from './shop';

/** A container that the kernel kills at its limit once, and a loss of power so many seconds after. */
function killedBeforePowerLoss(seconds: number) {
  const before = runWorld(scenario({ duration: '12m', pods: [...SHOP, CHECKOUT] }));
  const kill = before.facts.find(({ kind }) => kind === 'oom-kill');
  const at = Math.round(((kill?.at ?? NaN) - before.from) / 1000) + seconds;
  const world = runWorld(
    scenario({
      duration: '30m',
      pods: [...SHOP, CHECKOUT],
      events: [{ at: `${at}s`, do: 'power-loss', for: '10m' }],
    })
  );
  const first = world.facts.find((fact) => fact.kind === 'oom-kill')?.at ?? NaN;
  return judge(world, []).found.filter(({ endMs }) => endMs - first < 5000);
}

test.each([
  ['is missed by nobody where the node lost its power before anybody looked', 5, []],
  ['is missed by who does not tell it where there was time to look', 50, ['missed']],
])('what happened %s', (_, seconds, outcomes) => {
  expect(killedBeforePowerLoss(seconds).map(({ outcome }) => outcome)).toEqual(outcomes);
});

test.each([
  ['right where it went with the power, though its end is told when the node is up again', 0, 0],
  ['wrong where it had not ended for minutes', -600_000, 1],
])('who is said to have ended with a node is %s', async (_, moved, wrong) => {
  const world = runWorld(
    scenario({ duration: '45m', pods: [...SHOP], events: [{ at: '20m', do: 'power-loss', for: '10m' }] })
  );
  const off = (world.facts.find(({ kind }) => kind === 'node-restart')?.at ?? NaN) + moved;
  const said = (await reviewWorld(world)).filter(({ verdict }) => verdict === 'node-restarted');
  const moments = said.map((incident) => ({
    ...incident,
    victims: incident.victims.slice(0, 1).map((victim) => ({ ...victim, earliest: off - 30_000, latest: off })),
  }));
  const { victims } = judge(world, moments);
  expect([victims.said, victims.wrong.length]).toEqual([1, wrong]);
});

describe('a certain eviction of which another pod is named', () => {
  const world = runWorld(
    scenario({ duration: '20m', pods: [...SHOP], events: [{ at: '8m', do: 'fill-disk', for: '10s' }] })
  );

  test.each(['likely', 'certain'] as const)(
    'is judged with the name only where that is certain as well: %s',
    async (who) => {
      const said = (await reviewWorld(world)).filter(({ verdict }) => verdict === 'evicted-other');
      const wrong = said.map((incident) => ({
        ...{ ...incident, confidence: 'certain' as const },
        victims: incident.victims.map((victim) => ({ ...victim, pod: 'nobody', confidence: who })),
      }));
      const { verdicts, victims, sureVictims } = judge(world, wrong);
      const isCertain = who === 'certain';
      expect(verdicts.map(({ right }) => right)).toEqual(said.map(() => !isCertain));
      expect([victims, sureVictims].map((one) => one.said - one.right)).toEqual([
        said.length,
        isCertain ? said.length : 0,
      ]);
      expect(said.length).toBeGreaterThan(0);
    }
  );
});
