import type { Aligned } from '../../domain/node/nodeMemory';
import type { Bytes, EpochMs } from '../../domain/units';

interface Traced {
  readonly times: readonly EpochMs[];
  readonly values: Aligned;
  readonly at: EpochMs;
  readonly top: Bytes;
  readonly width: number;
  readonly height: number;
}

/** The outline of a curve as an SVG path, lifted where nothing was sampled, and where the moment stands. */
export function tracePath({ times, values, at, top, width, height }: Traced): {
  readonly d: string;
  readonly x: number;
} {
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const across = (time: EpochMs) => (last === first ? 0 : ((time - first) / (last - first)) * width);
  const d = values
    .map((value, index) => {
      if (value === null) {
        return '';
      }
      const isStart = (values[index - 1] ?? null) === null;
      const point = `${across(times[index] ?? first).toFixed(1)} ${(height - 1 - (value / top) * (height - 2)).toFixed(1)}`;
      // A single sample would be a path without length.
      return isStart ? `M${point}${(values[index + 1] ?? null) === null ? 'h0.5' : ''}` : `L${point}`;
    })
    .join('');
  return { d, x: Math.min(width - 0.5, Math.max(0.5, across(at))) };
}
