import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { DurationMs } from '../../domain/units';
import { METRIC } from '../metrics';
import { clusterMatchers } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { inSeveral } from '../ports/queryLength';
import { LOOKBACK } from '../ports/storedSamples';
import { aggregate, and, or, selector } from '../promql';

import { inSeconds, rises, type CandidateScope } from './candidateQueries';
import { LATE, lookOf, looksAt } from './pieces';
import { placesNamed } from './placesNamed';

/**
 * 0 of each exporter of whom it is sure that its kernel ran all along and killed nothing (it counts all that it kills, also within a
 * container's limit): as it was last, it had begun before the piece, and had counted nothing at all or no more than before the piece.
 */
export function calmKernels(scope: CandidateScope): string {
  const { to, until = to } = scope;
  const looks = looksAt(scope);
  const all = looks.to - looks.from + 2 * lookOf(scope);
  const latest = (metric: string) =>
    `last_over_time(${selector(metric, clusterMatchers(scope))}[${inSeconds(Math.max(0, to - until) + LOOKBACK)}])`;
  const before = `${selector(METRIC.vmstatOomKill, clusterMatchers(scope))} offset ${inSeconds(all)}`;
  const killed = latest(METRIC.vmstatOomKill);
  const began = `(${latest(METRIC.nodeBootTime)}) <= (time() - ${(all + CLOCKS_DIFFER) / 1000})`;
  return `0 * (${and(or(`(${killed}) == 0`, `(${killed}) == (${before})`), began)})`;
}

/** More than a node's clock is ever off by. */
const CLOCKS_DIFFER: DurationMs = 3_600_000;

/** At which looks the kernels of these nodes had just begun, or their counts rose. */
export function kernelLooks(scope: CandidateScope, nodes: readonly NodeIdentity[]): readonly PromQuery[] {
  const { cluster, node, instance } = scope.labels;
  const places = placesNamed(nodes, scope.labels, { times: 4, most: MOST_PLACES });
  const looks = (refId: string, metric: string, of: (series: string) => string): PromQuery => {
    const exprs = places.map((place) =>
      aggregate('max', of(selector(metric, [...place, ...clusterMatchers(scope)])), [cluster, node, instance])
    );
    return { refId, ...inSeveral(exprs), mode: 'range' };
  };
  return [
    looks('candidateKills', METRIC.vmstatOomKill, (counter) => rises(scope, counter)),
    looks(
      'candidateRestarts',
      METRIC.nodeBootTime,
      (began) => `(${began}) > (time() - ${(lookOf(scope) + LATE) / 1000})`
    ),
  ];
}

/** A query each; where there are more it costs as much to ask of all. */
const MOST_PLACES = 8;
