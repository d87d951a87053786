import simplify from 'simplify-js';

import { bottom, boxAround, right } from '../layout/geometry';
import type { Marker, Polyline, Shape, Text } from '../layout/shapes';
import { markerPoints } from './markerPoints';

/** Draws shapes on a canvas whose units are CSS pixels. It decides nothing. */
export function drawShapes(ctx: CanvasRenderingContext2D, shapes: readonly Shape[], fontFamily: string): void {
  for (const shape of shapes) {
    ctx.save();
    drawShape(ctx, shape, fontFamily);
    ctx.restore();
  }
}

function drawShape(ctx: CanvasRenderingContext2D, shape: Shape, fontFamily: string): void {
  switch (shape.kind) {
    case 'polyline':
      return drawPolyline(ctx, shape);
    case 'area':
      trace(ctx, shape.points);
      ctx.closePath();
      return fillArea(ctx, shape);
    case 'rect':
      ctx.globalAlpha = shape.opacity ?? 1;
      ctx.fillStyle = shape.fill;
      ctx.beginPath();
      ctx.roundRect(shape.box.x, shape.box.y, shape.box.width, shape.box.height, shape.radius ?? 0);
      return ctx.fill();
    case 'text':
      return drawText(ctx, shape, fontFamily);
    case 'marker':
      return drawMarker(ctx, shape);
  }
}

function trace(ctx: CanvasRenderingContext2D, points: Polyline['points']): void {
  ctx.beginPath();
  points.forEach(({ x, y }, index) => (index === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
}

/**
 * CSS pixels that a line may run beside its points: less than a canvas shows. Most samples of a node lie no further from the line through
 * their neighbours.
 */
const UNSEEN = 0.2;

function drawPolyline(ctx: CanvasRenderingContext2D, line: Polyline): void {
  ctx.globalAlpha = line.opacity ?? 1;
  ctx.strokeStyle = line.color;
  ctx.lineWidth = line.width;
  ctx.lineJoin = 'round';
  ctx.lineCap = line.round ? 'round' : 'butt';
  ctx.setLineDash([...(line.dash ?? [])]);
  trace(ctx, simplify([...line.points], UNSEEN, true));
  ctx.stroke();
}

/** Distance between hatch strokes, along the horizontal. */
const HATCH_STEP = 11;

function fillArea(ctx: CanvasRenderingContext2D, area: Extract<Shape, { kind: 'area' }>): void {
  ctx.globalAlpha = area.opacity;
  ctx.fillStyle = area.fill;
  ctx.fill();
  if (!area.hatch) {
    return;
  }
  const box = boxAround(area.points);
  const [top, low] = [box.y, bottom(box)];
  ctx.clip();
  ctx.globalAlpha = area.hatch.opacity;
  ctx.strokeStyle = area.hatch.color;
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  for (let x = box.x - box.height; x < right(box); x += HATCH_STEP) {
    ctx.moveTo(x, low);
    ctx.lineTo(x + box.height, top);
  }
  ctx.stroke();
}

function drawText(ctx: CanvasRenderingContext2D, text: Text, fontFamily: string): void {
  // A canvas on the page inherits the page's letter spacing, the one that measures does not.
  ctx.letterSpacing = '0px';
  ctx.font = `${text.weight ?? 400} ${text.size}px ${fontFamily}`;
  ctx.fillStyle = text.color;
  ctx.textAlign = text.align;
  ctx.textBaseline = 'alphabetic';
  ctx.fillText(text.text, text.at.x, text.at.y);
}

function drawMarker(ctx: CanvasRenderingContext2D, marker: Marker): void {
  const { x, y } = marker.at;
  ctx.fillStyle = ctx.strokeStyle = marker.color;
  if (marker.symbol === 'ring' || marker.symbol === 'dot') {
    ctx.beginPath();
    ctx.arc(x, y, marker.size / 2, 0, 2 * Math.PI);
    ctx.lineWidth = 2;
    return marker.symbol === 'ring' ? ctx.stroke() : ctx.fill();
  }
  trace(ctx, markerPoints(marker));
  ctx.closePath();
  ctx.fill();
}
