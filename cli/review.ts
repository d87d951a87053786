import { distinctBy } from '../src/domain/distinctBy';
import { applyLog } from '../src/domain/incidents/applyLog';
import { gapFindings } from '../src/domain/incidents/partialData';
import type { Incident } from '../src/domain/incidents/types';
import type { LogReview } from '../src/domain/logs/readLog';
import type { NodeIdentity } from '../src/domain/node/nodeIdentity';
import { answerPod, type PodAnswer } from '../src/domain/pod/podAnswer';
import type { PodSearch } from '../src/domain/pod/podSearch';
import type { Finding } from '../src/domain/provenance';
import type { EpochMs } from '../src/domain/units';
import { withErrors } from '../src/prometheus/errorWords';
import { gapsIn } from '../src/prometheus/gaps';
import { loadIdentities } from '../src/prometheus/identity';
import {
  AT_ONCE,
  FEW_NODES,
  jobsOf,
  onceEach,
  planReview,
  wholePlan,
  type ReviewPlan,
} from '../src/prometheus/incidents/reviewPlan';
import { inTurnsAsTheyCome } from '../src/prometheus/inTurns';
import { loadPodHistory, type PodHistory, type SeenPod } from '../src/prometheus/podHistory';
import { loadPodNames } from '../src/prometheus/podNames';
import type { PrometheusPort } from '../src/prometheus/ports/port';
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
  /** Only what touched this pod or workload, on the nodes that it ran on. */
  readonly search?: PodSearch;
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
  /** Nodes of which something could not be read, or came in part: that they had no incident is not known. */
  readonly incomplete: readonly string[];
  readonly pod?: ReviewedPod;
}

export interface ReviewedPod {
  readonly search: PodSearch;
  readonly answer: PodAnswer;
  readonly seen: readonly SeenPod[];
}

/** Every incident of the nodes in the range. Rejects when not even the list of nodes can be had. */
export async function review(request: ReviewRequest): Promise<Review> {
  const { port, errors, warnings } = watchErrors(request.port);
  const history = request.search && (await historyOf({ ...request, port }, request.search));
  const nodes = await nodesOf({ ...request, port }, history?.pods);
  let plan: ReviewPlan | undefined;
  const jobs = jobsOf(planOf(request, nodes), (part) => (plan = part));
  const reviewed = await inTurnsAsTheyCome(jobs, AT_ONCE, async ({ identity, from, to }, index) => {
    request.onProgress?.(`reading ${identity.node} (${index + 1} of ${plan?.known})`);
    return { identity, ...(await reviewNode({ ...request, from, to }, identity)) };
  });
  const ofList = [
    ...withErrors([], errors(), 'The list of nodes and pods'),
    ...gapFindings(gapsIn({ errors: [], warnings: warnings() })),
    ...(plan?.findings ?? []),
  ];
  const found: Review = {
    ...{ from: request.from, to: request.to, nodes: nodes.length },
    incidents: onceEach(reviewed.flatMap(({ incidents }) => incidents)).sort(
      (a, b) => a.start - b.start || (a.id < b.id ? -1 : 1)
    ),
    findings: distinct([...ofList, ...reviewed.flatMap(({ findings }) => findings)]),
    incomplete: [
      ...(ofList.some(isGap) ? ['the list of nodes'] : []),
      ...new Set(reviewed.flatMap(({ identity, findings }) => (findings.some(isGap) ? [identity.node] : []))),
    ],
  };
  return request.search && history ? aboutPod(found, request.search, history) : found;
}

/** Nodes that were named, or that a pod ran on, are reviewed whole; a few too, at once, for nothing is listed before all is read. */
async function* planOf(
  { port, node, search, cluster, from, to, onProgress }: ReviewRequest,
  nodes: readonly NodeIdentity[]
): AsyncGenerator<ReviewPlan> {
  if (node !== undefined || search !== undefined || nodes.length <= FEW_NODES) {
    yield wholePlan(nodes, { from, to });
    return;
  }
  onProgress?.(`looking at ${nodes.length} nodes for where anything happened`);
  const asked = { nodes, from, to, labels: DEFAULT_LABELS, scrapeInterval: SCRAPE_INTERVAL };
  yield* planReview(port, { ...asked, ...(cluster && { cluster }) });
}

/** Only what touched the pod, and what that means for it. */
function aboutPod(found: Review, search: PodSearch, { pods, ends }: PodHistory): Review {
  const { from, to, incidents } = found;
  const seen = pods && pods.length > 0;
  const incomplete = found.incomplete.length > 0;
  const answer = answerPod({ search, from, to, incidents, ends, incomplete, ...(pods && { seen }) });
  const touched = new Set(answer.incidents.map(({ incident }) => incident));
  return {
    ...found,
    incidents: incidents.filter((incident) => touched.has(incident)),
    pod: { search, answer, seen: pods ?? [] },
  };
}

function historyOf({ port, from, to, cluster }: ReviewRequest, search: PodSearch): Promise<PodHistory> {
  return loadPodHistory(port, { labels: DEFAULT_LABELS, from, to, cluster, search });
}

/** The nodes asked for; for a pod those that it was seen on. Where nobody could say where it was, all are looked through. */
async function nodesOf(request: ReviewRequest, pods?: readonly SeenPod[]): Promise<readonly NodeIdentity[]> {
  const { port, from, to, node, cluster } = request;
  const places = pods && placesOf(request, pods);
  if (places?.length === 0) {
    return [];
  }
  const known = await loadIdentities(port, { labels: DEFAULT_LABELS, from, to, cluster, node });
  if (places) {
    // A node that went with its pod is known by its name alone.
    return distinctNodes(places.map((place) => known.find((one) => isAt(place, one)) ?? place));
  }
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

type Place = Pick<NodeIdentity, 'cluster' | 'node'>;

/** Where pods ran, each place once. Throws when `--node` names none of them. */
function placesOf({ node: wanted }: ReviewRequest, pods: readonly SeenPod[]): readonly Place[] {
  const all = distinctNodes(
    pods.flatMap(({ node, cluster }): Place[] => (node === undefined ? [] : [{ ...(cluster && { cluster }), node }]))
  );
  const asked = all.filter(({ node }) => wanted === undefined || node === wanted);
  if (asked.length === 0 && all.length > 0) {
    throw new Error(`this pod was not seen on node "${wanted}"; it ran on ${all.map(({ node }) => node).join(', ')}`);
  }
  return asked;
}

const isAt = (place: Place, { node, internalIp, cluster }: NodeIdentity): boolean =>
  [node, internalIp].includes(place.node) &&
  (place.cluster === undefined || cluster === undefined || place.cluster === cluster);

const distinctNodes = (nodes: readonly NodeIdentity[]): readonly NodeIdentity[] =>
  distinctBy(nodes, ({ cluster, node }) => JSON.stringify([cluster, node]));

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
      findings: withErrors(found.findings, errors(), identity.node),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { incidents: [], findings: withErrors([], [{ message }], identity.node) };
  }
}

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

/** Something failed or came in part. */
const isGap = ({ severity, code }: Finding) => severity === 'error' || code === 'partial-data';

/** A collection lacks the same series on every node: said once. */
const distinct = (findings: readonly Finding[]): readonly Finding[] =>
  distinctBy(findings, ({ code, text }) => `${code}\n${text}`);
