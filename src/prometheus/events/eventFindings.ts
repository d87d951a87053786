import { withoutKubelet } from '../../domain/node/noKubelet';
import type { Finding } from '../../domain/provenance';
import { hasNoKubelet } from '../noKubelet';
import type { PromReply } from '../ports/port';
import type { NodeScope } from '../scope';

import { partOf, seriesOf } from './eventSource';
import { EVENT_SOURCES } from './sources';

/** What the sources of events lack, each with what it costs and the setting that brings it back. */
export function eventFindings(reply: PromReply, { podsError }: Pick<NodeScope, 'podsError'> = {}): readonly Finding[] {
  const gaps = EVENT_SOURCES.filter(({ refId }) => refId in reply.series).flatMap((source) =>
    source.missing
      .filter(({ part }) => (part ? partOf(reply, source, part) : seriesOf(reply, source)).length === 0)
      .map(({ finding }) => finding)
  );
  return [
    ...(hasNoKubelet(reply) ? withoutKubelet(gaps) : gaps),
    ...failed(reply),
    ...(podsError === undefined ? [] : [joined(podsError)]),
  ];
}

/** Slower, not less. */
const joined = (reason: string): Finding => ({
  severity: 'info',
  code: 'pods-not-named',
  text: `Which pods were on this node could not be asked beforehand (${reason}): their statuses were read of all pods of the cluster.`,
});

function failed(reply: PromReply): Finding[] {
  const ours = EVENT_SOURCES.map(({ refId }) => refId);
  return reply.errors
    .filter(({ refId }) => refId === undefined || ours.includes(refId))
    .map(({ message }) => ({
      severity: 'error',
      code: 'events-query-failed',
      text: `A question about events failed: ${message}`,
    }));
}
