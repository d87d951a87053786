import type { Aligned, Curve } from '../domain/node/nodeMemory';

import { mergeCurves } from './mergeCurves';

const TIMES = [0, 30_000, 60_000, 90_000];
const curve = (source: string, values: Aligned): Curve => ({ values, provenance: 'measured', source });

describe('mergeCurves', () => {
  test('one sample of the best source does not hide the others while it is silent', () => {
    const merged = mergeCurves(TIMES, [curve('root', [9, null, null, null]), curve('meminfo', [8, 7, 6, 5])]);
    expect(merged).toEqual({
      ...curve('root', [9, 7, 6, 5]),
      stretches: [{ from: 30_000, to: 90_000, provenance: 'measured', source: 'meminfo' }],
    });
  });

  test('without the best source the next gives its name', () => {
    expect(mergeCurves(TIMES, [curve('root', []), curve('meminfo', [1, 2, 3, 4])])).toEqual(
      curve('meminfo', [1, 2, 3, 4])
    );
  });

  test('where nobody speaks it is silent, and without any source there is no curve', () => {
    expect(mergeCurves(TIMES, [curve('root', [1, null, 3, null])])?.values).toEqual([1, null, 3, null]);
    expect(mergeCurves(TIMES, [curve('root', [null, null])])).toBeUndefined();
  });
});
