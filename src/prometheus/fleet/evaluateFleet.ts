import { countRises, risesAmong, sumRises, type Rises } from '../../domain/fleet/countRises';
import type { FleetNode } from '../../domain/fleet/fleetNode';
import { poolAndZone } from '../../domain/fleet/poolAndZone';
import { inferNodeLines } from '../../domain/lines/inferNodeLines';
import { topPercent } from '../../domain/node/kubectlTop';
import { findNearestLine, type SampledCurve } from '../../domain/trend/nearestLine';
import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { Series } from '../../domain/series';
import type { Bytes, EpochMs } from '../../domain/units';
import { BUDGET_INPUTS } from '../budget';
import { METRIC } from '../metrics';
import { exposing } from '../nodeLinesOverTime';
import { identitiesOf } from '../nodesIn';
import type { PromReply } from '../ports/port';

import type { FleetScope } from './fleetScope';
import { nowParts, ofMetrics, RULES } from './fleetNow';
import { partsOf } from './parts';
import { seriesByNode, type SeriesOf } from './seriesByNode';

/** A row for each node that was seen in the range, by cluster and name. */
export function evaluateFleet(scope: FleetScope, { series }: Pick<PromReply, 'series'>): readonly FleetNode[] {
  const nodes = ['fleetNodes', 'fleetState', 'fleetNow'].flatMap((refId) => series[refId] ?? []);
  const curves = series.fleetCurves ?? [];
  const answered = partsOf(nodes);
  const seen = SEEN.map((part) => [part, [...(answered.get(part) ?? []), ...(series[part] ?? [])]] as const);
  const parts = new Map([
    ...nowParts(scope, nodes),
    ...answered,
    ...seen,
    ...(scope.hasRules ? [] : [...ofMetrics(SUMS, series.fleetRequests), ['pods', series.fleetPods ?? []] as const]),
  ]);
  const index = (some: ReadonlyMap<string, readonly Series[]>) =>
    new Map([...some].map(([name, found]) => [name, seriesByNode(found, scope.labels)] as const));
  const sources: Sources = {
    now: index(parts),
    counts: index(ofMetrics(COUNTS, series.fleetCounts)),
    curves: index(scope.hasRules ? ofMetrics(RULES, curves) : partsOf(curves)),
  };
  return identitiesOf({ series: Object.fromEntries(seen) }, scope).map((identity) => nodeOf(scope, identity, sources));
}

type Indexed = ReadonlyMap<string, SeriesOf>;

interface Sources {
  readonly now: Indexed;
  readonly counts: Indexed;
  readonly curves: Indexed;
}

/** At the end of the range; when those were seen who are gone is asked for apart. */
const SEEN = ['nodeInfo', 'kubelets'];
const SUMS = { requests: METRIC.containerRequests, limits: METRIC.containerLimits };
const COUNTS = { kills: METRIC.vmstatOomKill, kubelet: METRIC.kubeletRunningPods };

function nodeOf(scope: FleetScope, identity: NodeIdentity, sources: Sources): FleetNode {
  const now = (part: string) => greatest(sources.now.get(part)?.(identity));
  const lines = inferNodeLines(
    exposing({ identity, overrides: scope.overrides })(BUDGET_INPUTS.map((part) => now(part) ?? null))
  );
  const podsWorkingSet = now('pods');
  const source = NODE_SOURCES.find((name) => now(name) !== undefined);
  const nodeWorkingSet = source === undefined ? undefined : now(source);
  const curve = (part: string, end: Bytes | undefined) =>
    endingWith(curveOf(sources.curves.get(part)?.(identity)), scope.to, end);
  const pods = curve('pods', podsWorkingSet);
  const node = source === undefined ? undefined : curve(source, nodeWorkingSet);
  const capacity = lines.capacity?.value;
  const isGone = [podsWorkingSet, nodeWorkingSet, ...BUDGET_INPUTS.map(now)].every(isUnknown);
  const pressure = now('pressure');
  return {
    identity,
    lines,
    ...poolAndZone(sources.now.get('labels')?.(identity)[0]?.labels ?? {}),
    ...known({
      goneSince: isGone ? lastSeen(sources.now, identity) : undefined,
      podsWorkingSet,
      nodeWorkingSet,
      nodeAvailable:
        isUnknown(capacity) || isUnknown(nodeWorkingSet) ? undefined : Math.max(0, capacity - nodeWorkingSet),
      requests: now('requests'),
      limits: now('limits'),
      topPercent: isUnknown(nodeWorkingSet) ? undefined : topPercent(nodeWorkingSet, lines.allocatable?.value ?? 0),
      pressure: isUnknown(pressure) ? undefined : pressure > 0,
      evictions: evictionsOf(sources, identity),
      oomKills: oomKillsOf(sources, identity),
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
function evictionsOf({ now, counts }: Sources, identity: NodeIdentity): Rises | undefined {
  const series = (part: string) => now.get(part)?.(identity) ?? [];
  const kubelet = curveOf(counts.get('kubelet')?.(identity))?.times[0];
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
      isBorn: kubelet !== undefined && (since === undefined || since * 1000 > kubelet),
    });
  });
  return sumRises(rises) ?? (kubelet === undefined ? undefined : { count: 0, atLeast: false });
}

/** The steps may end before the range does. */
function oomKillsOf({ now, counts }: Sources, identity: NodeIdentity): Rises | undefined {
  const inSteps = curveOf(counts.get('kills')?.(identity))?.values ?? [];
  const atEnd = greatest(now.get('kills')?.(identity));
  return risesAmong([...inSteps, atEnd].filter((value) => value !== undefined && value !== null));
}

function lastSeen(now: Indexed, identity: NodeIdentity): EpochMs | undefined {
  const seconds = greatestOf(SEEN.map((part) => greatest(now.get(part)?.(identity))));
  // 0 where it was not asked when.
  return seconds ? seconds * 1000 : undefined;
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
