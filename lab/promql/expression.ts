import type { Grouping } from './vector';

export interface LabelMatcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** A vector selector; times in milliseconds. */
export interface Selector {
  readonly kind: 'selector';
  readonly matchers: readonly LabelMatcher[];
  readonly offset: number;
  readonly at?: number;
}

export interface Matching {
  /** By which labels rows meet. */
  readonly grouping: Grouping;
  readonly many: 'none' | 'left' | 'right';
  /** Taken over from the "one" side. */
  readonly include: readonly string[];
}

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | Selector
  | { readonly kind: 'range'; readonly of: Selector; readonly range: number }
  | {
      readonly kind: 'subquery';
      readonly of: Expression;
      readonly range: number;
      readonly step: number;
      readonly offset: number;
      readonly at?: number;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: 'aggregate';
      readonly op: string;
      readonly grouping: Grouping;
      readonly parameter?: Expression;
      readonly of: Expression;
    }
  | {
      readonly kind: 'binary';
      readonly op: string;
      readonly bool: boolean;
      readonly left: Expression;
      readonly right: Expression;
      readonly matching: Matching;
    }
  | { readonly kind: 'negated'; readonly of: Expression };

/** PromQL that this evaluator does not know: it never guesses. */
export class UnknownShape extends Error {
  override readonly name = 'UnknownShape';
}
