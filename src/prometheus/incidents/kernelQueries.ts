import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { DurationMs } from '../../domain/units';
import { METRIC } from '../metrics';
import { clusterMatchers } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, and, or, selector, type Matcher } from '../promql';

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
    `last_over_time(${selector(metric, clusterMatchers(scope))}[${inSeconds(Math.max(0, to - until) + LOOK_BACK)}])`;
  const before = `${selector(METRIC.vmstatOomKill, clusterMatchers(scope))} offset ${inSeconds(all)}`;
  const killed = latest(METRIC.vmstatOomKill);
  const began = `(${latest(METRIC.nodeBootTime)}) <= (time() - ${(all + CLOCKS_DIFFER) / 1000})`;
  return `0 * (${and(or(`(${killed}) == 0`, `(${killed}) == (${before})`), began)})`;
}

/** What an instant looks back. */
const LOOK_BACK: DurationMs = 300_000;

/** More than a node's clock is ever off by. */
const CLOCKS_DIFFER: DurationMs = 3_600_000;

/** At which looks the kernels of these nodes had just begun, or their counts rose. */
export function kernelLooks(scope: CandidateScope, nodes: readonly NodeIdentity[]): readonly PromQuery[] {
  const { cluster, node, instance } = scope.labels;
  const places = placesNamed(nodes, scope.labels, { times: 4, queries: MOST_QUERIES });
  const looks = (refId: string, metric: string, of: (series: string) => string): PromQuery => {
    const [expr = '', ...more] = places.map((place: readonly Matcher[]) =>
      aggregate('max', of(selector(metric, [...place, ...clusterMatchers(scope)])), [cluster, node, instance])
    );
    return { refId, expr, mode: 'range', ...(more.length > 0 && { more }) };
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

/** Of more nodes than so many queries can name it costs as much to ask of all. */
const MOST_QUERIES = 8;
