import type { LogReview } from '../../../domain/logs/readLog';
import type { EpochMs } from '../../../domain/units';

/** What the page gives the worker. */
export interface LogJob {
  readonly blob: Blob;
  readonly reference: EpochMs;
}

/** What the worker tells the page. */
export type LogNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly review: LogReview }
  | { readonly kind: 'failed'; readonly message: string };
