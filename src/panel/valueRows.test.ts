import { articleMemory, curveInMiB, PALETTE, START, STEP } from './testing/sceneOf';
import { happenings, valueRows } from './valueRows';

const rows = (index: number) =>
  valueRows(articleMemory(), ['podsWorkingSet', 'podsGhost', 'allocatable'], index, PALETTE).map(
    ({ name, value }) => `${name}: ${value}`
  );

describe('valueRows', () => {
  it('gives values in MiB as kubectl prints them, and in GiB', () => {
    expect(rows(4)).toEqual(['pods working set: 4200 MiB · 4.10 GiB', 'allocatable: 4565 MiB · 4.46 GiB']);
  });

  it('mentions ghosts only where there are any', () => {
    expect(rows(5)).toContain('pods with ghosts: 4470 MiB · 4.37 GiB');
  });

  it('says that nothing was sampled, never zero', () => {
    const memory = articleMemory({ podsWorkingSet: curveInMiB([null]) });
    expect(valueRows(memory, ['podsWorkingSet'], 0, PALETTE)[0]?.value).toBe('not sampled');
  });
});

describe('happenings', () => {
  it('names the events around a sample, and none elsewhere', () => {
    expect(happenings(articleMemory(), START + 5 * STEP)).toEqual(['Evicted alloc-mem-leak']);
    expect(happenings(articleMemory(), START + 2 * STEP)).toEqual([]);
  });

  it('says that pressure was on', () => {
    const window = { kind: 'pressure', id: 'p', node: 'n', proofs: [], ended: true } as const;
    const events = [{ ...window, earliest: START, latest: START + STEP }];
    expect(happenings(articleMemory({ events }), START)).toEqual(['MemoryPressure is on']);
  });
});
