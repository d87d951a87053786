import type { FleetNode } from '../../src/domain/fleet/fleetNode';
import { budgetQueries } from '../../src/prometheus/budget';
import { eventQueries } from '../../src/prometheus/events/eventQueries';
import { evictionOrderQueries } from '../../src/prometheus/evictionOrder';
import { loadFleetSize } from '../../src/prometheus/fleet/fleetSize';
import { loadFleet } from '../../src/prometheus/fleet/loadFleet';
import { loadClusters, loadIdentities, loadIdentity } from '../../src/prometheus/identity';
import { loadIncidents } from '../../src/prometheus/incidents/loadIncidents';
import { AT_ONCE, jobsOf, onceEach, planReview } from '../../src/prometheus/incidents/reviewPlan';
import { inTurnsAsTheyCome } from '../../src/prometheus/inTurns';
import { evaluateNodeMemory, nodeMemoryQueries } from '../../src/prometheus/nodeMemory';
import { askOfNode, loadNodePods } from '../../src/prometheus/nodePods';
import { numbersQueries } from '../../src/prometheus/numbers';
import type { PrometheusPort, PromQuery } from '../../src/prometheus/ports/port';
import { DEFAULT_LABELS, type NodeScope } from '../../src/prometheus/scope';
import { signalsQueries } from '../../src/prometheus/signals/signalsQueries';

export interface Range {
  readonly from: number;
  readonly to: number;
}

const STEP = 30_000;

/** What the look-ups before a question bring, which the data source remembers for minutes. */
export async function lookUp(port: PrometheusPort, node: string, { from, to }: Range): Promise<NodeScope> {
  const asked = { labels: DEFAULT_LABELS, from, to, node };
  const identity = await loadIdentity(port, asked);
  const scope: NodeScope = {
    identity,
    labels: DEFAULT_LABELS,
    from,
    to,
    step: STEP,
    scrapeInterval: STEP,
    measure: 'containers',
    overrides: [],
  };
  return { ...scope, ...(await loadNodePods(port, scope)) };
}

/** What the pages' variables ask before anything is shown. */
export const NAMES: Readonly<Record<string, (port: PrometheusPort, range: Range) => Promise<unknown>>> = {
  nodes: (port, range) => loadIdentities(port, { labels: DEFAULT_LABELS, ...range }),
  clusters: (port, range) => loadClusters(port, { labels: DEFAULT_LABELS, ...range }),
};

/** Chart, lines and events of one node, as its page asks for them at each refresh. */
export async function nodeView(port: PrometheusPort, scope: NodeScope) {
  const { reply } = await askOfNode(port, scope, (of) => [...nodeMemoryQueries(of), ...eventQueries(of)]);
  const memory = evaluateNodeMemory(scope, reply);
  if (!memory.podsWorkingSet || !memory.nodeWorkingSet || !memory.lines.allocatable) {
    throw new Error('the node’s curves are missing');
  }
  return memory;
}

/** What else is asked about one node, each for a part of its page or for a page of its own. */
export const PANELS: Readonly<Record<string, (scope: NodeScope) => readonly PromQuery[]>> = {
  'who is next': evictionOrderQueries,
  budget: (scope) => budgetQueries({ ...scope, identities: [scope.identity] }),
  numbers: numbersQueries,
  signals: signalsQueries,
};

interface Fleet {
  readonly nodes: number;
  /** By the sums of rules/, where they were recorded. */
  readonly byRules: boolean;
}

export async function fleetView(
  port: PrometheusPort,
  { from, to }: Range,
  { nodes, byRules }: Fleet,
  onFirst: () => void
): Promise<readonly FleetNode[]> {
  const asked = { labels: DEFAULT_LABELS, from, to, scrapeInterval: STEP, overrides: [] };
  const scope = { ...asked, ...(await loadFleetSize(port, asked)) };
  if (scope.hasRules !== byRules) {
    throw new Error(`recording rules were ${scope.hasRules ? 'found where there are none' : 'not found'}`);
  }
  const { nodes: found } = await loadFleet(port, scope, { onRows: onFirst });
  if (found.length !== nodes) {
    throw new Error(`${found.length} of ${nodes} nodes were found`);
  }
  return found;
}

export async function incidentsOfNode(port: PrometheusPort, scope: NodeScope): Promise<number> {
  // What is remembered is its pods: the review looks beyond the range by itself.
  const { pods, podsError, instances } = scope;
  const { incidents } = await loadIncidents(port, scope, {
    loadPods: () => Promise.resolve({ pods, podsError, instances }),
  });
  return incidents.length;
}

/** All nodes as the incidents page asks for them: first where anything happened, then each of those nodes is reviewed. */
export async function incidentsOfAll(port: PrometheusPort, { from, to }: Range, onFirst: () => void): Promise<number> {
  const asked = { labels: DEFAULT_LABELS, from, to, scrapeInterval: STEP };
  const nodes = await loadIdentities(port, asked);
  const jobs = jobsOf(planReview(port, { ...asked, nodes }), ({ findings }) => {
    const failed = findings.find(({ severity }) => severity === 'error');
    if (failed) {
      throw new Error(failed.text);
    }
  });
  const reviewed = await inTurnsAsTheyCome(jobs, AT_ONCE, async (job) => {
    const scope: NodeScope = { ...asked, ...job, step: STEP, measure: 'containers', overrides: [] };
    const { incidents } = await loadIncidents(port, scope, { onFound: ({ length }) => length > 0 && onFirst() });
    return incidents;
  });
  return onceEach(reviewed.flat()).length;
}
