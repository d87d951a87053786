/** How a review of one scenario in one place came out. */
export type Cell =
  | { readonly kind: 'told'; readonly isRight: boolean; readonly said: readonly Said[]; readonly from?: string }
  | { readonly kind: 'none'; readonly why: string };

export interface Said {
  readonly verdict: string;
  readonly confidence: string;
}

export const PLACES = ['simulator', 'this kernel', 'recording-1', 'recording-2'] as const;

export interface Row {
  readonly scenario: string;
  /** The verdicts that it is there for. */
  readonly happens: readonly string[];
  readonly cells: Readonly<Record<(typeof PLACES)[number], Cell>>;
}

/** Whether nothing in it is wrong; what was not run is no mistake. */
export const isRight = ({ cells }: Row): boolean =>
  Object.values(cells).every((cell) => cell.kind === 'none' || cell.isRight);
