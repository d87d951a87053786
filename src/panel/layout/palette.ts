import type { CurveName } from './names';

/** Colours as CSS strings, chosen for one theme. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly faintText: string;
  readonly grid: string;
  readonly fontFamily: string;
  readonly curves: Readonly<Record<CurveName, string>>;
  /** `blue`, for texts that point at a curve; absent when the user chose another colour. */
  readonly curveWords: Readonly<Partial<Record<CurveName, string>>>;
  /** Lines that kill and evictions. */
  readonly danger: string;
  readonly dangerHatch: number;
  readonly oomKill: string;
  readonly termination: string;
  readonly capacity: string;
  readonly oomZone: { readonly fill: string; readonly opacity: number; readonly text: string };
  readonly pressure: string;
  readonly pressureText: string;
  readonly lane: string;
}
