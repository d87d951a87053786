import type { DurationMs, EpochMs } from '../../domain/units';
import { joinedWithin } from '../ports/joinedWithin';
import type { Stretch } from '../ports/port';

/** A day of a thousand nodes at 30 s stays far below the 50 million samples that Prometheus allows of one query. */
const LONGEST: DurationMs = 24 * 3_600_000;

/** The range in equal parts of at most a day, the latest first. */
export function piecesOf({ from, to }: Stretch): readonly Stretch[] {
  const count = Math.max(1, Math.ceil((to - from) / LONGEST));
  const border = (i: number) => Math.round(from + (i * (to - from)) / count);
  return Array.from({ length: count }, (_, i) => ({ from: border(i), to: border(i + 1) })).reverse();
}

/** So many looks at a piece. */
const LOOKS = 48;

/** Of the windows that are looked at; no shorter than what an instant looks back. */
export const lookOf = ({ from, to }: Stretch): DurationMs =>
  Math.max(300_000, Math.ceil((to - from) / LOOKS / 60_000) * 60_000);

/** Some looks apart: at marks a server reads few of the chunks that it keeps, at looks all. */
export const markOf = (piece: Stretch): DurationMs =>
  lookOf(piece) * Math.max(1, Math.floor((piece.to - piece.from) / lookOf(piece) / MARKS));

/** At least so many marks at a piece. */
const MARKS = 4;

/** How late a status may tell of what it tells. */
export const LATE: DurationMs = 600_000;

/** When what these looks show may have happened: within two windows (`rises`), or as late before as a status may tell of it. */
export function stretchesAround(looks: readonly EpochMs[], piece: Stretch): readonly Stretch[] {
  const look = lookOf(piece);
  const around = [...looks].sort((a, b) => a - b).map((at) => ({ from: at - 2 * look - LATE, to: at + LATE }));
  return joinedWithin(around, look);
}

/** The looks at a piece: the last at its end, so that nothing of it is left out. */
export function looksAt(piece: Stretch): Stretch & { readonly step: DurationMs } {
  const step = lookOf(piece);
  return { from: piece.to - step * Math.ceil((piece.to - piece.from) / step), to: piece.to, step };
}

export function allLooksAt(piece: Stretch): readonly EpochMs[] {
  const { from, to, step } = looksAt(piece);
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step);
}
