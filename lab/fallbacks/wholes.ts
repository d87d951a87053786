import { ALL_RECORDED, serverName, type Recorded } from '../../tools/recordings';
import { recordedScope } from '../../tools/reviewRecording';
import { runWorld } from '../simulator/world';
import { dumpRecording } from '../truth/dumpRecording';
import { randomScenario } from '../truth/randomScenario';
import { scopeOf } from '../truth/reviewWorld';
import { completely } from '../truth/without';

import type { Whole } from './measure';

/** Of both recorded nodes (recordings' kubelet-config.yaml). */
const RECORDED_SETTINGS = { nodes: '*', kubeReserved: '1638Mi', evictionHard: 'memory.available<750Mi' };

/** A recording in one collection, as far as that has the series. */
export const recordedWhole = (recorded: Recorded): Whole => ({
  name: serverName(recorded),
  source: dumpRecording(recorded),
  scope: recordedScope(recorded.recording),
  settings: RECORDED_SETTINGS,
});

export const RECORDED_WHOLES: readonly Recorded[] = ALL_RECORDED;

/** A simulated node of that seed with everything collected. */
export function simulatedWhole(seed: number): Whole {
  const scenario = completely(randomScenario(seed));
  const { kubeReserved, evictionHard, kubernetes, cgroup } = scenario.node;
  const world = runWorld(scenario);
  return {
    name: `world ${seed}${kubernetes === '1.27' && cgroup === 'v2' ? KERNEL_COUNTED : ''}`,
    source: world.store,
    scope: scopeOf(world),
    settings: { nodes: '*', kubeReserved: `${kubeReserved}`, evictionHard },
  };
}

/** Kubelets 1.25 to 1.28 on cgroup v2 count kernel memory too (runc PR #3977): node_exporter cannot stand in exactly. */
export const KERNEL_COUNTED = ', kernel memory counted';
