import type { Aligned, Curve } from '../domain/nodeMemory';
import type { Finding } from '../domain/provenance';

import type { Curves } from './nodeCurve';
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
    return { curves: {}, findings: samples.failed(REF_IDS[measure][0]) ? [] : [MISSING] };
  }
  const { candidate, curves, findings } = counted;
  const fellBack = candidate !== measure && !samples.failed(REF_IDS[measure][0]);
  return { curves, findings: fellBack ? [...findings, replaced(measure, candidate)] : findings };
}

/** The refIds of each measure, best first, and the sum that still holds ghosts. */
const REF_IDS: Readonly<Record<PodsMeasure, readonly [best: string, byAge?: string, withGhosts?: string]>> = {
  containers: ['containersLive', 'containersFresh', 'containersWithGhosts'],
  pods: ['podsLive', 'podsFresh', 'podsWithGhosts'],
  kubepods: ['kubepodsWorkingSet'],
};

function count(samples: Samples, measure: PodsMeasure): PodsCurves | undefined {
  const [best, byAge, withGhosts] = REF_IDS[measure];
  const refId = [best, byAge].find((candidate) => candidate !== undefined && samples.has(candidate));
  if (refId === undefined) {
    return undefined;
  }
  const curve = (values: Aligned, source: string): Curve => ({ values, provenance: 'measured', source });
  const podsWorkingSet = curve(samples.of(refId), COUNTED[measure]);
  const ghost = withGhosts && findGhost(podsWorkingSet.values, samples.of(withGhosts));
  return {
    curves: { podsWorkingSet, ...(ghost && { podsGhost: curve(ghost, 'last values of containers that are gone') }) },
    findings: refId === byAge ? [COUNTED_BY_AGE] : [],
  };
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
