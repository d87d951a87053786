import { LoadingState, type DataFrame, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';

import type { NodeIdentity } from '../domain/node/nodeIdentity';
import { CLOSE_STEP, LONGEST_CLOSE } from '../prometheus/incidents/closeLook';
import type { PromRequest, PrometheusPort } from '../prometheus/ports/port';
import type { NodeScope } from '../prometheus/scope';

import { throwIfAborted } from './abort';
import {
  loadBudgetPlan,
  loadEventsPlan,
  loadEvictionOrderPlan,
  loadFleetPlan,
  loadIncidentsPlan,
  loadNoNodePlan,
  loadNodeMemoryPlan,
  loadNumbersPlan,
  loadPodHistoryPlan,
  loadPodNamesPlan,
  loadSignalsPlan,
} from './lazy';
import { lookupId } from './lookupRequest';
import { findIdentities, findIdentity, findPods } from './nameLookup';
import { clusterOf, nodeOf, nodesOf } from './nodeNames';
import { nodeScope } from './nodeScope';
import { answerPanel, refusal, type Prepared } from './panelAnswer';
import type { Plan } from './plan';
import type { BudgetQuery, FleetQuery, IncidentsQuery, NodeQuery, TidemarkQuery } from './query';
import { saidOnce } from './saidOnce';
import type { Source } from './source';
import { scrapeIntervalOf, stepOf } from './step';
import { upstream } from './upstream';

type Request = DataQueryRequest<TidemarkQuery>;

/**
 * Answers a panel's request: one upstream request for all its queries, and before it one for each node that was not seen in
 * the last minutes. Whatever fails is an error under the panel's own refId. Rejects only when aborted.
 */
export async function answerRequest(
  source: Source,
  request: Request,
  signal: AbortSignal,
  onPart?: (part: DataQueryResponse) => void
): Promise<DataQueryResponse> {
  const shown = request.targets.filter(({ hide }) => hide !== true);
  const times = timesOf(source, request, shown);
  try {
    const wrapped = await source.loadWrapped();
    throwIfAborted(signal);
    const { targets: _, ...panel } = request;
    const portFor = (requestId: string) => upstream(source, { source: wrapped, request: panel, requestId });
    const lookups = () => portFor(lookupId());
    const prepared = await Promise.all(
      shown.map((query) => prepare(query, { source, request, times, lookups, signal, onPart: partsOf(shown, onPart) }))
    );
    throwIfAborted(signal);
    const port = portFor(`${request.requestId}-tidemark`);
    return saidOnce(await answerPanel(prepared, { port, times, signal }), request.app);
  } catch (error) {
    throwIfAborted(signal);
    const refIds = shown.map(({ refId }) => refId);
    return saidOnce(refusal(refIds, error), request.app);
  }
}

function timesOf(
  { timeInterval }: Source,
  { range, intervalMs }: Request,
  shown: readonly TidemarkQuery[]
): Omit<PromRequest, 'queries'> {
  const [from, to] = [range.from.valueOf(), range.to.valueOf()];
  const isClose = to - from <= LONGEST_CLOSE && shown.every((query) => query.kind === 'nodeMemory' && query.close);
  const step = isClose ? CLOSE_STEP : stepOf({ intervalMs, scrapeInterval: scrapeIntervalOf(timeInterval) });
  return { from, to, step };
}

interface Context {
  readonly source: Source;
  readonly request: Request;
  readonly times: Omit<PromRequest, 'queries'>;
  readonly lookups: () => PrometheusPort;
  readonly signal: AbortSignal;
  readonly onPart?: (frame: DataFrame) => void;
}

/** What comes before the rest, of a request for one thing only: beside others it waits for them. */
function partsOf(
  [only, ...others]: readonly TidemarkQuery[],
  onPart: ((part: DataQueryResponse) => void) | undefined
): Context['onPart'] {
  return only && others.length === 0 && onPart
    ? (frame) => onPart({ data: [{ ...frame, refId: only.refId }], state: LoadingState.Loading })
    : undefined;
}

async function prepare(query: TidemarkQuery, context: Context): Promise<Prepared> {
  try {
    return { refId: query.refId, plan: await plan(query, context) };
  } catch (error) {
    return { refId: query.refId, error };
  }
}

async function plan(query: TidemarkQuery, context: Context): Promise<Plan> {
  const { source, request, times, lookups, signal } = context;
  const { scopedVars } = request;
  const cluster = clusterOf(query, scopedVars);
  if (query.kind === 'budget') {
    return planBudget(query, cluster, context);
  }
  if (query.kind === 'incidents') {
    return planIncidents(query, cluster, context);
  }
  if (query.kind === 'podHistory') {
    const { podHistoryPlan } = await loadPodHistoryPlan();
    throwIfAborted(signal);
    return podHistoryPlan(query, source, { cluster, times, port: lookups(), signal });
  }
  if (query.kind === 'fleet') {
    return planFleet(query, cluster, context);
  }
  const node = nodeOf(query, scopedVars);
  if (node === undefined) {
    const { noNodePlan } = await loadNoNodePlan();
    throwIfAborted(signal);
    return noNodePlan(query.kind, source, { cluster, port: lookups, signal });
  }
  const lookup = { cluster, node, times, port: lookups };
  const [planOf, identity, pods] = await Promise.all([
    loadPlan(query),
    findIdentity(source, lookup),
    NAMING_PODS.includes(query.kind) ? findPods(source, lookup) : {},
  ]);
  const measure = query.kind === 'nodeMemory' ? query.measure : undefined;
  return planOf(nodeScope(source, { identity, times, measure, pods }));
}

/** Each kind's plan is a file of its own, fetched while the node is looked up. */
async function loadPlan(query: NodeQuery): Promise<(scope: NodeScope) => Plan> {
  switch (query.kind) {
    case 'nodeMemory': {
      const { nodeMemoryPlan } = await loadNodeMemoryPlan();
      return (scope) => nodeMemoryPlan(query, scope);
    }
    case 'events': {
      const { eventsPlan } = await loadEventsPlan();
      return (scope) => eventsPlan(query, scope);
    }
    case 'evictionOrder': {
      const { evictionOrderPlan } = await loadEvictionOrderPlan();
      return (scope) => evictionOrderPlan(query, scope);
    }
    case 'signals':
      return (await loadSignalsPlan()).signalsPlan;
    case 'numbers': {
      const { numbersPlan } = await loadNumbersPlan();
      return (scope) => numbersPlan(query, scope);
    }
    case 'podNames':
      return (await loadPodNamesPlan()).podNamesPlan;
  }
}

/** Kinds that read what has no node label. */
const NAMING_PODS: ReadonlyArray<TidemarkQuery['kind']> = ['nodeMemory', 'events', 'evictionOrder', 'signals'];

const NO_PODS: Pick<NodeScope, 'pods'> = {};

async function planBudget(query: BudgetQuery, cluster: string | undefined, context: Context): Promise<Plan> {
  const { source, request, times, lookups } = context;
  const { labels, overrides } = source.settings;
  const scrapeInterval = scrapeIntervalOf(source.timeInterval);
  const [only, ...others] = nodesOf(query, request.scopedVars);
  const isOne = only !== undefined && others.length === 0;
  const [{ budgetPlan }, identities, { pods }] = await Promise.all([
    loadBudgetPlan(),
    identitiesOf(query, cluster, context),
    // A pod that nobody names would count although it is finished: they are looked up as often as they are scraped.
    isOne ? findPods(source, { cluster, node: only, times, port: lookups, maxAge: scrapeInterval }) : NO_PODS,
  ]);
  return budgetPlan({
    ...times,
    ...{ identities, labels, overrides, scrapeInterval },
    ...(cluster && { cluster }),
    ...(pods && { pods }),
  });
}

async function planIncidents(query: IncidentsQuery, cluster: string | undefined, context: Context): Promise<Plan> {
  const { source, times, lookups, signal, onPart } = context;
  const [{ incidentsPlan, planReview }, nodes] = await Promise.all([
    loadIncidentsPlan(),
    identitiesOf(query, cluster, context),
  ]);
  // The list is remembered: all that a variable stands for may be all that there are.
  const all = nodes.length > 1 ? await findIdentities(source, { cluster, times, port: lookups }, []) : nodes;
  throwIfAborted(signal);
  const asked = { cluster, port: lookups, signal };
  const areChosen = nodes.length < all.length;
  const { labels } = source.settings;
  const scrapeInterval = scrapeIntervalOf(source.timeInterval);
  const reviewed = { ...times, areChosen, labels, scrapeInterval, ...(cluster && { cluster }) };
  return incidentsPlan({
    ...(nodes.length === 0 && { noNode: await (await loadNoNodePlan()).lastNode(source, asked) }),
    nodes,
    planOf: (some) => planReview(lookups(), { ...reviewed, nodes: some }, signal),
    scopeOf: ({ identity, from, to }) => nodeScope(source, { identity, times: { ...times, from, to } }),
    podsOf: ({ identity: { cluster: of, node }, ...range }) =>
      findPods(source, { cluster: of, node, times: range, port: lookups }),
    portFor: lookups,
    signal,
    ...(onPart && { onPart }),
  });
}

async function planFleet(query: FleetQuery, cluster: string | undefined, context: Context): Promise<Plan> {
  const { source, request, times, lookups, signal, onPart } = context;
  const { fleetPlan } = await loadFleetPlan();
  return fleetPlan(source, {
    ...(cluster && { cluster }),
    nodes: nodesOf(query, request.scopedVars),
    times,
    portFor: lookups,
    signal,
    ...(onPart && { onPart }),
  });
}

/** The nodes a query names; every node when it names none. */
async function identitiesOf(
  query: BudgetQuery | IncidentsQuery,
  cluster: string | undefined,
  { source, request, times, lookups }: Context
): Promise<readonly NodeIdentity[]> {
  const named = 'nodes' in query && query.nodes && query.nodes.length > 0 ? query.nodes : undefined;
  const [only, ...others] = named ?? nodesOf(query, request.scopedVars);
  const lookup = { cluster, times, port: lookups };
  return only !== undefined && others.length === 0
    ? [await findIdentity(source, { ...lookup, node: only })]
    : findIdentities(source, lookup, only === undefined ? [] : [only, ...others]);
}
