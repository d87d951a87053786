import type { DataFrame } from '@grafana/data';

import type { PodHistory } from '../prometheus/podHistory';

/** As it was read; incomplete when some of its queries failed. */
export type ReadHistory = PodHistory & { readonly incomplete: boolean };

const NAME = 'podHistory';

/** Where the pods of a name ran and how they ended, for the app's pages: there is nothing in it to draw. */
export const podHistoryFrame = (podHistory: ReadHistory): DataFrame => ({
  name: NAME,
  length: 0,
  fields: [],
  meta: { custom: { podHistory } },
});

/** Undefined while it has not arrived. */
export function readPodHistory(series: readonly DataFrame[]): ReadHistory | undefined {
  const found: unknown = series.find(({ name }) => name === NAME)?.meta?.custom?.podHistory;
  return isPodHistory(found) ? found : undefined;
}

/** Only our own data source writes this frame. */
const isPodHistory = (found: unknown): found is ReadHistory =>
  typeof found === 'object' && found !== null && 'ends' in found && Array.isArray(found.ends);
