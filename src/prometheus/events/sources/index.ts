import type { EventSource } from '../eventSource';

import { CONTAINERS } from './containers';
import { FINISHED, REASONS, RESTARTS } from './containerStatuses';
import { EVICTIONS } from './evictions';
import { OOM_CONTAINERS, OOM_KILLS, OOM_STARTS } from './oomKills';
import { POD_STATUSES, PODS } from './pods';
import { PRESSURE } from './pressure';

export const EVENT_SOURCES: readonly EventSource[] = [
  EVICTIONS,
  OOM_KILLS,
  OOM_CONTAINERS,
  OOM_STARTS,
  PRESSURE,
  PODS,
  POD_STATUSES,
  FINISHED,
  REASONS,
  RESTARTS,
  CONTAINERS,
];
