import type { Aligned, NodeMemory } from '../node/nodeMemory';
import type { EpochMs } from '../units';

import type { CaseFile } from './caseFile';
import { lastSeen } from './sources/ownCgroup';
import type { ReviewData } from './reviewData';
import type { Projection } from './types';

/** The curve that mattered, carried on by its last slope to the first event, which no scrape saw. */
export function projectGrowth(file: CaseFile, data: ReviewData): Projection | undefined {
  const [first] = [...file.evictions, ...file.kills].sort((a, b) => a.latest - b.latest);
  if (!first) {
    return undefined;
  }
  const at = (first.earliest + first.latest) / 2;
  switch (file.verdict) {
    case 'oom2-allocatable-evicted':
    case 'oom4-kubepods-limit':
      return projectCurve('podsWorkingSet', data.memory.podsWorkingSet?.values, data.memory, at);
    case 'oom3-node-evicted':
    case 'node-exhausted':
      return projectCurve('nodeAvailable', data.memory.nodeAvailable?.values, data.memory, at);
    case 'parent-limit':
    case 'oom1-container-limit': {
      const [kill] = file.kills;
      const seen = kill?.end && lastSeen(kill.end, kill, data.containers);
      return seen && seen.rate > 0 && seen.last.at < at
        ? {
            curve: 'container',
            from: seen.last,
            to: { at, value: seen.last.value + (seen.rate * (at - seen.last.at)) / 1000 },
          }
        : undefined;
    }
    case 'oom5-runtime-ceiling':
    case 'child-killed':
    case 'killed-not-oom':
    case 'stopped':
    case 'crashed':
    case 'replaced':
    case 'node-restarted':
    case 'kubelet-restarted':
    case 'evicted-other':
    case 'unknown':
      return undefined;
  }
}

/** How many values the slope is taken over. */
const SLOPE = 120_000;

function projectCurve(
  curve: 'podsWorkingSet' | 'nodeAvailable',
  values: Aligned | undefined,
  { times }: NodeMemory,
  at: EpochMs
): Projection | undefined {
  const points = times.flatMap((time, i) => {
    const value = values?.[i];
    return value == null || time > at || time < at - 2 * SLOPE ? [] : [{ at: time, value }];
  });
  const last = points[points.length - 1];
  const before = points.find((point) => last !== undefined && point.at >= last.at - SLOPE);
  if (!last || !before || last.at === before.at) {
    return undefined;
  }
  const slope = (last.value - before.value) / (last.at - before.at);
  const towards = curve === 'podsWorkingSet' ? slope > 0 : slope < 0;
  return towards && last.at < at
    ? { curve, from: last, to: { at, value: Math.max(0, last.value + slope * (at - last.at)) } }
    : undefined;
}
