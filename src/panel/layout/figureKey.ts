import { EVENT_WORDS, LINE_WORDS } from '../../frames/vocabulary';

import { GHOST_DASH, PROJECTED_DASH } from './curves';
import { EVENT_KEY } from './eventMarks';
import type { Point } from './geometry';
import { CURVES } from './names';
import { projections } from './projection';
import { shownValues, type Scene } from './scene';
import type { Shape } from './shapes';

interface Entry {
  readonly text: string;
  readonly swatch: (at: Point) => Shape;
}

const TEXT_SIZE = 12;
const SWATCH = 18;

/** What each stroke and marker of the figure means, in one row; entries that do not fit are left out. */
export function layoutKey(scene: Scene, origin: Point): readonly Shape[] {
  let x = origin.x;
  return [...curveEntries(scene), ...eventEntries(scene)].flatMap((entry): readonly Shape[] => {
    const start = x;
    x += SWATCH + 6 + scene.measure(entry.text, TEXT_SIZE) + 28;
    if (x - 28 > scene.canvas.width || origin.y > scene.canvas.height) {
      return [];
    }
    const at = { x: start + SWATCH + 6, y: origin.y };
    const color = scene.palette.text;
    return [
      entry.swatch({ x: start, y: origin.y - 4 }),
      { kind: 'text', text: entry.text, at, align: 'left', size: TEXT_SIZE, color },
    ];
  });
}

function curveEntries(scene: Scene): readonly Entry[] {
  const curves = CURVES.filter((name) => shownValues(scene, name)?.some((value) => value !== null)).map(
    (name): Entry => ({
      text: LINE_WORDS[name],
      swatch: dashed(scene.palette.fields[name], name === 'podsGhost' ? GHOST_DASH : undefined),
    })
  );
  const blue = scene.palette.fields.podsWorkingSet;
  const projected = projections(scene.memory).length > 0 && !scene.hidden.has('podsWorkingSet');
  return projected ? [...curves, { text: 'projected', swatch: dashed(blue, PROJECTED_DASH) }] : curves;
}

function dashed(color: string, dash: readonly number[] | undefined): Entry['swatch'] {
  return ({ x, y }) => ({
    kind: 'polyline',
    points: [
      { x, y },
      { x: x + SWATCH, y },
    ],
    color,
    width: 2.5,
    ...(dash && { dash, round: dash === GHOST_DASH }),
  });
}

function eventEntries({ memory, palette }: Scene): readonly Entry[] {
  const seen = new Set(memory.events.map((event) => event.kind));
  const marks = EVENT_KEY.filter(({ kind }) => seen.has(kind)).map(({ kind, text, symbol }): Entry => ({
    text,
    swatch: ({ x, y }) => ({
      kind: 'marker',
      at: { x: x + SWATCH / 2, y },
      symbol,
      size: 11,
      color: palette.events[kind],
    }),
  }));
  const pressure: Entry = {
    text: EVENT_WORDS.pressure.many,
    swatch: ({ x, y }) => ({
      kind: 'rect',
      box: { x, y: y - 4, width: SWATCH, height: 8 },
      fill: palette.events.pressure,
    }),
  };
  return seen.has('pressure') ? [...marks, pressure] : marks;
}
