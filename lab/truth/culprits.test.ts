import { readScenarioFile } from '../simulator/readScenarioFile';
import { runWorld } from '../simulator/world';

import { judge } from './judge';
import { reviewRange, reviewScenario } from './reviewScenario';
import { MEM_LEAK, SHOP } from './shop';

test('after a gap first sight is no growth: nobody who was there before is blamed', async () => {
  const { incidents } = await reviewScenario({
    duration: '30m',
    pods: [...SHOP, MEM_LEAK],
    collection: { faults: [{ at: '3m', for: '4m', job: 'cadvisor', how: 'silent' }] },
  });
  const [incident] = incidents.filter(({ memory }) => memory);
  expect([undefined, 'mem-leak']).toContain(incident?.culprit.pod);
  expect(incident?.culprit.confidence).not.toBe('certain');
});

test('of two that grew alike none is the culprit', async () => {
  const half = (name: string) => ({
    ...MEM_LEAK,
    name,
    containers: [{ name: 'leak', memory: { start: '10Mi', grow: { by: '50Mi', every: '6s' } } }],
  });
  const { incidents } = await reviewScenario({ duration: '30m', pods: [...SHOP, half('one'), half('two')] });
  const [incident] = incidents.filter(({ memory }) => memory);
  expect(incident).toMatchObject({ verdict: 'oom2-allocatable-evicted', culprit: { kind: 'unknown' } });
});

test('a culprit of a shared ceiling is certain by growth alone of none; a container at its own limit is as sure as the verdict', async () => {
  const [shared] = (await reviewScenario({ duration: '30m', pods: [...SHOP, MEM_LEAK] })).incidents;
  expect(shared).toMatchObject({ confidence: 'certain', culprit: { pod: 'mem-leak', confidence: 'likely' } });
  expect(shared?.victims).toMatchObject([{ pod: 'mem-leak', confidence: 'certain' }]);
});

test.each(['oom1', 'oom2', 'oom3', 'oom4', 'child-killed'])(
  'with 20 % of the samples of %s lost at random nothing certain is wrong, neither verdict nor culprit nor victim',
  async (name) => {
    const scenario = readScenarioFile('scenarios', name);
    for (const seed of [1, 2, 3]) {
      const world = runWorld({ ...scenario, seed, collection: { ...scenario.collection, loss: 0.2 } });
      const incidents = await reviewRange(world);
      const { verdicts } = judge(world, incidents);
      expect(verdicts.filter(({ right, confidence }) => !right && confidence === 'certain')).toEqual([]);
      const certain = incidents.map((incident) => ({
        ...incident,
        culprit: incident.culprit.confidence === 'certain' ? incident.culprit : { kind: 'unknown' as const },
        victims: incident.victims.filter(({ confidence }) => confidence === 'certain'),
      }));
      const { culprits, victims } = judge(world, certain);
      expect([...culprits.wrong, ...victims.wrong]).toEqual([]);
    }
  }
);
