import { readScenarioFile } from '../simulator/readScenarioFile';
import { truthOf } from '../simulator/truth';
import { runWorld } from '../simulator/world';

test('a node of the fleet has 30 pods, and one of them comes to its limit', () => {
  const { duration, pods, ...rest } = readScenarioFile('fleet', 'node');
  expect(duration).toBe(6 * 3_600_000);
  expect(pods.reduce((sum, { replicas }) => sum + replicas, 0)).toBe(30);
  const { incidents } = truthOf(runWorld({ ...rest, duration: 3 * 3_600_000, pods }));
  expect(incidents.map(({ verdict }) => verdict)).toEqual(['oom1-container-limit']);
});
