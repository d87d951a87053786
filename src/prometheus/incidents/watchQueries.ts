import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { DurationMs, EpochMs } from '../../domain/units';
import { allOf } from '../fleet/parts';
import { METRIC } from '../metrics';
import { clusterMatchers } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, is, isNot, or, selector, type Matcher } from '../promql';

import type { CandidateScope } from './candidateQueries';
import { calmKernels } from './kernelQueries';
import { lookOf, markOf } from './pieces';
import { placesNamed } from './placesNamed';

/**
 * At how many marks, some looks apart, the exporters of each node were there that count kills and evictions, side by side; 0 of a node
 * whose kernel surely killed nothing (`calmKernels`).
 */
export function atMarksQueries(scope: CandidateScope): readonly PromQuery[] {
  const seen = (metric: string) => seenAt(scope, markOf(scope), [selector(metric, clusterMatchers(scope))]);
  const alone = (refId: string, expr: string): PromQuery => ({
    refId,
    expr: atPlaces(scope, expr),
    mode: 'instant',
    isAlone: true,
  });
  return [
    alone('candidateKernels', or(calmKernels(scope), seen(COUNTING.kills))),
    alone('candidateKubelets', seen(COUNTING.evictions)),
  ];
}

/**
 * At how many looks each of a node's exporters was there: where none counts kills or evictions nobody could tell, and what shows after
 * a silence may have happened in it. Asked of many nodes without their names.
 */
export function atLooksQuery(scope: CandidateScope, nodes: readonly NodeIdentity[]): PromQuery {
  const { labels } = scope;
  const places = placesNamed(nodes, labels, { times: 6, most: 2 });
  const seen = (metric: string, matchers: readonly Matcher[] = []) =>
    atPlaces(
      scope,
      seenAt(
        scope,
        lookOf(scope),
        places.map((place) => selector(metric, [...place, ...clusterMatchers(scope), ...matchers]))
      )
    );
  const expr = allOf({
    kills: seen(COUNTING.kills),
    evictions: seen(COUNTING.evictions),
    statuses: seen(METRIC.nodeCondition, [
      is('condition', 'MemoryPressure'),
      is('status', 'true'),
      isNot(labels.node, ''),
    ]),
  });
  return { refId: 'candidateSteady', expr, mode: 'instant' };
}

const COUNTING = { kills: METRIC.vmstatOomKill, evictions: METRIC.kubeletRunningPods };

function seenAt(scope: CandidateScope, every: DurationMs, selectors: readonly string[]): string {
  const { range, offset, step } = timesAt(scope, every);
  // Prometheus before 3 takes no offset of nothing.
  const times = `[${range}s:${step}s]${offset === 0 ? '' : ` offset ${offset}s`}`;
  return or(...selectors.map((series) => `count_over_time(${series}${times})`));
}

const atPlaces = ({ labels: { cluster, node, instance } }: CandidateScope, expr: string): string =>
  aggregate('max', expr, [cluster, node, instance]);

/** The times an exporter is to be there at, in seconds; neither end is one of them, whichever of them a server counts. */
export function timesAt({ from, to, until = to }: Pick<CandidateScope, 'from' | 'to' | 'until'>, every: DurationMs) {
  const isOne = (time: EpochMs) => time % every === 0;
  const least = Math.ceil(Math.max(0, to - until) / 1000);
  const offset = isOne(to - 1000 * least) ? least + 1 : least;
  const end = to - 1000 * offset;
  const most = Math.floor((end - from) / 1000);
  const range = isOne(end - 1000 * most) ? most - 1 : most;
  const count = Math.floor(end / every) - Math.floor((end - 1000 * range) / every);
  return { range, offset, step: every / 1000, count };
}
