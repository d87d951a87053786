import { readFileSync } from 'node:fs';

import { effectiveMemory } from './effectiveMemory';
import { readManifests } from './readManifests';

interface Answer {
  readonly spec: object;
  readonly requestBytes: number;
  /** Of the pod's own cgroup; absent: none. */
  readonly podLimitBytes?: number;
  readonly qos: string;
}

/** Kubernetes' own answers (test/fixtures/oracles/README.md). */
const ANSWERS = readFileSync('test/fixtures/oracles/pod-resources.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line): [string, Answer] => [line.slice(0, 100), JSON.parse(line)]);

test('the oracle holds sidecars, resources of the pod itself, overhead, and pods with and without a limit', () => {
  const specs = ANSWERS.map(([, { spec }]) => JSON.stringify(spec));
  for (const part of ['"restartPolicy":"Always"', '"overhead"', '"resources":{"limits":{"memory"']) {
    expect(specs.some((spec) => spec.includes(part))).toBe(true);
  }
  expect(new Set(ANSWERS.map(([, { podLimitBytes }]) => podLimitBytes === undefined)).size).toBe(2);
  expect(new Set(ANSWERS.map(([, { qos }]) => qos)).size).toBe(3);
});

test.each(ANSWERS)('%s…', (_, { spec, requestBytes, podLimitBytes, qos }) => {
  const [pod] = readManifests([{ kind: 'Pod', metadata: { name: 'a' }, spec }]).pods;
  expect(pod && effectiveMemory(pod)).toMatchObject({ request: requestBytes, qos });
  expect(pod && effectiveMemory(pod).limit).toBe(podLimitBytes);
});
