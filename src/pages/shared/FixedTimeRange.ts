import { SceneTimeRange, type SceneObjectUrlValues } from '@grafana/scenes';

import type { EpochMs } from '../../domain/units';

/** A range that no picker moves and that stays out of the URL, where the chart's own range stands. */
export class FixedTimeRange extends SceneTimeRange {
  static of({ from, to }: { readonly from: EpochMs; readonly to: EpochMs }): FixedTimeRange {
    return new FixedTimeRange({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  }

  override getUrlState(): SceneObjectUrlValues {
    return {};
  }

  override updateFromUrl(): void {
    // The range is the incident's.
  }
}
