import { distinctBy } from '../distinctBy';

import type { Evidence } from './types';

/** What one source says in the same words and numbers is said once, whenever it was seen. */
export const distinctEvidence = (items: readonly Evidence[]): Evidence[] =>
  distinctBy(items, ({ source, text, value }) => `${source}|${text}|${value ?? ''}`);
