import type { Series } from '../../domain/series';
import type { DurationMs, EpochMs } from '../../domain/units';

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
  const [only, ...others] = all;
  return only && others.length === 0 ? ofOne(only, range, what) : ofSeveral(all, range, what);
}

/** At each step the newest of stored samples. */
export function heldAtSteps({ times, values }: Samples, { from, to, step }: Range): Samples {
  const held: { readonly times: EpochMs[]; readonly values: number[] } = { times: [], values: [] };
  let newest = -1;
  for (let time = from; time <= to; time += step) {
    while ((times[newest + 1] ?? Infinity) <= time) {
      newest += 1;
    }
    const at = times[newest];
    if (at !== undefined && time - at <= LOOKBACK) {
      held.times.push(time);
      held.values.push(values[newest] ?? NaN);
    }
  }
  return held;
}

/** When that sample was taken, in seconds, which each of the steps shows. */
export function stampsOf({ times }: Samples, sampled: readonly EpochMs[]): Samples {
  const shown: { readonly times: EpochMs[]; readonly values: number[] } = { times: [], values: [] };
  let next = 0;
  for (const time of times) {
    while ((sampled[next] ?? Infinity) <= time) {
      next += 1;
    }
    const at = sampled[next - 1];
    if (at !== undefined) {
      shown.times.push(time);
      shown.values.push(at / 1000);
    }
  }
  return shown;
}

function ofOne({ times, values }: Samples, { from, to, step }: Range, what: 'value' | 'time'): Samples {
  const shown: { readonly times: EpochMs[]; readonly values: number[] } = { times: [], values: [] };
  for (let i = 0; i < times.length; i += 1) {
    const at = times[i] as EpochMs;
    const time = stepOf(at, from, step);
    if (time <= to && time - at <= LOOKBACK) {
      const place = shown.times.length - (shown.times[shown.times.length - 1] === time ? 1 : 0);
      shown.times[place] = time;
      shown.values[place] = what === 'time' ? at / 1000 : (values[i] ?? NaN);
    }
  }
  return shown;
}

/** The first step that shows a sample. */
const stepOf = (at: EpochMs, from: EpochMs, step: DurationMs): EpochMs =>
  at <= from ? from : from + Math.ceil((at - from) / step) * step;

function ofSeveral(all: readonly Samples[], range: Range, what: 'value' | 'time'): Samples {
  const each = all.map((one) => newestBySteps(one, range));
  const steps = [...new Set(each.flatMap((one) => [...one.keys()]))].sort((a, b) => a - b);
  const newest: Array<Newest | undefined> = [];
  const times: EpochMs[] = [];
  const values: number[] = [];
  for (const step of steps) {
    each.forEach((one, i) => (newest[i] = one.get(step) ?? newest[i]));
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
    const shown = stepOf(at, from, step);
    if (shown <= to && shown - at <= LOOKBACK) {
      newest.set(shown, { at, value: values[i] ?? NaN });
    }
  });
  return newest;
}
