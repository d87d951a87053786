import type { SceneTimeRangeState } from '@grafana/scenes';

import { spanWords } from '../../domain/words/spanWords';

/** How a scene's range is spoken of: `since yesterday`. */
export function spanOf({ value: { from, to }, to: chosen }: Pick<SceneTimeRangeState, 'value' | 'to'>): string {
  return spanWords({ from: from.valueOf(), to: to.valueOf(), isNow: chosen === 'now' });
}
