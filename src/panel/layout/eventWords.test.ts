import { EVICTED_LEAK } from '../testing/sceneOf';
import { labelOf, labelsOf, type PointEvent } from './eventWords';

const evicted = (pod: string): PointEvent => ({ ...EVICTED_LEAK, kind: 'eviction', pod });
const killed = (pod: string): PointEvent => ({ ...EVICTED_LEAK, kind: 'oom-kill', pod });
const NAMELESS: PointEvent = { kind: 'oom-kill', id: 'x', node: 'n', earliest: 0, latest: 0, proofs: [] };

describe('labelOf', () => {
  it.each([
    ['Evicted alloc-mem-leak', [evicted('alloc-mem-leak')]],
    ['Evicted node-exporter ×3', ['q6knv', 'scnqv', 'gq2dt'].map((end) => evicted(`node-exporter-${end}`))],
    ['Evicted web, db', [evicted('web'), evicted('db')]],
    ['Evicted 3 pods', [evicted('web'), evicted('db'), evicted('cache')]],
    ['OOM-killed oom1 ×2, a process', [killed('oom1'), killed('oom1'), NAMELESS]],
    ['Evicted web · OOM-killed db', [killed('db'), evicted('web')]],
    ['OOM-killed a process', [NAMELESS]],
  ])('%s', (label, events) => {
    expect(labelOf(events)).toBe(label);
  });
});

describe('labelsOf', () => {
  it('counts in place of naming where two names have no room', () => {
    expect(labelsOf([evicted('web'), evicted('db')])).toEqual(['Evicted web, db', 'Evicted 2 pods', '2 evictions']);
  });

  it('counts each kind where even that is too long', () => {
    expect(labelsOf([evicted('web'), evicted('web'), killed('db')]).at(-1)).toBe('2 evictions · 1 OOM kill');
  });

  it('has no shorter words for one name', () => {
    expect(labelsOf([evicted('web')])).toEqual(['Evicted web']);
  });
});
