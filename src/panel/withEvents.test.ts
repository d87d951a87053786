import { readNodeMemory } from '../frames/readNodeMemory';

import { framesOf } from './testing/framesOf';
import { articleMemory, EVICTED_LEAK } from './testing/sceneOf';
import { withEvents } from './withEvents';

const memory = articleMemory({ events: [EVICTED_LEAK, { ...EVICTED_LEAK, id: 'killed', kind: 'oom-kill' }] });
const { series, annotations } = framesOf(memory);
const view = readNodeMemory(series, annotations)!;
const shown = (...args: readonly [Parameters<typeof withEvents>[1], ...Array<'eviction' | 'oom-kill'>]) => {
  const [events, ...kinds] = args;
  return withEvents(view, events, new Set(kinds)).memory.events.map(({ kind }) => kind);
};

describe('withEvents', () => {
  it('draws all of the node whatever a dashboard has on', () => {
    expect(shown('all')).toEqual(['eviction', 'oom-kill']);
  });

  it('draws the kinds that the dashboard has on, where it is told to obey', () => {
    expect(shown('annotations', 'oom-kill')).toEqual(['oom-kill']);
    expect(shown('annotations')).toEqual([]);
  });

  it('goes on telling of all in the headline', () => {
    expect(withEvents(view, 'annotations', new Set()).headline).toBe(view.headline);
  });
});
