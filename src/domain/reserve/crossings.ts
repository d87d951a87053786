import type { Aligned, NodeMemory } from '../node/nodeMemory';
import type { Bytes, DurationMs, EpochMs } from '../units';

/** A line that a curve may be beyond: pods above theirs, what is available below its own. */
export interface Watched {
  readonly signal: 'allocatableMemory.available' | 'memory.available';
  readonly values: Aligned;
  readonly line: Bytes;
}

/** A stretch in which a curve was beyond its line. */
export interface Beyond {
  readonly signal: Watched['signal'];
  /** Between two samples, carried straight from one to the other. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** It began before what was sampled: in a gap, or before the range. */
  readonly begunUnseen: boolean;
}

interface Line {
  readonly podsEvictionLine?: Bytes;
  readonly evictionHard?: Bytes;
}

/** What the kubelet would watch with these lines, as far as it was recorded (K32 eviction/helpers.go:119-175, 944-957). */
export function watchedBy(memory: NodeMemory, { podsEvictionLine, evictionHard }: Line): readonly Watched[] {
  const { podsWorkingSet, nodeAvailable } = memory;
  return [
    ...(podsWorkingSet && podsEvictionLine !== undefined
      ? [{ signal: 'allocatableMemory.available' as const, values: podsWorkingSet.values, line: podsEvictionLine }]
      : []),
    ...(nodeAvailable && evictionHard !== undefined
      ? [{ signal: 'memory.available' as const, values: nodeAvailable.values, line: evictionHard }]
      : []),
  ];
}

/** Each stretch beyond the line, oldest first. A gap in the samples ends one. */
export function stretchesBeyond({ times, step, scrapeInterval }: NodeMemory, watched: Watched): readonly Beyond[] {
  const longest: DurationMs = 2.5 * Math.max(step, scrapeInterval);
  const excess = excessOf(watched);
  const stretches: Beyond[] = [];
  let before: { readonly at: EpochMs; readonly by: Bytes } | undefined;
  let open: { from: EpochMs; begunUnseen: boolean } | undefined;
  const close = (to: EpochMs) => {
    if (open) {
      stretches.push({ signal: watched.signal, to, ...open });
      open = undefined;
    }
  };
  times.forEach((at, index) => {
    const by = excess(index);
    if (by === null) {
      return;
    }
    const last = before && at - before.at <= longest ? before : undefined;
    if (before && !last) {
      close(before.at);
    }
    if (by > 0 && !open) {
      open = last ? { from: between(last, { at, by }), begunUnseen: false } : { from: at, begunUnseen: true };
    } else if (by <= 0 && last) {
      close(between(last, { at, by }));
    }
    before = { at, by };
  });
  close(before?.at ?? 0);
  return stretches;
}

/** How far beyond its line the curve is; strictly, as the kubelet compares. */
function excessOf({ signal, values, line }: Watched): (index: number) => Bytes | null {
  const sign = signal === 'memory.available' ? -1 : 1;
  return (index) => {
    const value = values[index] ?? null;
    return value === null ? null : sign * (value - line);
  };
}

interface Sample {
  readonly at: EpochMs;
  readonly by: Bytes;
}

const between = (a: Sample, b: Sample): EpochMs => a.at + ((b.at - a.at) * -a.by) / (b.by - a.by);
