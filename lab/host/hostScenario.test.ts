import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { truthOf } from '../simulator/truth';
import { runWorld } from '../simulator/world';

import { kubepodsLimitOf, readHostScenario } from './hostScenario';

const FOLDER = join(__dirname, 'scenarios');
const read = (name: string) => readHostScenario(readFileSync(join(FOLDER, `${name}.yaml`), 'utf8'));

const VERDICTS = { oom1: 'oom1-container-limit', oom2: 'oom2-allocatable-evicted', oom4: 'oom4-kubepods-limit' };

describe('the scenarios for a real kernel', () => {
  it('are these', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(VERDICTS).map((name) => `${name}.yaml`));
  });

  it.each(Object.entries(VERDICTS))('%s is the same incident to the simulator: %s', (name, verdict) => {
    const { incidents } = truthOf(runWorld(read(name)));
    expect([...new Set(incidents.map((incident) => incident.verdict))]).toEqual([verdict]);
  });

  it.each(Object.keys(VERDICTS))('%s asks for no more than 600 MiB of a machine that others use', (name) => {
    expect(kubepodsLimitOf(read(name))).toBeLessThanOrEqual(600 * 1024 ** 2);
  });
});

describe('what only the simulator can play is refused, with its place', () => {
  const POD = 'name: a, containers: [{name: a}]';
  it.each([
    ['events: [{at: 1s, do: drain}]', 'events: only the simulator'],
    [`pods: [{owner: DaemonSet, ${POD}}]`, 'pods.0.owner: "DaemonSet" needs controllers'],
    [`pods: [{replicas: 2, ${POD}}]`, 'pods.0.replicas'],
    ['pods: [{name: a, containers: [{name: a, memory: {exit: {code: 1}}}]}]', 'pods.0.containers.0.memory.exit'],
    ['pods: [{name: a, containers: [{name: a, workers: {count: 1, memory: {}}}]}]', 'pods.0.containers.0.workers'],
    ['pods: [{name: a, containers: [{name: a, memory: {cache: {by: 1Mi, to: 2Mi}}}]}]', 'memory.cache'],
    ['node: {memory: 24Gi}', 'more than 1Gi for pods'],
    [
      'node: {evictionSoft: {threshold: memory.available<1Gi, gracePeriod: 1m, maxPodGracePeriod: 10s}}',
      'node.evictionSoft',
    ],
  ])('%s', (yaml, problem) => {
    const small = yaml.startsWith('node') ? '' : 'node: {memory: 2Gi}\n';
    expect(() => readHostScenario(`duration: 1m\n${small}${yaml}`)).toThrow(problem);
  });
});
