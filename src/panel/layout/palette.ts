import type { NodeEventKind } from '../../domain/events/events';
import type { FieldName } from '../../frames/names';

import type { CurveName } from './names';

/** Colours as CSS strings, chosen for one theme. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly faintText: string;
  readonly grid: string;
  readonly fontFamily: string;
  readonly fields: Readonly<Record<FieldName, string>>;
  /** `blue`, for texts that point at a curve; absent when the user chose another colour. */
  readonly curveWords: Readonly<Partial<Record<CurveName, string>>>;
  readonly events: Readonly<Record<NodeEventKind, string>>;
  /** Of the bands. */
  readonly danger: string;
  readonly dangerHatch: number;
  readonly oomZone: { readonly fill: string; readonly opacity: number; readonly text: string };
  readonly pressureText: string;
  readonly lane: string;
}
