import { applyLog } from '../src/domain/incidents/applyLog';
import type { Incident } from '../src/domain/incidents/types';
import type { LogReview } from '../src/domain/logs/readLog';
import type { NodeIdentity } from '../src/domain/nodeIdentity';
import type { Finding } from '../src/domain/provenance';
import type { EpochMs } from '../src/domain/units';
import { inTurns } from '../src/prometheus/inTurns';
import { loadIdentities } from '../src/prometheus/identity';
import { loadPodNames } from '../src/prometheus/podNames';
import type { PrometheusPort } from '../src/prometheus/port';
import { DEFAULT_LABELS, type NodeScope } from '../src/prometheus/scope';
import { watchErrors } from '../src/prometheus/watchErrors';

export type LoadIncidents = (
  port: PrometheusPort,
  scope: NodeScope
) => Promise<{ readonly incidents: readonly Incident[]; readonly findings: readonly Finding[] }>;

export interface ReviewRequest {
  readonly port: PrometheusPort;
  readonly loadIncidents: LoadIncidents;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly node?: string;
  readonly cluster?: string;
  /** A kernel or kubelet log to prove the incidents with. */
  readonly log?: LogReview;
  readonly onProgress?: (text: string) => void;
}

export interface Review {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly nodes: number;
  /** Oldest first. */
  readonly incidents: readonly Incident[];
  readonly findings: readonly Finding[];
  /** Nodes of which something could not be read: that they had no incident is not known. */
  readonly incomplete: readonly string[];
}

/** Nodes asked at once: enough to hide the network, too few to hurt a Prometheus. */
const AT_ONCE = 4;

/** Every incident of the nodes in the range. Rejects when not even the list of nodes can be had. */
export async function review(request: ReviewRequest): Promise<Review> {
  const nodes = await nodesOf(request);
  const reviewed = await inTurns(nodes, AT_ONCE, (identity, index) => {
    request.onProgress?.(`reading ${identity.node} (${index + 1} of ${nodes.length})`);
    return reviewNode(request, identity);
  });
  const incidents = reviewed.flatMap(({ incidents: found }) => found);
  return {
    from: request.from,
    to: request.to,
    nodes: nodes.length,
    incidents: [...incidents].sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1)),
    findings: distinct(reviewed.flatMap(({ findings }) => findings)),
    incomplete: nodes.flatMap(({ node }, index) => (reviewed[index]?.findings.some(isError) ? [node] : [])),
  };
}

async function nodesOf({ port, from, to, node, cluster }: ReviewRequest): Promise<readonly NodeIdentity[]> {
  const known = await loadIdentities(port, { labels: DEFAULT_LABELS, from, to, cluster, node });
  if (known.length > 0) {
    return known;
  }
  const where = cluster === undefined ? '' : ` in cluster "${cluster}"`;
  throw new Error(
    node === undefined
      ? `no node was found${where} in this time range; name one with --node, or widen the range with --from and --to`
      : `node "${node}" was not found${where} in this time range; its name is the one that kubectl get nodes prints`
  );
}

interface NodeReview {
  readonly incidents: readonly Incident[];
  readonly findings: readonly Finding[];
}

async function reviewNode(request: ReviewRequest, identity: NodeIdentity): Promise<NodeReview> {
  const scope = scopeOf(request, identity);
  const { port, errors } = watchErrors(request.port);
  try {
    const found = await request.loadIncidents(port, scope);
    return {
      incidents: await proven(request, scope, found.incidents),
      findings: [
        ...errors()
          .filter(({ message }) => !found.findings.some(({ text }) => text.includes(message)))
          .map(({ message }) => unreadable(identity, message)),
        ...found.findings,
      ],
    };
  } catch (error) {
    return { incidents: [], findings: [unreadable(identity, error instanceof Error ? error.message : String(error))] };
  }
}

const unreadable = ({ node }: NodeIdentity, message: string): Finding => ({
  severity: 'error',
  code: 'query-failed',
  text: `${node} could not be read completely: ${message}`,
});

async function proven(
  { port, log }: ReviewRequest,
  scope: NodeScope,
  incidents: readonly Incident[]
): Promise<readonly Incident[]> {
  if (log === undefined || incidents.length === 0) {
    return incidents;
  }
  const pods = await loadPodNames(port, scope);
  return incidents.map((incident) => applyLog(incident, log, { pods }));
}

const SCRAPE_INTERVAL = 30_000;
/** Prometheus refuses more than 11 000 points a series. */
const MOST_POINTS = 10_000;

function scopeOf({ from, to }: ReviewRequest, identity: NodeIdentity): NodeScope {
  const step = Math.max(SCRAPE_INTERVAL, Math.ceil((to - from) / MOST_POINTS / 1000) * 1000);
  return {
    identity,
    labels: DEFAULT_LABELS,
    from,
    to,
    step,
    scrapeInterval: SCRAPE_INTERVAL,
    measure: 'containers',
    overrides: [],
  };
}

const isError = ({ severity }: Finding) => severity === 'error';

/** A collection lacks the same series on every node: said once. */
const distinct = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((finding) => [`${finding.code}\n${finding.text}`, finding])).values(),
];
