import fc from 'fast-check';

import { START, STEP, articleMemory, EVICTED_LEAK, sceneOf } from '../testing/sceneOf';
import { layoutEventMarks } from './eventMarks';
import { overlaps } from './geometry';
import { textBox, type Shape, type Text } from './shapes';

const texts = (shapes: readonly Shape[]): Text[] => shapes.filter((shape) => shape.kind === 'text');
const at = (offset: number, parts: object = {}) => ({
  ...EVICTED_LEAK,
  id: `e${offset}${JSON.stringify(parts)}`,
  earliest: START + offset * STEP,
  latest: START + offset * STEP,
  ...parts,
});

describe('layoutEventMarks', () => {
  it('says what happened once for evictions that stand close together', () => {
    const events = ['q6knv', 'scnqv', 'gq2dt'].map((end, i) => at(3 + i / 3, { pod: `node-exporter-${end}` }));
    const marks = layoutEventMarks(sceneOf({ memory: articleMemory({ events }) }));
    expect(texts(marks.shapes).map(({ text }) => text)).toEqual(['Evicted node-exporter ×3']);
    expect(marks.targets).toHaveLength(3);
  });

  it('tells kinds apart by shape, not by colour alone', () => {
    const kinds = ['eviction', 'oom-kill', 'termination'] as const;
    const events = kinds.map((kind, i) => at(1 + 2 * i, { kind }));
    const { shapes } = layoutEventMarks(sceneOf({ memory: articleMemory({ events }) }));
    const symbols = shapes.flatMap((shape) => (shape.kind === 'marker' ? [shape.symbol] : []));
    expect(symbols).toEqual(['triangle', 'diamond', 'square']);
  });

  it('shows the time in which an event can have happened as a bracket, and none for an exact time', () => {
    const dashed = (shape: Shape) => shape.kind === 'polyline' && shape.dash === undefined;
    const interval = layoutEventMarks(sceneOf());
    const exact = layoutEventMarks(sceneOf({ memory: articleMemory({ events: [at(3)] }) }));
    expect(interval.shapes.filter(dashed)).toHaveLength(1);
    expect(exact.shapes.filter(dashed)).toHaveLength(0);
  });

  it('leaves out events outside the range', () => {
    const memory = articleMemory({ events: [at(-5), at(50)] });
    expect(layoutEventMarks(sceneOf({ memory }))).toEqual({ shapes: [], targets: [] });
  });

  it('keeps the ends of names that do not fit: pods of one name differ there', () => {
    const label = (pod: string) => {
      const memory = articleMemory({ events: [at(3, { pod })] });
      return texts(layoutEventMarks(sceneOf({ memory }, { width: 420, height: 400 })).shapes)[0]?.text;
    };
    const [blue, green] = ['blue', 'green'].map((end) => label(`payments-settlement-reconciliation-worker-${end}`));
    expect(blue).toMatch(/^Evicted .*….*blue$/);
    expect(green).toMatch(/^Evicted .*….*green$/);
  });

  it('never lets labels overlap or leave the canvas', () => {
    const event = fc.record({
      offset: fc.double({ min: -1, max: 9, noNaN: true }),
      pod: fc.string({ minLength: 1, maxLength: 30 }),
      kind: fc.constantFrom('eviction', 'oom-kill', 'termination'),
    });
    const width = fc.integer({ min: 200, max: 4000 });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), width, (drawn, canvasWidth) => {
        const events = drawn.map(({ offset, pod, kind }, index) => at(offset, { pod, kind, id: String(index) }));
        const scene = sceneOf({ memory: articleMemory({ events }) }, { width: canvasWidth, height: 400 });
        const boxes = texts(layoutEventMarks(scene).shapes).map((text) => textBox(text, scene.measure));
        boxes.forEach((box, index) => {
          expect(box.x).toBeGreaterThanOrEqual(-1e-6);
          expect(box.x + box.width).toBeLessThanOrEqual(canvasWidth + 1e-6);
          boxes.slice(index + 1).forEach((other) => expect(overlaps(box, other)).toBe(false));
        });
      })
    );
  });
});
