import type { MeasureText } from '../layout/shapes';

/** Measures as the canvas will draw; without a canvas (tests) it guesses from the number of characters. */
export function measureWith(fontFamily: string): MeasureText {
  const context = document.createElement('canvas').getContext('2d') ?? undefined;
  const known = new Map<string, number>();
  return (text, size, weight = 400) => {
    if (!context) {
      return 0.55 * size * text.length;
    }
    const key = `${weight} ${size} ${text}`;
    const width = known.get(key) ?? measure(context, `${weight} ${size}px ${fontFamily}`, text);
    if (known.size > 2000) {
      known.clear();
    }
    known.set(key, width);
    return width;
  };
}

function measure(context: CanvasRenderingContext2D, font: string, text: string): number {
  context.font = font;
  return context.measureText(text).width;
}
