import type { PodName } from '../../domain/incidents/reviewData';

import type { PromQuery } from './port';

/** VictoriaMetrics refuses a longer query (-search.maxQueryLen: 16 KiB); Prometheus, Thanos and Mimir take more in a POST. */
const MOST_BYTES = 16_000;

/** So many alternatives VictoriaMetrics looks up one by one; beyond, it tries the pattern on every pod (lib/regexutil). */
const MOST_NAMES = 100;

interface WithPods {
  readonly pods?: readonly PodName[];
}

/** A question that names pods, in as many queries as it takes; each but the first asks of further pods. */
export function splitByPods<Scope extends WithPods>(
  scope: Scope,
  build: (scope: Scope, isFirst: boolean) => string
): Pick<PromQuery, 'expr' | 'more'> {
  const [expr = '', ...more] = partsOf(scope, build, true);
  return { expr, ...(more.length > 0 && { more }) };
}

function partsOf<Scope extends WithPods>(
  scope: Scope,
  build: (scope: Scope, isFirst: boolean) => string,
  isFirst: boolean
): readonly string[] {
  const { pods = [] } = scope;
  const expr = build(scope, isFirst);
  if (pods.length < 2 || (pods.length <= MOST_NAMES && fits(expr))) {
    return [expr];
  }
  const middle = Math.ceil(pods.length / 2);
  return [
    ...partsOf({ ...scope, pods: pods.slice(0, middle) }, build, isFirst),
    ...partsOf({ ...scope, pods: pods.slice(middle) }, build, false),
  ];
}

/** A character is three bytes at most. */
const fits = (text: string): boolean =>
  text.length * 3 <= MOST_BYTES || new TextEncoder().encode(text).length <= MOST_BYTES;
