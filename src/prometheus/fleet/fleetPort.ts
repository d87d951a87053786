import { isWorthAnother } from '../ports/bundlePort';
import { PART } from '../events/eventSource';
import type { PrometheusPort, PromReply } from '../ports/port';
import { or } from '../promql';
import { joinReplies, replyTo } from '../ports/replies';

import { EVENT_PARTS, FLEET_REF } from './fleetQueries';

/**
 * The same port, which asks which nodes there are and what happened on them by one query: that is answered before the curves are,
 * and the names of the parts tell the two apart. Where it fails each is asked alone.
 */
export function fleetPort(port: PrometheusPort): PrometheusPort {
  return async (request, signal) => {
    const [nodes, events] = [FLEET_REF.nodes, FLEET_REF.events].map((refId) =>
      request.queries.find((query) => query.refId === refId)
    );
    if (!nodes || !events) {
      return port(request, signal);
    }
    const others = request.queries.filter((query) => query !== nodes && query !== events);
    const both = { ...nodes, expr: or(nodes.expr, events.expr) };
    const reply = await port({ ...request, queries: [both, ...others] }, signal);
    if (reply.series[nodes.refId]) {
      return { ...reply, series: { ...reply.series, ...toldApart(reply.series[nodes.refId]) } };
    }
    const own = reply.errors.filter(({ refId }) => refId === nodes.refId);
    return own.length > 0 && own.every(isWorthAnother)
      ? joinReplies(replyTo(others, reply), await port({ ...request, queries: [nodes, events] }, signal))
      : { ...reply, errors: [...reply.errors, ...own.map((error) => ({ ...error, refId: events.refId }))] };
  };
}

const NAMES: ReadonlySet<string> = new Set(EVENT_PARTS);

function toldApart(series: PromReply['series'][string] = []): PromReply['series'] {
  const isEvent = ({ labels }: (typeof series)[number]) => NAMES.has(labels[PART] ?? '');
  return { [FLEET_REF.nodes]: series.filter((one) => !isEvent(one)), [FLEET_REF.events]: series.filter(isEvent) };
}
