import { readScenario, ScenarioError, type PodSpec, type Scenario } from '../simulator/scenario';

/** What a real machine's memory may be asked for, whatever a scenario says. */
const MOST = 1024 ** 3;

/**
 * A scenario for real processes, in the simulator's format. The machine's memory is what it is: of the node's numbers, what
 * counts is the difference of memory and reserves, the kubepods limit.
 * @throws ScenarioError for what only the simulator can play
 */
export function readHostScenario(yaml: string): Scenario {
  const scenario = readScenario(yaml);
  const problems = [
    ...(scenario.events.length > 0 ? ['events: only the simulator can play them'] : []),
    ...(scenario.node.evictionSoft ? ['node.evictionSoft: the small kubelet knows hard thresholds only'] : []),
    ...scenario.pods.flatMap((pod, i) => podProblems(pod).map((problem) => `pods.${i}.${problem}`)),
    ...(kubepodsLimitOf(scenario) > MOST ? ['node: more than 1Gi for pods, which a shared machine may not have'] : []),
  ];
  if (problems.length > 0) {
    throw new ScenarioError(problems.join('\n'));
  }
  return scenario;
}

export const kubepodsLimitOf = ({ node: { memory, kubeReserved, systemReserved } }: Scenario): number =>
  memory - kubeReserved - systemReserved;

function podProblems({ owner, replicas, sidecars, containers }: PodSpec): string[] {
  return [
    ...(owner === 'bare' ? [] : [`owner: "${owner}" needs controllers, which only the simulator has`]),
    ...(replicas === 1 ? [] : ['replicas: 1 is all that runs without controllers']),
    ...(sidecars.length === 0 ? [] : ['sidecars: only the simulator has them']),
    ...containers.flatMap(({ memory, workers }, i) => [
      ...(workers ? [`containers.${i}.workers: only the simulator has them`] : []),
      ...(memory.exit ? [`containers.${i}.memory.exit: the leak tool ends by itself or by the kernel`] : []),
      ...(memory.cache ? [`containers.${i}.memory.cache: the leak tool reads no files`] : []),
    ]),
  ];
}
