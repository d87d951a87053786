import type { Marker, Shape } from '../layout/shapes';
import { markerPoints } from './markerPoints';

/** The shapes as one SVG document. Texts are escaped; nothing in it refers to anything outside it. */
export function svgShapes(shapes: readonly Shape[], { width, height, background, fontFamily }: SvgPage): string {
  const hatches = shapes.flatMap((shape, index) =>
    shape.kind === 'area' && shape.hatch ? [hatch(index, shape.hatch)] : []
  );
  const body = shapes.map((shape, index) => element(shape, `url(#hatch${index})`)).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(width)} ${n(height)}" width="${n(width)}" ` +
    `height="${n(height)}" font-family="${escapeXml(fontFamily)}"><defs>${hatches.join('')}</defs>` +
    `<rect width="${n(width)}" height="${n(height)}" fill="${escapeXml(background)}"/>${body}</svg>`
  );
}

export interface SvgPage {
  readonly width: number;
  readonly height: number;
  readonly background: string;
  readonly fontFamily: string;
}

function hatch(index: number, { color, opacity }: { color: string; opacity: number }): string {
  return (
    `<pattern id="hatch${index}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
    `<rect width="1.6" height="8" fill="${escapeXml(color)}" fill-opacity="${n(opacity)}"/></pattern>`
  );
}

function element(shape: Shape, hatchFill: string): string {
  switch (shape.kind) {
    case 'polyline':
      return (
        `<polyline points="${pairs(shape.points)}" fill="none" stroke="${escapeXml(shape.color)}" ` +
        `stroke-width="${n(shape.width)}" stroke-opacity="${n(shape.opacity ?? 1)}" stroke-linejoin="round" ` +
        `stroke-linecap="${shape.round ? 'round' : 'butt'}" stroke-dasharray="${shape.dash?.map(n).join(' ') ?? 'none'}"/>`
      );
    case 'area': {
      const points = pairs(shape.points);
      const plain = `<polygon points="${points}" fill="${escapeXml(shape.fill)}" fill-opacity="${n(shape.opacity)}"/>`;
      return shape.hatch ? `${plain}<polygon points="${points}" fill="${hatchFill}"/>` : plain;
    }
    case 'rect': {
      const { x, y, width, height } = shape.box;
      return (
        `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${n(shape.radius ?? 0)}" ` +
        `fill="${escapeXml(shape.fill)}" fill-opacity="${n(shape.opacity ?? 1)}"/>`
      );
    }
    case 'text': {
      const anchor = { left: 'start', center: 'middle', right: 'end' }[shape.align];
      return (
        `<text x="${n(shape.at.x)}" y="${n(shape.at.y)}" fill="${escapeXml(shape.color)}" font-size="${n(shape.size)}" ` +
        `font-weight="${shape.weight ?? 400}" text-anchor="${anchor}">${escapeXml(shape.text)}</text>`
      );
    }
    case 'marker':
      return marker(shape);
  }
}

function marker(shape: Marker): string {
  const color = escapeXml(shape.color);
  if (shape.symbol === 'ring' || shape.symbol === 'dot') {
    const paint = shape.symbol === 'ring' ? `fill="none" stroke="${color}" stroke-width="2"` : `fill="${color}"`;
    return `<circle cx="${n(shape.at.x)}" cy="${n(shape.at.y)}" r="${n(shape.size / 2)}" ${paint}/>`;
  }
  return `<polygon points="${pairs(markerPoints(shape))}" fill="${color}"/>`;
}

const n = (value: number): string => String(Math.round(value * 100) / 100);

const pairs = (points: ReadonlyArray<{ x: number; y: number }>): string =>
  points.map(({ x, y }) => `${n(x)},${n(y)}`).join(' ');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Also drops control characters, which XML 1.0 cannot hold at all. */
function escapeXml(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}
