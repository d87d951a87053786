interface Played {
  readonly now: number;
  /** Of the scenario. */
  readonly duration: number;
  /** How much of it is there at once, as the past. */
  readonly past: number;
  /** How much faster than the clock the rest comes. */
  readonly speed: number;
}

export interface Placed {
  /** When the scenario began. */
  readonly start: number;
  /** Up to when samples are there, by the clock. */
  readonly shownUntil: (clock: number) => number;
}

/**
 * Puts a scenario where its last sample meets the clock. No length of time in it is changed, so that every rule holds, and no
 * sample is ever in the future: played faster it begins further back, and catches up with now at its end.
 */
export function placeReplay({ now, duration, past, speed }: Played): Placed {
  const start = now + (duration - past) / speed - duration;
  return { start, shownUntil: (clock) => start + past + (clock - now) * speed };
}
