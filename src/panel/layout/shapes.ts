import type { Box, Point } from './geometry';

/** Everything the chart is made of. Positions in CSS pixels, colours as CSS strings; texts are plain, never markup. */
export type Shape = Polyline | Area | Rect | Text | Marker;

export interface Polyline {
  readonly kind: 'polyline';
  readonly points: readonly Point[];
  readonly color: string;
  readonly width: number;
  /** Lengths of strokes and gaps; absent for a solid line. */
  readonly dash?: readonly number[];
  /** Round caps turn dashes of length 0 into dots. */
  readonly round?: boolean;
  readonly opacity?: number;
}

/** A closed polygon, plain or hatched. */
export interface Area {
  readonly kind: 'area';
  readonly points: readonly Point[];
  readonly fill: string;
  readonly opacity: number;
  /** Colour and opacity of diagonal strokes over the fill. */
  readonly hatch?: { readonly color: string; readonly opacity: number };
}

export interface Rect {
  readonly kind: 'rect';
  readonly box: Box;
  readonly fill: string;
  readonly opacity?: number;
  readonly radius?: number;
}

export interface Text {
  readonly kind: 'text';
  readonly text: string;
  /** On the baseline, at the side that `align` names. */
  readonly at: Point;
  readonly align: 'left' | 'center' | 'right';
  readonly size: number;
  readonly color: string;
  readonly weight?: number;
}

export interface Marker {
  readonly kind: 'marker';
  readonly at: Point;
  readonly symbol: 'triangle' | 'diamond' | 'square' | 'ring' | 'dot';
  /** Width in pixels. */
  readonly size: number;
  readonly color: string;
}

/** Width in pixels of a text on one line. */
export type MeasureText = (text: string, size: number, weight?: number) => number;

/** The box a text covers: its ascent and descent are 0.8 and 0.25 of its size. */
export function textBox(text: Text, measure: MeasureText): Box {
  const width = measure(text.text, text.size, text.weight);
  const shift = { left: 0, center: width / 2, right: width }[text.align];
  return { x: text.at.x - shift, y: text.at.y - 0.8 * text.size, width, height: 1.05 * text.size };
}

/** The text cut at its end with an ellipsis to fit; empty when not even one character fits. */
export function ellipsize(text: string, width: number, size: number, measure: MeasureText): string {
  const characters = Array.from(text);
  const cut = (kept: number) => `${characters.slice(0, kept).join('').trimEnd()}…`;
  return fit(text, characters.length, cut, (candidate) => measure(candidate, size) <= width);
}

/** The text cut in its middle: pods of one name differ at their ends. */
export function ellipsizeMiddle(text: string, width: number, size: number, measure: MeasureText): string {
  const characters = Array.from(text);
  const cut = (kept: number) => {
    const tail = Math.floor(kept / 2);
    return `${characters
      .slice(0, kept - tail)
      .join('')
      .trimEnd()}…${characters
      .slice(characters.length - tail)
      .join('')
      .trimStart()}`;
  };
  return fit(text, characters.length, cut, (candidate) => measure(candidate, size) <= width);
}

/** The most of a text's characters that fit. */
function fit(text: string, length: number, cut: (kept: number) => string, fits: (text: string) => boolean): string {
  if (fits(text)) {
    return text;
  }
  let [low, high] = [0, length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    [low, high] = fits(cut(middle)) ? [middle, high] : [low, middle - 1];
  }
  return low === 0 ? '' : cut(low);
}
