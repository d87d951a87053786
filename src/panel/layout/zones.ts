import type { PanelOptions } from '../options';

import { EVENT_ROW } from './eventMarks';
import { LANE } from './pressureLane';

/** What has room around the plot. */
export interface Zones {
  readonly headline: boolean;
  readonly subline: boolean;
  readonly footnote: boolean;
  readonly legend: boolean;
  /** Labels of events above the plot. */
  readonly events: boolean;
  /** The lane of conditions below the plot. */
  readonly lane: boolean;
  readonly axes: boolean;
  /** The name of the lane, beside it. */
  readonly laneName: boolean;
}

/** CSS pixels that each part takes from the plot's height. */
export const HEIGHT = { headline: 26, subline: 20, footnote: 20, legend: 30, events: EVENT_ROW + 6 } as const;

/** Below these heights a part goes, the least needed first; the plot keeps what is left. */
const NEEDS = { footnote: 300, subline: 260, legend: 220, headline: 160, lane: 130, events: 100, axes: 60 } as const;

/** The parts of a panel of this size; below a postage stamp only the curves are left. */
export function zones(size: { readonly width: number; readonly height: number }, options: PanelOptions): Zones {
  const has = (part: keyof typeof NEEDS, width: number): boolean => size.height >= NEEDS[part] && size.width >= width;
  return {
    headline: options.showHeadline && has('headline', 160),
    subline: options.showHeadline && has('subline', 160),
    footnote: options.showFootnote && has('footnote', 240),
    legend: has('legend', 260),
    events: has('events', 120),
    lane: has('lane', 120),
    axes: has('axes', 120),
    laneName: has('lane', 520),
  };
}

/** A letter of the headline takes about half its size; the findings' badge stands beside it. */
const HEADLINE = { letter: 8.4, badge: 90, twoLinesFrom: 360 } as const;

/** A long headline takes a second line where the panel can spare one; what does not fit even then ends in an ellipsis. */
export function headlineLines(headline: string, size: { readonly width: number; readonly height: number }): 1 | 2 {
  const fits = headline.length * HEADLINE.letter <= size.width - HEADLINE.badge;
  return fits || size.height < HEADLINE.twoLinesFrom ? 1 : 2;
}

/** A line of the footnote beyond the first, and a letter of it. */
const FOOTNOTE = { line: 15, letter: 5.5, mostLines: 4 } as const;

/** The footnote's lines, so that it is read whole on a phone too, where the panel can spare them. */
export function footnoteLines(footnote: string, size: { readonly width: number; readonly height: number }): number {
  const wanted = Math.ceil((footnote.length * FOOTNOTE.letter) / Math.max(1, size.width - 16));
  return size.height < HEADLINE.twoLinesFrom ? 1 : Math.min(FOOTNOTE.mostLines, Math.max(1, wanted));
}

export const footnoteHeight = (lines: number): number => HEIGHT.footnote + (lines - 1) * FOOTNOTE.line;

/** Width of the value axis where the lane's name stands beside it; else it takes what its ticks need. */
export const WIDE_AXIS = 62;

/** Height of the time axis, with the lane of conditions between it and the plot. */
export function xAxisHeight({ axes, lane }: Pick<Zones, 'axes' | 'lane'>): number {
  return (axes ? 22 : 0) + (lane ? LANE.gap + LANE.height : 0);
}
