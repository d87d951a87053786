import type { EpochMs } from '../../domain/units';

import { narrowRange } from './narrowRange';

/** The page's query string with the minutes around what happened as its range. */
export function around(search: string, happened: { readonly from: EpochMs; readonly to: EpochMs }): string {
  const { from, to } = narrowRange(happened);
  const params = new URLSearchParams(search);
  params.set('from', new Date(from).toISOString());
  params.set('to', new Date(to).toISOString());
  return params.toString();
}
