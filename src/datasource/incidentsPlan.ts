import type { NoNode } from '../domain/node/noNode';
import type { NodeIdentity } from '../domain/node/nodeIdentity';
import { incidentsFrame } from '../frames/incidentsFrame';
import { noNodeFrame } from '../frames/noNodeFrame';
import { withErrors } from '../prometheus/errorWords';
import { loadIncidents } from '../prometheus/incidents/loadIncidents';
import type { PrometheusPort } from '../prometheus/port';
import type { NodeScope } from '../prometheus/scope';
import { watchErrors } from '../prometheus/watchErrors';

import { throwIfAborted } from './abort';
import { messageOf } from './errorText';
import { inTurns } from '../prometheus/inTurns';
import type { Plan } from './plan';
import { reasonsIn } from './saidOnce';

interface Reviewing {
  readonly nodes: readonly NodeIdentity[];
  /** When there was a node, where there is none. */
  readonly noNode?: NoNode;
  readonly scopeOf: (identity: NodeIdentity) => NodeScope;
  /** Which pods a node had in a scope's range. */
  readonly podsOf: (scope: NodeScope) => Promise<Pick<NodeScope, 'pods' | 'podsError'>>;
  /** A port of its own for each node: two requests with one id cancel each other. */
  readonly portFor: () => PrometheusPort;
  readonly signal: AbortSignal;
}

/** Nodes reviewed at once: enough to hide the network, too few to hurt a Prometheus. */
const AT_ONCE = 3;

/**
 * The incidents of some nodes. They take requests that depend on each other, so they are loaded here and asked nothing more.
 * A node that cannot be read is an error finding beside the others' incidents; when none can, it rejects.
 */
export async function incidentsPlan({ nodes, noNode, scopeOf, podsOf, portFor, signal }: Reviewing): Promise<Plan> {
  const reviewed = await inTurns(nodes, AT_ONCE, async (identity) => {
    const { port, errors, isSilent } = watchErrors(portFor());
    const messages = () => reasonsIn(errors().map(({ message }) => message));
    try {
      const reviewed = await loadIncidents(port, scopeOf(identity), { signal, loadPods: podsOf });
      return isSilent()
        ? failure(identity, messages())
        : { ...reviewed, findings: withErrors(reviewed.findings, errors(), identity.node) };
    } catch (error) {
      return failure(identity, [messageOf(error)]);
    }
  });
  throwIfAborted(signal);
  const failed = reviewed.flatMap((one) => ('failed' in one ? [one.failed] : []));
  if (failed.length > 0 && failed.length === nodes.length) {
    throw new Error(failed.join(' '));
  }
  const found = reviewed.flatMap((one) => ('failed' in one ? [] : [one]));
  const frame = incidentsFrame({
    incidents: found.flatMap(({ incidents }) => incidents),
    findings: [
      ...failed.map((text) => ({ severity: 'error' as const, code: 'query-failed', text })),
      ...found.flatMap(({ findings }) => findings),
    ],
  });
  return { queries: [], frames: () => [frame, ...(noNode ? [noNodeFrame(noNode)] : [])] };
}

const failure = ({ node }: NodeIdentity, messages: readonly string[]) => ({ failed: `${node}: ${messages.join(' ')}` });
