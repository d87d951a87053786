import type { Aligned, Curve } from '../domain/node/nodeMemory';
import type { Finding } from '../domain/provenance';

import type { Curves } from './nodeCurve';
import { mergeCurves } from './mergeCurves';
import { KEEP_LIFE_SIGNS, KEEP_ROOT_CGROUP, SCRAPE_CADVISOR } from './remedies';
import type { Samples } from './samples';
import type { NodeScope, PodsMeasure } from './scope';

type PodsCurves = Curves<'podsWorkingSet' | 'podsGhost'>;

/** What stands in for a measure whose series are missing, nearest first. */
const INSTEAD: Readonly<Record<PodsMeasure, readonly PodsMeasure[]>> = {
  containers: ['pods', 'kubepods'],
  pods: ['containers', 'kubepods'],
  kubepods: ['pods', 'containers'],
};

const MEASURES: readonly PodsMeasure[] = ['containers', 'pods', 'kubepods'];

const COUNTED: Readonly<Record<PodsMeasure, string>> = {
  containers: 'sum over containers, without pause',
  pods: 'sum over pod cgroups, with pause',
  kubepods: 'kubepods cgroup',
};

/** How much the pods use, by the measure asked for or the nearest that can be had, and what is counted there without being there. */
export function podsCurves(samples: Samples, { measure }: Pick<NodeScope, 'measure'>): PodsCurves {
  const [counted] = [measure, ...INSTEAD[measure]].flatMap((candidate) => {
    const curves = count(samples, candidate);
    return curves ? [{ candidate, ...curves }] : [];
  });
  if (!counted) {
    return { curves: {}, findings: samples.failed(REFS[measure].best) ? [] : [MISSING] };
  }
  const { candidate, curves, findings } = counted;
  const fellBack = candidate !== measure && !samples.failed(REFS[measure].best);
  return { curves, findings: fellBack ? [...findings, replaced(measure, candidate)] : findings };
}

/** The refIds of the queries that a curve's value came from, the better first. */
export function podsRefs(source: string): readonly string[] {
  const counted = MEASURES.find((measure) => source.startsWith(COUNTED[measure]));
  return counted ? [REFS[counted].best, REFS[counted].byAge].filter((refId) => refId !== undefined) : [];
}

interface Refs {
  readonly best: string;
  /** Where nothing tells the living from the dead. */
  readonly byAge?: string;
  readonly withGhosts?: string;
  readonly unsampled?: string;
}

const REFS: Readonly<Record<PodsMeasure, Refs>> = {
  containers: {
    best: 'containersLive',
    byAge: 'containersFresh',
    withGhosts: 'containersWithGhosts',
    unsampled: 'containersUnsampled',
  },
  pods: { best: 'podsLive', byAge: 'podsFresh', withGhosts: 'podsWithGhosts', unsampled: 'podsUnsampled' },
  kubepods: { best: 'kubepodsWorkingSet' },
};

function count(samples: Samples, measure: PodsMeasure): PodsCurves | undefined {
  const { best, byAge, withGhosts, unsampled } = REFS[measure];
  const curve = (values: Aligned, source: string): Curve => ({ values, provenance: 'measured', source });
  if (samples.has(best)) {
    const live = unsampled ? withoutPartialSums(samples.of(best), samples.of(unsampled)) : samples.of(best);
    const ghost = withGhosts && findGhost(live, samples.of(withGhosts));
    const podsGhost = ghost && { podsGhost: curve(ghost, 'last values of containers that are gone') };
    const whole = mergeCurves(samples.grid.times, [
      curve(live, COUNTED[measure]),
      ...(byAge ? [curve(whereSilent(samples, best, byAge), `${COUNTED[measure]}, by the age of their samples`)] : []),
    ]);
    return { curves: { ...(whole && { podsWorkingSet: whole }), ...podsGhost }, findings: [] };
  }
  return byAge && samples.has(byAge)
    ? { curves: { podsWorkingSet: curve(samples.of(byAge), COUNTED[measure]) }, findings: [COUNTED_BY_AGE] }
    : undefined;
}

/** What stands in where the best source has no series at all; a partial sum of it is a gap on purpose. */
function whereSilent(samples: Samples, best: string, instead: string): Aligned {
  const values = samples.of(best);
  return samples.of(instead).map((value, i) => (values[i] === null ? value : null));
}

/** Gaps where some of what is there has no sample, unless it never has one: then it is not collected, and no reason for a gap. */
export function withoutPartialSums(live: Aligned, unsampled: Aligned): Aligned {
  const sampled = live.filter((value) => value !== null).length;
  const partial = live.filter((value, index) => value !== null && (unsampled[index] ?? 0) > 0).length;
  return partial * 2 > sampled ? live : live.map((value, index) => ((unsampled[index] ?? 0) > 0 ? null : value));
}

/**
 * Where the sum that Prometheus returns stays above what is there: the ghost, null elsewhere; undefined when there is none.
 * A ghost begins when something goes. What is above without that is new: its first sample is stamped before its scrape.
 */
export function findGhost(live: Aligned, withGhosts: Aligned): Aligned | undefined {
  let inGhost = false;
  const ghost = withGhosts.map((value, index) => {
    const now = live[index] ?? null;
    const before = live[index - 1] ?? null;
    if (value === null || now === null || value <= now) {
      inGhost = false;
      return null;
    }
    const excess = value - now;
    inGhost ||= index === 0 || (before !== null && before - now > excess / 2);
    return inGhost ? value : null;
  });
  return ghost.some((value) => value !== null) ? ghost : undefined;
}

const MISSING: Finding = {
  severity: 'error',
  code: 'missing-pods-working-set',
  text: 'How much the pods use cannot be known: there is no container_memory_working_set_bytes of this node.',
  remedy: SCRAPE_CADVISOR,
};

const COUNTED_BY_AGE: Finding = {
  severity: 'info',
  code: 'ghosts-by-age',
  text:
    'Neither container_start_time_seconds nor container_spec_memory_limit_bytes of the pods is collected, so containers that ' +
    'are gone are told only by the age of their samples: the pods’ curve drops two scrapes after they went.',
  remedy: KEEP_LIFE_SIGNS,
};

function replaced(asked: PodsMeasure, counted: PodsMeasure): Finding {
  return {
    severity: 'warning',
    code: 'pods-measure-replaced',
    text: `The pods were to be counted as ${COUNTED[asked]}, whose series are missing; shown is the ${COUNTED[counted]}.`,
    remedy: asked === 'kubepods' ? KEEP_ROOT_CGROUP : SCRAPE_CADVISOR,
  };
}
