import type { Shape } from '../layout/shapes';
import { svgShapes } from './svgShapes';

const PAGE = { width: 100, height: 50, background: '#181b1f', fontFamily: 'Inter' };
const parse = (shapes: readonly Shape[]) =>
  new DOMParser().parseFromString(svgShapes(shapes, PAGE), 'image/svg+xml').documentElement;
const text = (words: string): Shape => {
  return { kind: 'text', text: words, at: { x: 1, y: 2 }, align: 'left', size: 12, color: '#fff' };
};

describe('svgShapes', () => {
  it.each(['<img src=x onerror=alert(1)>', '</text><script>alert(1)</script>', `"' & ]]>`])(
    'shows %s literally and makes no element of it',
    (hostile) => {
      const svg = parse([text(hostile)]);
      expect(svg.querySelector('text')?.textContent).toBe(hostile);
      expect(svg.querySelectorAll('img, script, parsererror')).toHaveLength(0);
    }
  );

  it('stays well-formed with control characters in a label', () => {
    const svg = parse([text('a\u0000b\u001b[31mc')]);
    expect(svg.querySelector('text')?.textContent).toBe('ab[31mc');
  });

  it('draws each kind of shape', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 10, y: 10 },
      { x: 0, y: 10 },
    ];
    const svg = parse([
      { kind: 'polyline', points, color: '#f00', width: 2, dash: [4, 4] },
      { kind: 'area', points, fill: '#f00', opacity: 0.1, hatch: { color: '#f00', opacity: 0.5 } },
      { kind: 'rect', box: { x: 0, y: 0, width: 5, height: 5 }, fill: '#000' },
      { kind: 'marker', at: { x: 5, y: 5 }, symbol: 'triangle', size: 10, color: '#f00' },
      { kind: 'marker', at: { x: 5, y: 5 }, symbol: 'ring', size: 10, color: '#f00' },
    ]);
    expect(svg.querySelector('polyline')?.getAttribute('stroke-dasharray')).toBe('4 4');
    expect(svg.querySelectorAll('pattern')).toHaveLength(1);
    expect(svg.querySelectorAll('polygon')).toHaveLength(3);
    expect(svg.querySelectorAll('circle')).toHaveLength(1);
  });
});
