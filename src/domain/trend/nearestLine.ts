import type { NodeLines } from '../lines/nodeLines';
import { findTimeToLine, type Slope, type TimeToLine } from './slope';
import { findTrend } from './trend';
import type { Bytes, EpochMs } from '../units';

export type NearestLineName = 'podsEvictionLine' | 'kubepodsLimit' | 'evictionHard';

/** The line that today's trend reaches first. */
export interface NearestLine {
  readonly line: NearestLineName;
  readonly time: TimeToLine;
  /** Of what climbs to it: the pods' working set, for `evictionHard` the node's. */
  readonly slope: Slope;
}

export interface SampledCurve {
  readonly times: readonly EpochMs[];
  readonly values: ReadonlyArray<Bytes | null>;
}

interface Usage {
  readonly pods?: SampledCurve | undefined;
  readonly node?: SampledCurve | undefined;
}

/** Absent without a significant trend towards any line that is not reached yet. */
export function findNearestLine(
  { capacity, evictionHard, kubepodsLimit, podsEvictionLine }: NodeLines,
  { pods, node }: Usage
): NearestLine | undefined {
  const nodeLine = capacity && evictionHard && capacity.value - evictionHard.value;
  const reached = [
    ...approach(pods, { podsEvictionLine: podsEvictionLine?.value, kubepodsLimit: kubepodsLimit?.value }),
    ...approach(node, { evictionHard: nodeLine }),
  ];
  return reached.sort((left, right) => left.time.expected - right.time.expected)[0];
}

function approach(
  curve: SampledCurve | undefined,
  lines: Readonly<Partial<Record<NearestLineName, Bytes | undefined>>>
): readonly NearestLine[] {
  const current = curve?.values.findLast((value) => isNumber(value));
  const slope = curve && findTrend(curve.times, curve.values);
  if (!isNumber(current) || !slope || slope.perSecond < 0) {
    return [];
  }
  return NAMES.flatMap((line) => {
    const value = lines[line];
    const time = value === undefined ? undefined : findTimeToLine(current, value, slope);
    return time ? [{ line, time, slope }] : [];
  });
}

const NAMES: readonly NearestLineName[] = ['podsEvictionLine', 'kubepodsLimit', 'evictionHard'];

const isNumber = (value: number | null | undefined): value is number => Number.isFinite(value);
