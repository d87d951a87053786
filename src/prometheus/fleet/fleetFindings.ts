import { capital } from '../../domain/words/capital';
import { counted } from '../../domain/words/counted';
import type { FleetNode } from '../../domain/fleet/fleetNode';
import { gapFindings } from '../../domain/incidents/partialData';
import type { Finding } from '../../domain/provenance';
import { gapsIn } from '../gaps';
import type { PromReply } from '../ports/port';
import {
  KEEP_LIFE_SIGNS,
  KEEP_ROOT_CGROUP,
  RUN_KUBE_STATE_METRICS,
  RUN_NODE_EXPORTER,
  SCRAPE_CADVISOR,
  SCRAPE_KUBELET,
} from '../remedies';

/** What did not arrive, and what no series tells of some nodes or of all. */
export function fleetFindings(nodes: readonly FleetNode[], reply: PromReply): readonly Finding[] {
  const gaps = gapsIn(reply);
  const failed = gaps.flatMap((gap): readonly Finding[] =>
    gap.kind === 'failed'
      ? [
          {
            severity: 'error',
            code: 'query-failed',
            text: `${capital(gap.question ?? 'a question')} could not be read: ${gap.message}`,
          },
        ]
      : []
  );
  const present = nodes.filter(({ goneSince }) => goneSince === undefined);
  return [...failed, ...gapFindings(gaps), ...MISSING.flatMap((missing) => findMissing(missing, present, reply))];
}

interface Missing {
  readonly code: string;
  readonly of: keyof FleetNode;
  /** The queries that would have told; where one failed, silence says nothing about the collection. */
  readonly asked: readonly string[];
  readonly what: string;
  readonly remedy: string;
}

const MISSING: readonly Missing[] = [
  {
    code: 'fleet-missing-pods',
    of: 'podsWorkingSet',
    asked: ['fleetPods', 'fleetNow'],
    what: 'How much the pods use',
    remedy: `${SCRAPE_CADVISOR} ${KEEP_LIFE_SIGNS}`,
  },
  {
    code: 'fleet-missing-node',
    of: 'nodeAvailable',
    asked: ['fleetNodes', 'fleetState', 'fleetNow'],
    what: 'How much is available',
    remedy: KEEP_ROOT_CGROUP,
  },
  {
    code: 'fleet-missing-evictions',
    of: 'evictions',
    asked: ['fleetNodes', 'fleetCounts'],
    what: 'How many pods were evicted',
    remedy: SCRAPE_KUBELET,
  },
  {
    code: 'fleet-missing-oom-kills',
    of: 'oomKills',
    asked: ['fleetCounts'],
    what: 'How many processes the kernel killed',
    remedy: RUN_NODE_EXPORTER,
  },
  {
    code: 'fleet-missing-pressure',
    of: 'pressure',
    asked: ['fleetNodes', 'fleetState'],
    what: 'Whether there is MemoryPressure',
    remedy: RUN_KUBE_STATE_METRICS,
  },
  {
    code: 'fleet-missing-requests',
    of: 'requests',
    asked: ['fleetRequests', 'fleetNow'],
    what: 'What the pods request',
    remedy: RUN_KUBE_STATE_METRICS,
  },
];

function findMissing(
  { code, of, asked, what, remedy }: Missing,
  nodes: readonly FleetNode[],
  { errors }: PromReply
): Finding[] {
  const lacking = nodes.filter((node) => node[of] === undefined).length;
  const hasFailed = errors.some(({ refId }) => refId === undefined || asked.includes(refId));
  if (lacking === 0 || hasFailed) {
    return [];
  }
  const which = lacking === nodes.length ? '' : ` on ${lacking} of ${counted(nodes.length, 'node')}`;
  return [{ severity: 'info', code, text: `${what}${which} is unknown: the series are not there.`, remedy }];
}
