import { findGone } from '../nodesGone';
import { notThereIn } from '../nodesIn';
import { joinReplies, NO_REPLY } from '../ports/replies';
import { isLong, nodesSeenOf } from '../queries/nodeInfo';
import type { FleetNode } from '../../domain/fleet/fleetNode';
import type { PrometheusPort, PromQuery, PromReply } from '../ports/port';

import { evaluateFleet } from './evaluateFleet';
import { fleetDetailQueries, fleetQueries, fleetRowQueries, identityScope, thereIn } from './fleetQueries';
import { curveTimes, type FleetScope } from './fleetScope';
import { partsOf } from './parts';

export interface LoadedFleet {
  readonly nodes: readonly FleetNode[];
  readonly reply: PromReply;
}

interface Options {
  readonly signal?: AbortSignal;
  /** Called with all nodes before it is known what their pods ask for and, to the byte, what they use. */
  readonly onRows?: (nodes: readonly FleetNode[]) => void;
}

/**
 * All nodes by five queries. Of many nodes, where somebody waits for the rows, those go first that tell the risk: what pods ask
 * for is as many series again as they have containers.
 */
export async function loadFleet(port: PrometheusPort, scope: FleetScope, options: Options = {}): Promise<LoadedFleet> {
  const { signal, onRows } = options;
  const times = curveTimes(scope);
  const ask = (queries: readonly PromQuery[]) => port({ ...times, queries }, signal);
  const asked = identityScope(scope);
  /** When those were there last that were in the range but are not at its end. */
  const withGone = async (first: PromReply) => {
    const now = thereIn(first);
    const { gone, more } = isLong(asked)
      ? await findGone(ask, asked, now)
      : { gone: notThereIn(now, scope.labels), more: NO_REPLY };
    const queries = nodesSeenOf({ ...asked, seen: 'last' }, gone);
    return joinReplies(first, more, queries.length === 0 ? NO_REPLY : await ask(queries));
  };
  if (!onRows || scope.hasRules || scope.isSmall) {
    const reply = await withGone(await ask(fleetQueries(scope)));
    return { nodes: evaluateFleet(scope, reply), reply };
  }
  const rows = await withGone(await ask(fleetRowQueries(scope)));
  const isAnswered = Object.keys(rows.series).length > 0;
  // The curves' ends stand in for what is asked for later; they keep for some minutes what ended.
  const ends = partsOf(rows.series.fleetCurves).get('pods') ?? [];
  const nodes = evaluateFleet(scope, { series: { ...rows.series, fleetPods: ends } });
  if (nodes.length > 0) {
    onRows(nodes.map((node) => ({ ...node, requestsPending: true })));
  }
  // A server that is down is not asked for more.
  const details = isAnswered ? await ask(fleetDetailQueries(scope)) : NO_REPLY;
  const reply = joinReplies(rows, details);
  return { nodes: evaluateFleet(scope, reply), reply };
}
