import type { Aligned } from '../domain/node/nodeMemory';

import { findGhost, podsCurves, withoutPartialSums } from './podsCurves';
import type { Samples } from './samples';

/** `missing` refIds answered without a series, `failed` ones did not answer. */
function samplesWith(values: Record<string, Aligned>, failed: readonly string[] = []): Samples {
  const of = (refId: string) => values[refId] ?? [null, null, null];
  return {
    grid: { times: [0, 30_000, 60_000], step: 30_000 },
    of,
    has: (refId) => of(refId).some((value) => value !== null),
    failed: (refId) => failed.includes(refId),
  };
}

describe('a ghost', () => {
  test.each<[string, Aligned, Aligned, Aligned | undefined]>([
    ['is what stays when something goes', [9, 2, 2, 2], [9, 9, 9, 2], [null, 9, 9, null]],
    ['is not what is new: its sample is stamped before its scrape', [2, 2, 9], [2, 9, 9], undefined],
    ['may have begun before the range', [2, 2], [9, 2], [9, null]],
    ['is not known while nothing is', [9, null, 2], [9, 9, 9], undefined],
    ['is none where nothing goes', [1, 2, 3], [1, 2, 3], undefined],
    ['comes again', [9, 2, 9, 2], [9, 9, 9, 9], [null, 9, null, 9]],
  ])('%s', (_, live, withGhosts, expected) => {
    expect(findGhost(live, withGhosts)).toEqual(expected);
  });
});

test.each<[string, Aligned, Aligned, Aligned]>([
  ['a sum that lacks some of what is there is a gap', [8, 3, 8, 8], [null, 2, null, null], [8, null, 8, 8]],
  ['what never has a sample is no reason for a gap', [8, 8, 8], [1, 1, 1], [8, 8, 8]],
])('%s', (_, live, unsampled, expected) => {
  expect(withoutPartialSums(live, unsampled)).toEqual(expected);
});

describe('which measure is shown', () => {
  const LIVE = { containersLive: [1, 2, 3], podsLive: [4, 5, 6], kubepodsWorkingSet: [7, 8, 9] };

  test.each([
    ['containers', [1, 2, 3]],
    ['pods', [4, 5, 6]],
    ['kubepods', [7, 8, 9]],
  ] as const)('%s, as asked', (measure, values) => {
    const { curves, findings } = podsCurves(samplesWith(LIVE), { measure });
    expect([curves.podsWorkingSet?.values, findings]).toEqual([values, []]);
  });

  test('the pods’ own cgroups stand in for the kubepods cgroup, and it says so', () => {
    const { podsLive } = LIVE;
    const { curves, findings } = podsCurves(samplesWith({ podsLive }), { measure: 'kubepods' });
    expect(curves.podsWorkingSet).toMatchObject({ values: podsLive, source: 'sum over pod cgroups, with pause' });
    expect(findings).toEqual([expect.objectContaining({ code: 'pods-measure-replaced', severity: 'warning' })]);
  });

  test('by age where no series tells the living from the dead, and it says so', () => {
    const { curves, findings } = podsCurves(samplesWith({ containersFresh: [1, 1, 1] }), { measure: 'containers' });
    expect(curves.podsWorkingSet?.values).toEqual([1, 1, 1]);
    expect(findings.map(({ code }) => code)).toEqual(['ghosts-by-age']);
  });

  test('nothing at all is an error that says how to mend it', () => {
    expect(podsCurves(samplesWith({}), { measure: 'containers' })).toEqual({
      curves: {},
      findings: [expect.objectContaining({ code: 'missing-pods-working-set', remedy: expect.any(String) })],
    });
  });

  test('a query that failed is no missing series: its error says enough', () => {
    const samples = samplesWith({ podsLive: [4, 5, 6] }, ['containersLive']);
    expect(podsCurves(samples, { measure: 'containers' }).findings).toEqual([]);
    expect(podsCurves(samplesWith({}, ['containersLive']), { measure: 'containers' }).findings).toEqual([]);
  });
});
