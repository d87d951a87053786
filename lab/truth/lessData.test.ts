import { CONFIDENCES } from '../../src/domain/incidents/confidenceTable';
import type { Incident } from '../../src/domain/incidents/types';
import { readScenarioFile } from '../simulator/readScenarioFile';
import type { Scenario } from '../simulator/scenario';
import { runWorld } from '../simulator/world';

import { judge } from './judge';
import { FAMILIES } from './randomScenario';
import { reviewRange } from './reviewScenario';

const without = (scenario: Scenario, ...drop: string[]): Scenario => ({
  ...scenario,
  collection: { ...scenario.collection, drop },
});

describe.each(['oom1', 'oom2', 'oom3', 'oom4'])('%s', (name) => {
  const scenario = readScenarioFile('scenarios', name);
  let whole: readonly Incident[];
  beforeAll(async () => {
    whole = await reviewRange(runWorld(scenario));
  });

  test.each(FAMILIES)('without %s is told with no more confidence, and by no other certain cause', async (family) => {
    const world = runWorld(without(scenario, family));
    const incidents = await reviewRange(world);
    const surest = ({ confidence }: Incident) => CONFIDENCES.indexOf(confidence);
    const most = Math.max(...whole.filter(({ memory }) => memory).map(surest));
    expect(Math.max(-1, ...incidents.filter(({ memory }) => memory).map(surest))).toBeLessThanOrEqual(most);
    const { verdicts, invented } = judge(world, incidents);
    expect(verdicts.filter(({ right, confidence }) => !right && confidence === 'certain')).toEqual([]);
    expect(invented).toEqual([]);
  });
});

test('Figure 6 is found without kubelet_evictions: pressure, curves and who was gone show it', async () => {
  const incidents = await reviewRange(runWorld(without(readScenarioFile('scenarios', 'oom3'), 'kubelet_evictions')));
  expect(incidents).toContainEqual(
    expect.objectContaining({
      verdict: 'oom3-node-evicted',
      confidence: 'likely',
      culprit: expect.objectContaining({ kind: 'outside-pods' }),
    })
  );
});

test.each(['oom5', 'stopped', 'crashed', 'killed-not-oom'])(
  '%s is told without kube_pod_info as with it: the cgroups show which pods the node ran',
  async (name) => {
    const scenario = readScenarioFile('scenarios', name);
    const [whole, less] = [runWorld(scenario), runWorld(without(scenario, 'kube_pod_info'))];
    const told = async (world: typeof whole) =>
      (await reviewRange(world)).map(({ verdict, victims }) => [verdict, victims.map(({ pod }) => pod)]);
    expect(await told(less)).toEqual(await told(whole));
    expect(await told(less)).not.toEqual([]);
  }
);
