import type { EventSource } from '../eventSource';

import { CONTAINERS } from './containers';
import { FINISHED, REASONS, RESTARTS } from './containerStatuses';
import { EVICTIONS } from './evictions';
import { OOM_KILLS } from './oomKills';
import { PODS } from './pods';
import { PRESSURE } from './pressure';

export const EVENT_SOURCES: readonly EventSource[] = [
  EVICTIONS,
  OOM_KILLS,
  PRESSURE,
  PODS,
  FINISHED,
  REASONS,
  RESTARTS,
  CONTAINERS,
];
