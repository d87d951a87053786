import { htmlTargets } from './htmlTargets';
import { logTargets } from './logTargets';
import { replyTargets } from './replyTargets';
import { settingsTargets } from './settingsTargets';
import type { Target } from './target';

/** Everything that reads what somebody else wrote. */
export const TARGETS: readonly Target[] = [...logTargets, ...replyTargets, ...settingsTargets, ...htmlTargets];
