import fc from 'fast-check';

import type { NodeMemory } from '../../domain/node/nodeMemory';
import type { PanelView } from '../options';
import { EVICTED_LEAK, START, STEP, articleMemory, curveInMiB, sceneOf } from '../testing/sceneOf';
import type { Point } from './geometry';
import { layoutPlot } from './layoutPlot';
import { textBox, type MeasureText, type Shape } from './shapes';

const FULL = { mode: 'full', width: 260 } as const;
const shapesOf = (parts: Parameters<typeof sceneOf>[0] = {}) => layoutPlot(sceneOf(parts), FULL).shapes;
const texts = (shapes: readonly Shape[]) => shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
const hatched = (shapes: readonly Shape[]) => shapes.filter((shape) => shape.kind === 'area' && shape.hatch);

describe('layoutPlot', () => {
  it('hatches allocatable … kubepods limit in the pods view, and says which curve it is for', () => {
    const scene = sceneOf();
    const [band, ...more] = hatched(shapesOf());
    const ys = band?.kind === 'area' ? band.points.map((point) => point.y) : [];
    expect(more).toEqual([]);
    expect(Math.max(...ys)).toBeCloseTo(scene.y(4675304 * 1024));
    expect(Math.min(...ys)).toBeCloseTo(scene.y(5443304 * 1024));
    expect(texts(shapesOf())).toContain('eviction band: the kubelet evicts while pods (blue) are in here');
  });

  it('hatches 0 … eviction-hard in the node view, without the pods’ bands', () => {
    const shapes = shapesOf({ view: 'node' });
    const scene = sceneOf();
    const [band, ...more] = hatched(shapes);
    const ys = band?.kind === 'area' ? band.points.map((point) => point.y) : [];
    expect(more).toEqual([]);
    expect(Math.max(...ys)).toBeCloseTo(scene.y(0));
    expect(Math.min(...ys)).toBeCloseTo(scene.y(750 * 1024 * 1024));
    expect(shapes.filter((shape) => shape.kind === 'area' && shape.fill === '#000000')).toEqual([]);
  });

  it('draws both in the view “both”', () => {
    expect(hatched(shapesOf({ view: 'both' }))).toHaveLength(2);
  });

  it('obeys the legend: no band without its edge, no curve that is off', () => {
    const shapes = shapesOf({ hidden: new Set(['kubepodsLimit', 'podsWorkingSet', 'podsGhost']) });
    expect(shapes.filter((shape) => shape.kind === 'area')).toEqual([]);
    expect(shapes.filter((shape) => 'color' in shape && shape.color === '#5794f2')).toEqual([]);
  });

  it('keeps a curve readable over a band by a rim behind it', () => {
    const shapes = shapesOf();
    const rim = shapes.findIndex((shape) => shape.kind === 'polyline' && shape.color === '#181b1f');
    const curve = shapes.findIndex((shape) => shape.kind === 'polyline' && shape.color === '#f2cc0c');
    const band = shapes.findIndex((shape) => shape.kind === 'area' && shape.hatch);
    expect(rim).toBeGreaterThan(band);
    expect(rim).toBeLessThan(curve);
  });

  describe('missed scrapes', () => {
    const drawn = (values: Array<number | null>, step = STEP) =>
      shapesOf({
        memory: articleMemory({ times: values.map((_, i) => START + i * step), nodeWorkingSet: curveInMiB(values) }),
      }).flatMap((shape) =>
        shape.kind === 'polyline' && shape.color === '#f2cc0c' ? [shape.dash ? 'dashed' : 'solid'] : []
      );

    it('are joined by a dash, apart from what was sampled', () => {
      expect(drawn([1, 2, 3, null, null, 6, 7, 8])).toEqual(['dashed', 'solid', 'solid']);
    });

    it('leave the gap open when nothing was seen for longer than Prometheus carries a sample on', () => {
      expect(drawn([1, 2, null, null, 6, 7], 110_000)).toEqual(['solid', 'solid']);
    });
  });

  it('draws ghosts dotted, and dashed what fell between the last live sample and the next', () => {
    const blue = shapesOf().flatMap((shape) =>
      shape.kind === 'polyline' && shape.color === '#5794f2' ? [shape.dash] : []
    );
    expect(blue).toContainEqual([0.1, 5]);
    expect(blue).toContainEqual([4, 4]);
    expect(blue).toContainEqual([5, 4]);
  });

  it('shows a single sample between gaps as a dot', () => {
    const nodeWorkingSet = curveInMiB([null, null, 500, null, null, null, null, null]);
    const shapes = shapesOf({ memory: articleMemory({ nodeWorkingSet }) });
    expect(shapes.filter((shape) => shape.kind === 'marker' && shape.symbol === 'dot')).toHaveLength(1);
  });

  it('gives pressure a lane below the plot', () => {
    const pressure = { kind: 'pressure', ended: true, proofs: [], node: 'n', id: 'p' } as const;
    const events = [{ ...pressure, earliest: START + STEP, latest: START + 6 * STEP }];
    const shown = texts(shapesOf({ memory: articleMemory({ events }) }));
    expect(shown).toContain('MemoryPressure: the kubelet holds it for minutes by design');
  });

  test.each([
    ['reaches to the end of the range', 1, true],
    ['ends with its samples when those ended long before', 5, false],
  ])('pressure that is still on %s', (_, stepsSilent, reaches) => {
    const { times } = articleMemory();
    const end = times.at(-1)!;
    const latest = end - stepsSilent * STEP;
    const window = { kind: 'pressure', ended: false, proofs: [], node: 'n', id: 'p', earliest: START, latest } as const;
    const scene = sceneOf({ memory: articleMemory({ events: [window] }) });
    const bar = layoutPlot(scene, FULL).shapes.find((shape) => shape.kind === 'rect' && shape.radius === 2);
    const barEnd = bar?.kind === 'rect' ? bar.box.x + bar.box.width : NaN;
    expect(barEnd).toBeCloseTo(scene.x(reaches ? end : latest));
  });

  it('keeps a hostile name as plain text', () => {
    const events = [{ ...EVICTED_LEAK, pod: '<img src=x onerror=alert(1)>' }];
    expect(texts(shapesOf({ memory: articleMemory({ events }) }))).toContain('Evicted <img src=x onerror=alert(1)>');
  });

  it('keeps every shape finite and on the canvas, for any data and size', () => {
    const scene = { view: fc.constantFrom<PanelView>('pods', 'node', 'both'), memory: anyMemory() };
    const size = fc.record({ width: fc.integer({ min: 1, max: 3840 }), height: fc.integer({ min: 1, max: 2160 }) });
    fc.assert(
      fc.property(fc.record(scene), size, (parts, canvas) => {
        const drawn = sceneOf(parts, canvas);
        for (const shape of layoutPlot(drawn, FULL).shapes) {
          for (const { x, y } of cornersOf(shape, drawn.measure)) {
            expect(x).toBeGreaterThanOrEqual(-1e-3);
            expect(x).toBeLessThanOrEqual(canvas.width + 1e-3);
            expect(y).toBeGreaterThanOrEqual(-1e-3);
            expect(y).toBeLessThanOrEqual(canvas.height + 1e-3);
          }
        }
      }),
      { numRuns: 60 }
    );
  });
});

function cornersOf(shape: Shape, measure: MeasureText): readonly Point[] {
  switch (shape.kind) {
    case 'polyline':
    case 'area':
      return shape.points;
    case 'marker':
      return [shape.at];
    case 'rect':
    case 'text': {
      const { x, y, width, height } = shape.kind === 'rect' ? shape.box : textBox(shape, measure);
      return [
        { x, y },
        { x: x + width, y: y + height },
      ];
    }
  }
}

function anyMemory(): fc.Arbitrary<NodeMemory> {
  const values = fc.array(fc.oneof(fc.constant(null), fc.double({ min: -1e12, max: 1e12 })), {
    minLength: 8,
    maxLength: 8,
  });
  const curve = values.map((drawn) => ({ values: drawn, provenance: 'measured' as const, source: 's' }));
  const event = fc.record({ from: fc.double({ min: -9, max: 20, noNaN: true }), pod: fc.string() });
  return fc
    .record({
      nodeWorkingSet: curve,
      nodeAvailable: curve,
      podsWorkingSet: curve,
      podsGhost: curve,
      lines: fc.record({ capacity: curve, kubepodsLimit: curve, allocatable: curve, evictionHard: curve }),
      events: fc.array(event, { maxLength: 8 }),
    })
    .map(({ events, ...parts }) =>
      articleMemory({
        ...parts,
        events: events.map(({ from, pod }, index) => {
          const time = { earliest: START + from * STEP, latest: START + (from + 1) * STEP };
          return { ...EVICTED_LEAK, ...time, pod, id: String(index) };
        }),
      })
    );
}
