import { boxAround, clipPolyline } from './geometry';
import type { Area, Shape } from './shapes';

/** How far a rim reaches beyond both sides of its curve together, in pixels. */
const WIDER = 2.5;

/**
 * Each solid curve with a rim in the background's colour behind it where it runs over a band: it stays readable over hatching and over
 * the black zone. Elsewhere nobody would see a rim, and a wide stroke takes a canvas as long as the curve itself.
 */
export function withRims(curves: readonly Shape[], bands: readonly Shape[], background: string): readonly Shape[] {
  const boxes = bands.filter((shape): shape is Area => shape.kind === 'area').map(({ points }) => boxAround(points));
  return curves.flatMap((curve): readonly Shape[] => {
    if (curve.kind !== 'polyline' || curve.dash) {
      return [curve];
    }
    const rim = { color: background, width: curve.width + WIDER, opacity: 0.6 };
    const over = boxes.flatMap((box) => clipPolyline(curve.points, box));
    return [...over.map((points) => ({ kind: 'polyline', points, ...rim }) as const), curve];
  });
}
