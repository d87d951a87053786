import { countRises, sumRises, type Rises } from '../../domain/fleet/countRises';
import type { FleetNode } from '../../domain/fleet/fleetNode';
import { poolAndZone } from '../../domain/fleet/poolAndZone';
import { inferNodeLines } from '../../domain/lines/inferNodeLines';
import { topPercent } from '../../domain/node/kubectlTop';
import { findNearestLine, type SampledCurve } from '../../domain/trend/nearestLine';
import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { Series } from '../../domain/series';
import type { Bytes, EpochMs } from '../../domain/units';
import { BUDGET_INPUTS } from '../budget';
import { identitiesOf } from '../identity';
import { METRIC } from '../metrics';
import { exposing } from '../nodeLinesOverTime';
import type { PromReply } from '../ports/port';

import type { FleetScope } from './fleetScope';
import { partsOf } from './parts';
import { seriesByNode, type SeriesOf } from './seriesByNode';

/** A row for each node that was seen in the range, by cluster and name. */
export function evaluateFleet(scope: FleetScope, { series }: Pick<PromReply, 'series'>): readonly FleetNode[] {
  const nodes = partsOf(series.fleetNodes);
  const events = partsOf(series.fleetEvents);
  const curves = partsOf([...(series.fleetNodeCurves ?? []), ...(series.fleetCurves ?? [])]);
  const index = (parts: ReadonlyMap<string, readonly Series[]>) =>
    new Map([...parts].map(([name, found]) => [name, seriesByNode(found, scope.labels)] as const));
  const sources: Sources = {
    nodes: index(nodes),
    events: index(events),
    curves: index(curves),
    requests: index(requestsOf(scope, series.fleetRequests)),
    pods: seriesByNode(series.fleetPods, scope.labels),
  };
  const found = { nodeInfo: nodes.get('nodeInfo') ?? [], kubelets: nodes.get('kubelets') ?? [] };
  return identitiesOf({ series: found }, scope).map((identity) => nodeOf(scope, identity, sources));
}

type Indexed = ReadonlyMap<string, SeriesOf>;

interface Sources {
  readonly nodes: Indexed;
  readonly events: Indexed;
  readonly curves: Indexed;
  readonly requests: Indexed;
  readonly pods: SeriesOf;
}

/** By recording rule they are parts of their own, else they still carry the metric's name. */
function requestsOf({ hasRules }: FleetScope, series: readonly Series[] = []): ReadonlyMap<string, readonly Series[]> {
  const named = (metric: string) => series.filter(({ labels }) => labels.__name__ === metric);
  return hasRules
    ? partsOf(series)
    : new Map([
        ['requests', named(METRIC.containerRequests)],
        ['limits', named(METRIC.containerLimits)],
      ]);
}

function nodeOf(scope: FleetScope, identity: NodeIdentity, sources: Sources): FleetNode {
  const now = (parts: Indexed, part: string) => greatest(parts.get(part)?.(identity));
  const lines = inferNodeLines(
    exposing({ identity, overrides: scope.overrides })(BUDGET_INPUTS.map((part) => now(sources.nodes, part) ?? null))
  );
  const podsWorkingSet = greatest(sources.pods(identity));
  const source = NODE_SOURCES.find((name) => now(sources.nodes, name) !== undefined);
  const nodeWorkingSet = source === undefined ? undefined : now(sources.nodes, source);
  const curve = (part: string, end: Bytes | undefined) =>
    endingWith(curveOf(sources.curves.get(part)?.(identity)), scope.to, end);
  const pods = curve('pods', podsWorkingSet);
  const node = source === undefined ? undefined : curve(source, nodeWorkingSet);
  const capacity = lines.capacity?.value;
  const isGone = [podsWorkingSet, nodeWorkingSet, ...BUDGET_INPUTS.map((part) => now(sources.nodes, part))].every(
    isUnknown
  );
  const pressure = now(sources.nodes, 'pressure');
  return {
    identity,
    lines,
    ...poolAndZone(sources.nodes.get('labels')?.(identity)[0]?.labels ?? {}),
    ...known({
      goneSince: isGone ? lastSeen(sources.nodes, identity) : undefined,
      podsWorkingSet,
      nodeWorkingSet,
      nodeAvailable:
        isUnknown(capacity) || isUnknown(nodeWorkingSet) ? undefined : Math.max(0, capacity - nodeWorkingSet),
      requests: now(sources.requests, 'requests'),
      limits: now(sources.requests, 'limits'),
      topPercent: isUnknown(nodeWorkingSet) ? undefined : topPercent(nodeWorkingSet, lines.allocatable?.value ?? 0),
      pressure: isUnknown(pressure) ? undefined : pressure > 0,
      evictions: evictionsOf(sources.events, identity),
      oomKills: oomKillsOf(sources.events, identity),
      nearest: findNearestLine(lines, { node, pods }),
      podsCurve: pods,
    }),
  };
}

/** Best first, as on the node's own page. */
const NODE_SOURCES = ['budgetNode', 'budgetNodeOfKubelet', 'budgetNodeOfMeminfo'];

/** One node may come by several targets or replicas: at each time the greatest. */
function curveOf(series: readonly Series[] = []): SampledCurve | undefined {
  const [only, ...others] = series;
  if (only === undefined || others.length === 0) {
    return only;
  }
  const greatestAt = new Map<EpochMs, number>();
  for (const { times, values } of series) {
    times.forEach((time, index) =>
      greatestAt.set(time, Math.max(values[index] ?? NaN, greatestAt.get(time) ?? -Infinity))
    );
  }
  const times = [...greatestAt.keys()].sort((a, b) => a - b);
  return { times, values: times.map((time) => greatestAt.get(time) ?? null) };
}

/** The same curve with the exact value of now as its last. */
function endingWith(curve: SampledCurve | undefined, to: EpochMs, value: Bytes | undefined): SampledCurve | undefined {
  if (curve === undefined || value === undefined) {
    return curve;
  }
  const kept = curve.times.findLastIndex((time) => time < to) + 1;
  return { times: [...curve.times.slice(0, kept), to], values: [...curve.values.slice(0, kept), value] };
}

/** Undefined where the kubelet is not read: no count of evictions is not a count of none. */
function evictionsOf(events: Indexed, identity: NodeIdentity): Rises | undefined {
  const series = (part: string) => events.get(part)?.(identity) ?? [];
  const [kubelet] = series('kubeletSince')
    .flatMap(({ values }) => values)
    .sort((a, b) => a - b);
  const of = (part: string, signal: string | undefined) =>
    greatest(series(part).filter(({ labels }) => labels.eviction_signal === signal));
  const counters = series('evictionsMax').map(({ labels: { eviction_signal: signal } }) => signal);
  const rises = [...new Set(counters)].map((signal) => {
    const [max = 0, since] = [of('evictionsMax', signal), of('evictionsSince', signal)];
    return countRises({
      max,
      min: of('evictionsMin', signal) ?? max,
      last: of('evictionsLast', signal) ?? max,
      resets: of('evictionsResets', signal) ?? 0,
      isBorn: kubelet !== undefined && (since === undefined || since > kubelet),
    });
  });
  return sumRises(rises) ?? (kubelet === undefined ? undefined : { count: 0, atLeast: false });
}

function oomKillsOf(events: Indexed, identity: NodeIdentity): Rises | undefined {
  const of = (part: string) => greatest(events.get(part)?.(identity));
  const [inSteps, atEnd] = [of('killsMax'), of('killsLast')];
  const max = greatestOf([inSteps, atEnd]);
  return max === undefined
    ? undefined
    : countRises({
        max,
        min: of('killsMin') ?? max,
        last: atEnd ?? max,
        resets: Math.max(of('killsResets') ?? 0, (atEnd ?? max) < max ? 1 : 0),
        isBorn: false,
      });
}

function lastSeen(nodes: Indexed, identity: NodeIdentity): EpochMs | undefined {
  const seconds = greatestOf(['nodeInfo', 'kubelets'].map((part) => greatest(nodes.get(part)?.(identity))));
  return seconds === undefined ? undefined : seconds * 1000;
}

const greatest = (series: readonly Series[] = []): number | undefined =>
  greatestOf(series.map(({ values }) => values.findLast((value) => Number.isFinite(value))));

function greatestOf(values: ReadonlyArray<number | undefined>): number | undefined {
  const found = values.filter((value) => value !== undefined);
  return found.length === 0 ? undefined : Math.max(...found);
}

const isUnknown = (value: number | null | undefined): value is null | undefined =>
  value === undefined || value === null;

type Known<T> = { readonly [Key in keyof T]?: NonNullable<T[Key]> };

const known = <T extends object>(parts: T): Known<T> =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined && part !== null)) as Known<T>;
