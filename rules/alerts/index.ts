import type { AlertRule } from '../rule';

import { containerOomKilled } from './containerOomKilled';
import { eviction } from './eviction';
import { innocentPodsEvicted } from './innocentPodsEvicted';
import { kubepodsLimitNear } from './kubepodsLimitNear';
import { allocatableSoon, evictionHardSoon } from './lineSoon';
import { nodeNearEviction } from './nodeNearEviction';
import { nodeOutOfMemory } from './nodeOutOfMemory';
import { nodeRestarted } from './nodeRestarted';
import { podsOverAllocatable } from './podsOverAllocatable';
import { processOomKilled } from './processOomKilled';
import { reserveTooSmall } from './reserveTooSmall';

/** Before it happens, as it happens, and what it came from. */
export const ALERTS: readonly AlertRule[] = [
  nodeNearEviction,
  allocatableSoon,
  evictionHardSoon,
  podsOverAllocatable,
  kubepodsLimitNear,
  eviction,
  innocentPodsEvicted,
  containerOomKilled,
  processOomKilled,
  nodeOutOfMemory,
  reserveTooSmall,
  nodeRestarted,
];
