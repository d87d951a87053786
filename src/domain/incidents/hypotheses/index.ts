import { CHILD_KILLED } from './childKilled';
import { CRASHED } from './crashed';
import { EVICTED_OTHER } from './evictedOther';
import type { Hypothesis } from './hypothesis';
import { KILLED_NOT_OOM } from './killedNotOom';
import { KUBELET_RESTARTED } from './kubeletRestarted';
import { NODE_EXHAUSTED } from './nodeExhausted';
import { NODE_RESTARTED } from './nodeRestarted';
import { OOM1 } from './oom1';
import { OOM2 } from './oom2';
import { OOM3 } from './oom3';
import { OOM4 } from './oom4';
import { OOM5 } from './oom5';
import { PARENT_LIMIT } from './parentLimit';
import { REPLACED } from './replaced';
import { STOPPED } from './stopped';

/** Every cause that is thought of; of two that fit equally well the earlier stands first. */
export const HYPOTHESES: readonly Hypothesis[] = [
  OOM1,
  OOM2,
  OOM3,
  OOM4,
  PARENT_LIMIT,
  NODE_EXHAUSTED,
  CHILD_KILLED,
  OOM5,
  NODE_RESTARTED,
  KUBELET_RESTARTED,
  REPLACED,
  KILLED_NOT_OOM,
  STOPPED,
  CRASHED,
  EVICTED_OTHER,
];
