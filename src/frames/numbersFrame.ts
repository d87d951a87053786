import type { DataFrame } from '@grafana/data';

import type { Numbers } from '../domain/numbers/numbers';

const NAME = 'numbers';

/** The numbers of a node's memory, for the app's page: its curves are of many things, none of which is the one to draw. */
export const numbersFrame = (numbers: Numbers): DataFrame => ({
  name: NAME,
  length: 0,
  fields: [],
  meta: { custom: { numbers } },
});

/** Undefined while they have not arrived. */
export function readNumbers(series: readonly DataFrame[]): Numbers | undefined {
  const found: unknown = series.find(({ name }) => name === NAME)?.meta?.custom?.numbers;
  return isNumbers(found) ? found : undefined;
}

/** Only our own data source writes this frame. */
const isNumbers = (found: unknown): found is Numbers =>
  typeof found === 'object' && found !== null && 'times' in found && Array.isArray(found.times);
