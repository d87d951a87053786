import { MiB } from '../../domain/units';
import { EVICTED_LEAK, START, STEP, articleMemory, curveInMiB } from '../testing/sceneOf';
import { projections } from './projection';

describe('projections', () => {
  it('continues the pods’ growth from the last sample to the middle of the time of the eviction', () => {
    const [projection] = projections(articleMemory());
    expect(projection?.from).toEqual({ time: START + 4 * STEP, value: 4200 * MiB });
    expect(projection?.to.time).toBe(START + 4.5 * STEP);
    expect(projection!.to.value / MiB).toBeCloseTo(4700);
    expect(projection!.slope / MiB).toBeCloseTo(1000 / 30);
  });

  it('stops at the kubepods limit, above which the pods can never be', () => {
    const pods = curveInMiB([270, 270, 1200, 3200, 5200, 270, 270, 270]);
    const [projection] = projections(articleMemory({ podsWorkingSet: pods }));
    expect(projection?.to.value).toBe(5443304 * 1024);
  });

  it('is one for several events in the same gap', () => {
    const twice = [EVICTED_LEAK, { ...EVICTED_LEAK, id: 'another' }];
    expect(projections(articleMemory({ events: twice }))).toHaveLength(1);
  });

  it.each([
    ['without events', { events: [] }],
    ['without the pods’ curve', { podsWorkingSet: undefined }],
    ['when the pods were not growing', { podsWorkingSet: curveInMiB([900, 900, 900, 900, 900, 270, 270, 270]) }],
    ['when the pods stay as high (Figure 6)', { podsWorkingSet: curveInMiB([270, 271, 272, 273, 274, 274, 274, 274]) }],
    ['when the last sample before the event is missing', { podsWorkingSet: curveInMiB([1, 2, 3, 4, null, 2, 2, 2]) }],
    ['when the event came after the last sample', { events: [late(EVICTED_LEAK)] }],
    ['for a termination', { events: [{ ...EVICTED_LEAK, kind: 'termination' as const }] }],
  ])('is absent %s', (_, parts) => {
    expect(projections(articleMemory(parts))).toEqual([]);
  });
});

function late(event: typeof EVICTED_LEAK): typeof EVICTED_LEAK {
  return { ...event, earliest: START + 20 * STEP, latest: START + 21 * STEP };
}
