import { decodeScenario, readScenario, ScenarioError } from './scenario';

describe('readScenario', () => {
  it('takes quantities and times as Kubernetes writes them', () => {
    const { duration, pods, node } = readScenario(`
duration: 1m30s
node: {memory: 4Gi, evictionHard: memory.available<5%}
pods:
  - name: web
    containers:
      - {name: web, limit: 300Mi, memory: {start: 64Mi, grow: {by: 1Mi, every: 250ms}}}
`);
    expect(duration).toBe(90_000);
    expect(node.memory).toBe(4 * 1024 ** 3);
    expect(pods[0]?.containers[0]).toMatchObject({ limit: 314_572_800, memory: { grow: { every: 250 } } });
  });

  test.each([
    [
      'a quantity that is none',
      'duration: 5m\npods: [{name: a, containers: [{name: a, limit: 300Xi}]}]',
      'pods.0.containers.0.limit: "300Xi"',
    ],
    ['a length of time without its unit', 'duration: "90"', 'duration: "90" is not a length of time'],
    ['a word that is unknown', 'duration: 5m\nnode: {memroy: 4Gi}', 'node.memroy'],
    ['an event that is unknown', 'duration: 5m\nevents: [{at: 1m, do: explode}]', 'events.0.do'],
    ['an event without its time', 'duration: 5m\nevents: [{do: drain}]', 'events.0.at'],
    [
      'a pod without containers',
      'duration: 5m\npods: [{name: a, containers: []}]',
      'pods.0.containers: a pod needs a container',
    ],
    [
      'a pod that the API server would refuse',
      'duration: 5m\npods: [{name: a, owner: ReplicaSet, restartPolicy: Never, containers: [{name: a}]}]',
      'pods.0: the API server takes no pods of a ReplicaSet with restartPolicy Never',
    ],
    [
      'a path without its namespace',
      'duration: 5m\nevents: [{at: 1m, do: delete, pod: web}]',
      'events.0.pod: expected namespace/name',
    ],
    ['what is no YAML', 'duration: [', 'not YAML'],
  ])('names the place of %s', (_, yaml, expected) => {
    expect(() => readScenario(yaml)).toThrow(ScenarioError);
    expect(() => readScenario(yaml)).toThrow(expected);
  });

  it('refuses what is no scenario at all', () => {
    expect(() => decodeScenario('oom1')).toThrow(ScenarioError);
  });
});
