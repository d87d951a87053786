import type { Note } from '../../frames/readAnnotations';

import { bottom, clamp, right } from './geometry';
import type { Scene } from './scene';
import type { Shape } from './shapes';

/** Where a pointer or the keyboard finds a note, in CSS pixels of the canvas. */
export interface NoteTarget {
  readonly x: number;
  readonly y: number;
  readonly note: Note;
}

export interface NoteMarks {
  readonly shapes: readonly Shape[];
  readonly targets: readonly NoteTarget[];
}

const MARKER_SIZE = 9;

/** Annotations that somebody wrote: a shade over their time, and a dot where Grafana has its own, on the time axis. */
export function layoutNoteMarks(scene: Scene): NoteMarks {
  const { plot } = scene;
  const placed = scene.notes.flatMap((note) => {
    const [from, to] = [scene.x(note.time), scene.x(note.timeEnd)];
    return from <= right(plot) && to >= plot.x
      ? [{ note, from: clamp(from, plot.x, right(plot)), to: clamp(to, plot.x, right(plot)) }]
      : [];
  });
  return {
    shapes: placed.flatMap(({ note, from, to }): readonly Shape[] => {
      const color = note.color ?? scene.palette.faintText;
      const line = [
        { x: from, y: plot.y },
        { x: from, y: bottom(plot) },
      ];
      const shade = { x: from, y: plot.y, width: to - from, height: plot.height };
      return [
        ...(to - from > 1 ? [{ kind: 'rect', box: shade, fill: color, opacity: 0.1 } as const] : []),
        { kind: 'polyline', points: line, color, width: 1, dash: [2, 3], opacity: 0.85 },
        { kind: 'marker', at: { x: from, y: bottom(plot) }, symbol: 'dot', size: MARKER_SIZE, color },
      ];
    }),
    targets: placed.map(({ note, from }) => ({ note, x: from, y: bottom(plot) })),
  };
}
