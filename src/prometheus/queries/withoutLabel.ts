import { OF_KUBELET, withoutLabel } from '../nodeSelector';
import type { PromQuery, PromReply } from '../ports/port';
import { aggregate, selectorOfAny } from '../promql';
import type { NodeScope } from '../scope';
import type { DurationMs } from '../../domain/units';

const REF_ID = 'withoutLabel';

/** So long before the range begins: an instant looks as far back, and a little more. */
const BEFORE: DurationMs = 300_000;

/** Whether any series of the node's kubelet lacks the node label: costs next to nothing where none does. */
export function seriesWithoutLabel(scope: NodeScope): PromQuery {
  const since = Math.ceil((scope.to - scope.from + BEFORE + scope.scrapeInterval) / 1000);
  const any = `last_over_time(${selectorOfAny(OF_KUBELET, withoutLabel(scope))}[${since}s])`;
  return { refId: REF_ID, expr: aggregate('group', any), mode: 'instant' };
}

/** Not where nobody could tell. */
export const areLabelled = ({ series }: Pick<PromReply, 'series'>): boolean => series[REF_ID]?.length === 0;
