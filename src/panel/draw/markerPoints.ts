import type { Point } from '../layout/geometry';
import type { Marker } from '../layout/shapes';

/** Corners of a marker that is a polygon; rings and dots have none. */
export function markerPoints({ at, symbol, size }: Marker): readonly Point[] {
  const half = size / 2;
  const corners = {
    triangle: [
      [-half, -0.42 * size],
      [half, -0.42 * size],
      [0, 0.42 * size],
    ],
    diamond: [
      [0, -half],
      [half, 0],
      [0, half],
      [-half, 0],
    ],
    square: [
      [-half, -half],
      [half, -half],
      [half, half],
      [-half, half],
    ],
    ring: [],
    dot: [],
  }[symbol];
  return corners.map(([dx, dy]) => ({ x: at.x + (dx ?? 0), y: at.y + (dy ?? 0) }));
}
