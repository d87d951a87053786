import type { Curve, CurveStretch } from '../domain/node/nodeMemory';
import type { EpochMs } from '../domain/units';

/**
 * At each moment the best source that speaks then, best first: a source that is silent for a while does not hide the others.
 * The curve is called after its best source; where another stands in, the stretch says which.
 */
export function mergeCurves(times: readonly EpochMs[], candidates: readonly Curve[]): Curve | undefined {
  const speaking = candidates.filter(({ values }) => values.some((value) => value !== null));
  const [best] = speaking;
  if (!best) {
    return undefined;
  }
  const chosen = times.map((_, i) => speaking.find(({ values }) => (values[i] ?? null) !== null));
  const stretches = stretchesOf(times, chosen).filter(({ source }) => source !== best.source);
  return {
    ...best,
    values: chosen.map((curve, i) => curve?.values[i] ?? null),
    ...(stretches.length > 0 && { stretches }),
  };
}

/** Neighbours of one source; a moment without any ends none. */
function stretchesOf(times: readonly EpochMs[], chosen: ReadonlyArray<Curve | undefined>): CurveStretch[] {
  return chosen.reduce<CurveStretch[]>((found, curve, i) => {
    const at = times[i];
    const last = found[found.length - 1];
    if (!curve || at === undefined) {
      return found;
    }
    const { source, provenance } = curve;
    return last?.source === source
      ? [...found.slice(0, -1), { ...last, to: at }]
      : [...found, { from: at, to: at, source, provenance }];
  }, []);
}
