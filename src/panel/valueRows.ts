import type { NodeEvent } from '../domain/events/events';
import type { NodeMemory } from '../domain/node/nodeMemory';
import type { EpochMs } from '../domain/units';
import type { FieldName } from '../frames/names';
import { LINE_WORDS } from '../frames/vocabulary';

import { markTime } from './layout/eventTime';
import { labelOf, type PointEvent } from './layout/eventWords';
import { curveOf } from './layout/names';
import type { Palette } from './layout/palette';
import { inMiBAndGiB } from './layout/words';

export interface ValueRow {
  readonly name: string;
  readonly value: string;
  readonly color: string;
}

/** Every shown field at one sample; ghosts are mentioned only where there are any. */
export function valueRows(
  memory: NodeMemory,
  fields: readonly FieldName[],
  index: number,
  palette: Palette
): readonly ValueRow[] {
  return fields.flatMap((name): readonly ValueRow[] => {
    const value = curveOf(memory, name)?.values[index] ?? null;
    const color = palette.fields[name];
    if (value === null) {
      return name === 'podsGhost' ? [] : [{ name: LINE_WORDS[name], value: 'not sampled', color }];
    }
    return [{ name: LINE_WORDS[name], value: inMiBAndGiB(value), color }];
  });
}

/** What happened around one sample: events within half a step of it, and pressure that was on. */
export function happenings(memory: NodeMemory, time: EpochMs): readonly string[] {
  const near = memory.events.filter((event): event is PointEvent => isNear(event, time, memory.step));
  const pressure = memory.events.some(
    (event) => event.kind === 'pressure' && event.earliest <= time && time <= event.latest
  );
  return [...(near.length > 0 ? [labelOf(near)] : []), ...(pressure ? ['MemoryPressure is on'] : [])];
}

function isNear(event: NodeEvent, time: EpochMs, step: number): boolean {
  const inside = event.earliest <= time && time <= event.latest;
  return event.kind !== 'pressure' && (inside || Math.abs(markTime(event) - time) <= step / 2);
}
