import type { Shape } from '../layout/shapes';
import { drawShapes } from './drawShapes';

/** Writes down what it is told, in order. */
function recordingContext() {
  const calls: string[] = [];
  const target: Record<string, unknown> = {};
  const context = new Proxy(target, {
    get: (_, name: string) => target[name] ?? ((...args: unknown[]) => calls.push(`${name}(${args.join(' ')})`)),
  }) as unknown as CanvasRenderingContext2D;
  return { context, calls };
}

const drawn = (shape: Shape) => {
  const { context, calls } = recordingContext();
  drawShapes(context, [shape], 'Inter');
  return calls;
};

describe('drawShapes', () => {
  it('leaves the context as it was after every shape', () => {
    const calls = drawn({ kind: 'rect', box: { x: 1, y: 2, width: 3, height: 4 }, fill: '#000' });
    expect(calls).toEqual(['save()', 'beginPath()', 'roundRect(1 2 3 4 0)', 'fill()', 'restore()']);
  });

  it('writes a hostile text as it is', () => {
    const text = '<img src=x onerror=alert(1)>';
    const calls = drawn({ kind: 'text', text, at: { x: 5, y: 6 }, align: 'left', size: 12, color: '#fff' });
    expect(calls).toContain(`fillText(${text} 5 6)`);
  });

  it('hatches inside the area only', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 20, y: 0 },
      { x: 20, y: 10 },
      { x: 0, y: 10 },
    ];
    const hatch = { color: '#f00', opacity: 0.5 };
    const calls = drawn({ kind: 'area', points, fill: '#f00', opacity: 0.1, hatch });
    expect(calls.indexOf('clip()')).toBeGreaterThan(calls.indexOf('fill()'));
    expect(calls.indexOf('clip()')).toBeLessThan(calls.indexOf('stroke()'));
  });

  it.each([
    [
      'leaves out points that nobody could tell from the line through their neighbours',
      0.1,
      ['moveTo(0 0)', 'lineTo(20 0)'],
    ],
    ['keeps a point that stands out by half a pixel', 0.5, ['moveTo(0 0)', 'lineTo(10 0.5)', 'lineTo(20 0)']],
  ])('%s', (_, y, expected) => {
    const points = [
      { x: 0, y: 0 },
      { x: 10, y },
      { x: 20, y: 0 },
    ];
    const calls = drawn({ kind: 'polyline', points, color: '#f00', width: 1 });
    expect(calls.filter((call) => /^(moveTo|lineTo)/.test(call))).toEqual(expected);
  });

  it('dashes a line', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 9, y: 9 },
    ];
    expect(drawn({ kind: 'polyline', points, color: '#f00', width: 1, dash: [5, 4] })).toContain('setLineDash(5,4)');
  });
});
