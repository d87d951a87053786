import type { Note } from '../../frames/readAnnotations';
import { sceneOf, START, STEP } from '../testing/sceneOf';

import { layoutNoteMarks } from './noteMarks';

const note = (from: number, to = from): Note => ({
  id: `n${from}`,
  time: START + from * STEP,
  timeEnd: START + to * STEP,
  title: '',
  text: 'Incident',
  tags: ['tidemark'],
  color: '#00d3ff',
});
const kindsOf = (...notes: readonly Note[]) => layoutNoteMarks(sceneOf({ notes })).shapes.map(({ kind }) => kind);

describe('layoutNoteMarks', () => {
  it('marks a moment by a line and a dot on the time axis', () => {
    expect(kindsOf(note(3))).toEqual(['polyline', 'marker']);
  });

  it('shades the time that a note spans', () => {
    expect(kindsOf(note(3, 5))).toEqual(['rect', 'polyline', 'marker']);
  });

  it('keeps what begins before the range inside the plot', () => {
    const scene = sceneOf({ notes: [note(-4, 2)] });
    const { shapes, targets } = layoutNoteMarks(scene);
    expect(targets).toMatchObject([{ x: scene.plot.x, y: scene.plot.y + scene.plot.height }]);
    expect(shapes[0]).toMatchObject({ kind: 'rect', box: { x: scene.plot.x } });
  });

  it('leaves out what lies outside the range', () => {
    expect(layoutNoteMarks(sceneOf({ notes: [note(-9, -8), note(20)] }))).toEqual({ shapes: [], targets: [] });
  });
});
