import { DELAY } from '../../domain/events/delays';
import type { Interval } from '../../domain/events/eventsObserved';
import { GROWTH_WINDOW } from '../../domain/incidents/growth';
import type { OwnStretch } from '../../domain/incidents/joinPieces';
import type { DurationMs, EpochMs } from '../../domain/units';
import type { Stretch } from '../ports/port';

import { LONGEST_CLOSE } from './closeLook';

/** A stretch that is read at once, around what happened in it. */
export interface ReviewWindow extends Stretch {
  /** Of a longer row that is read in pieces: what this one answers for. Its neighbours see the same at its edges. */
  readonly own?: OwnStretch;
}

/** Before what happened: long enough to see who grew. After: until a late status has come, and memory pressure may be over. */
const BEFORE: DurationMs = GROWTH_WINDOW;
export const AFTER: DurationMs = DELAY.pressureTransition + DELAY.standstill;

/** Stretches that lie so near to each other are read as one: what is between costs less than queries of their own. */
const NEAR: DurationMs = 15 * 60_000;

/** Stretches around what happened, joined where they overlap or lie near each other; what would be too long to read, in pieces. */
export function windowsAround(hits: readonly Interval[], step: DurationMs): ReviewWindow[] {
  const around = hits
    .map((hit): Around => ({ hit, from: hit.earliest - BEFORE - step, to: hit.latest + AFTER + step }))
    .sort((a, b) => a.from - b.from);
  const rows: Around[][] = [];
  for (const next of around) {
    const last = rows[rows.length - 1];
    last && next.from <= endOf(last) + NEAR ? last.push(next) : rows.push([next]);
  }
  return rows.flatMap((row) => piecesOf(row));
}

interface Around extends Stretch {
  readonly hit: Interval;
}

const endOf = (row: readonly Around[]): EpochMs => row.reduce((end, { to }) => Math.max(end, to), -Infinity);

function piecesOf(row: readonly Around[]): ReviewWindow[] {
  const pieces: ReviewWindow[] = [];
  let after = -Infinity;
  for (let rest = row; rest.length > 0;) {
    const count = cut(rest);
    const next = rest[count];
    const until = next ? next.hit.earliest - 1 : Infinity;
    const whole = { from: toMinute(rest[0]?.from ?? 0), to: toMinute(endOf(rest.slice(0, count))) + MINUTE };
    pieces.push(after === -Infinity && until === Infinity ? whole : { ...whole, own: { after, until } });
    after = until;
    rest = rest.slice(count);
  }
  return pieces;
}

/** How many of them one piece takes: all, or up to the longest pause in the second half of what can be read at once. */
function cut(row: readonly Around[]): number {
  const begin = row[0]?.from ?? 0;
  const fits = row.findIndex((_, i) => endOf(row.slice(0, i + 1)) - begin > LONGEST_CLOSE);
  if (fits < 0) {
    return row.length;
  }
  let [best, longest] = [Math.max(1, fits), -Infinity];
  let seen = -Infinity;
  for (let i = 0; i < fits; i += 1) {
    const one = row[i] as Around;
    const pause = one.hit.earliest - seen;
    if (i > 0 && one.from - begin >= LONGEST_CLOSE / 2 && pause >= longest) {
      [best, longest] = [i, pause];
    }
    seen = Math.max(seen, one.hit.latest);
  }
  return best;
}

const MINUTE: DurationMs = 60_000;

/** Whatever the range, the narrow grids fall on the same times. */
function toMinute(time: number): number {
  return Math.floor(time / MINUTE) * MINUTE;
}
