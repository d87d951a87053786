import type { PressureWindow } from '../events/events';
import { findNearestLine, type NearestLine } from './nearestLine';
import type { Curve, NodeMemory } from '../node/nodeMemory';
import type { Sourced } from '../provenance';
import type { Bytes, DurationMs } from '../units';

/** How one of the two fights stands: what is used or available against the line that evicts. */
export interface Level {
  readonly of: 'node' | 'pods';
  /** Of the node what is available, of the pods what they use. */
  readonly value: Bytes;
  readonly line?: Sourced<Bytes>;
  /** `close`: less than a twentieth of the way is left; without a line, less than a tenth of the node is available. */
  readonly standing: 'crossed' | 'close' | 'clear' | 'unknown';
}

/** Where the node stands at the end of the range: level, pressure and trend, which only together tell what comes next. */
export interface Standing {
  /** Only of curves whose last sample is fresh; none: nothing is known of the end of the range. */
  readonly levels: readonly Level[];
  /** MemoryPressure was still on. */
  readonly pressure: boolean;
  readonly nearest?: NearestLine;
  /** How much the node (or where it is not known, the pods) grew within the last half hour, when that is more than noise. */
  readonly grownBy?: Bytes;
}

export function standingAtEnd(memory: NodeMemory): Standing {
  const levels = levelsAtEnd(memory);
  const sampled = (curve: Curve | undefined) => curve && { times: memory.times, values: curve.values };
  const { nodeWorkingSet, podsWorkingSet, current } = memory;
  const nearest =
    levels.length > 0
      ? findNearestLine(current, { pods: sampled(podsWorkingSet), node: sampled(nodeWorkingSet) })
      : undefined;
  const grownBy = growthOf(nodeWorkingSet ?? podsWorkingSet, memory);
  return {
    levels,
    pressure: memory.events.some((event): event is PressureWindow => event.kind === 'pressure' && !event.ended),
    ...(nearest && { nearest }),
    ...(grownBy !== undefined && { grownBy }),
  };
}

function levelsAtEnd(memory: NodeMemory): readonly Level[] {
  const { capacity, evictionHard, podsEvictionLine, allocatable } = memory.current;
  const available = freshValue(memory.nodeAvailable, memory);
  const pods = freshValue(memory.podsWorkingSet, memory);
  const podsLine = podsEvictionLine ?? allocatable;
  return [
    ...(available === undefined
      ? []
      : [{ ...nodeLevel(available, evictionHard, capacity), ...(evictionHard && { line: evictionHard }) }]),
    ...(pods === undefined ? [] : [{ ...podsLevel(pods, podsLine), ...(podsLine && { line: podsLine }) }]),
  ];
}

function nodeLevel(value: Bytes, line: Sourced<Bytes> | undefined, capacity: Sourced<Bytes> | undefined): Level {
  const of = 'node';
  if (!line) {
    const short = capacity !== undefined && value < capacity.value / 10;
    return { of, value, standing: short ? 'close' : 'unknown' };
  }
  // Strictly below, as the kubelet compares.
  if (value < line.value) {
    return { of, value, standing: 'crossed' };
  }
  const way = capacity === undefined ? undefined : capacity.value - line.value;
  return { of, value, standing: way !== undefined && value - line.value < way * NEAR ? 'close' : 'clear' };
}

function podsLevel(value: Bytes, line: Sourced<Bytes> | undefined): Level {
  const of = 'pods';
  if (!line) {
    return { of, value, standing: 'unknown' };
  }
  return {
    of,
    value,
    standing: value > line.value ? 'crossed' : value > line.value * (1 - NEAR) ? 'close' : 'clear',
  };
}

const NEAR = 1 / 20;

/** The last value, unless it is so old that the end of the range is not known by it. */
function freshValue(curve: Curve | undefined, { times, step }: NodeMemory): Bytes | undefined {
  const last = curve?.values.findLastIndex((value) => value !== null) ?? -1;
  const [at, end] = [times[last], times.at(-1)];
  const fresh = at !== undefined && end !== undefined && end - at <= Math.max(2 * MINUTE, 2 * step);
  return fresh ? (curve?.values[last] ?? undefined) : undefined;
}

const MINUTE: DurationMs = 60_000;

function growthOf(curve: Curve | undefined, memory: NodeMemory): Bytes | undefined {
  const [last, capacity] = [freshValue(curve, memory), memory.current.capacity?.value];
  if (curve === undefined || last === undefined || capacity === undefined) {
    return undefined;
  }
  const end = memory.times.at(-1) ?? 0;
  const recent = curve.values.filter(
    (value, index): value is Bytes => value !== null && (memory.times[index] ?? 0) >= end - 30 * MINUTE
  );
  const grown = last - Math.min(...recent);
  return grown > capacity * NEAR ? grown : undefined;
}
