import type { Series } from '../domain/series';
import type { DurationMs, EpochMs } from '../domain/units';

import type { PromRequest } from './port';

/** How far back an instant looks for a sample. */
export const LOOKBACK: DurationMs = 300_000;

type Samples = Pick<Series, 'times' | 'values'>;
type Range = Pick<PromRequest, 'from' | 'to' | 'step'>;

/**
 * The largest of stored samples, or of their times in seconds, as steps would show it, at those steps only at which one of the
 * samples is new.
 */
export function atSteps(all: readonly Samples[], range: Range, what: 'value' | 'time'): Samples {
  const each = all.map((one) => newestBySteps(one, range));
  const steps =
    each.length === 1
      ? [...each[0]!.keys()]
      : [...new Set(each.flatMap((one) => [...one.keys()]))].sort((a, b) => a - b);
  const newest: Newest[] = [];
  const times: EpochMs[] = [];
  const values: number[] = [];
  for (const step of steps) {
    each.forEach((one, i) => (newest[i] = one.get(step) ?? newest[i]!));
    const largest = newest.reduce<number | undefined>((most, sample) => {
      if (sample === undefined || step - sample.at > LOOKBACK) {
        return most;
      }
      const value = what === 'time' ? sample.at / 1000 : sample.value;
      return most === undefined || most < value || Number.isNaN(most) ? value : most;
    }, undefined);
    if (largest !== undefined) {
      times.push(step);
      values.push(largest);
    }
  }
  return { times, values };
}

interface Newest {
  readonly at: EpochMs;
  readonly value: number;
}

/** The newest sample at each step at which it is not the one of the step before. */
function newestBySteps({ times, values }: Samples, { from, to, step }: Range): Map<EpochMs, Newest> {
  const newest = new Map<EpochMs, Newest>();
  times.forEach((at, i) => {
    const shown = at <= from ? from : from + Math.ceil((at - from) / step) * step;
    if (shown <= to && shown - at <= LOOKBACK) {
      newest.set(shown, { at, value: values[i] ?? NaN });
    }
  });
  return newest;
}
