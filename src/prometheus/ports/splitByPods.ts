import type { PodName } from '../../domain/incidents/reviewData';

import type { PromQuery } from './port';
import { inSeveral, isShortEnough } from './queryLength';

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
  return inSeveral(partsOf(scope, build, true));
}

function partsOf<Scope extends WithPods>(
  scope: Scope,
  build: (scope: Scope, isFirst: boolean) => string,
  isFirst: boolean
): readonly string[] {
  const { pods = [] } = scope;
  const expr = build(scope, isFirst);
  if (pods.length < 2 || (pods.length <= MOST_NAMES && isShortEnough(expr))) {
    return [expr];
  }
  const middle = Math.ceil(pods.length / 2);
  return [
    ...partsOf({ ...scope, pods: pods.slice(0, middle) }, build, isFirst),
    ...partsOf({ ...scope, pods: pods.slice(middle) }, build, false),
  ];
}
