import { findHierarchy } from './hierarchy';

const V1 = 'cgroup /sys/fs/cgroup/memory cgroup rw,relatime,memory 0 0';
const UNIFIED = 'cgroup /sys/fs/cgroup/unified cgroup2 rw,relatime 0 0';
const V2 = 'cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid,nsdelegate 0 0';

describe('findHierarchy', () => {
  it.each([
    ['v1’s controller, also beside an empty v2', [UNIFIED, V1], { version: 'v1', root: '/sys/fs/cgroup/memory' }],
    ['v2 where it has the controller', [V2], { version: 'v2', root: '/sys/fs/cgroup' }],
    ['nothing where only other controllers are mounted', ['cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0'], undefined],
    ['nothing in a v2 without the controller', [UNIFIED], undefined],
    ['nothing where nothing is mounted', [], undefined],
  ])('finds %s', (_, mounts, expected) => {
    const has = (path: string) => path === '/sys/fs/cgroup/memory.stat';
    expect(findHierarchy(mounts.join('\n'), has)).toEqual(expected);
  });
});
