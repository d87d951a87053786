import { whatHappened } from './whatHappened';

const NODE = {
  kubepods: { hierarchy: { version: 'v1', root: '/' } as const, path: '/tidemark-lab/kubepods' },
  kills: [],
  evictions: [],
};
const AT = Date.UTC(2026, 10, 25, 19, 0, 18);
const report = (limitOf: string) => ({ limitOf, victimIn: '/x', task: 'leak', pid: 1 });

describe('whatHappened', () => {
  it.each([
    ['the kubepods limit', '/tidemark-lab/kubepods', 'oom4-kubepods-limit'],
    ['a pod’s own', '/tidemark-lab/kubepods/burstable/pod1', 'oom1-container-limit'],
    ['a container’s own', '/tidemark-lab/kubepods/burstable/pod1/c1', 'oom1-container-limit'],
  ])('takes the kernel’s word for %s', (_, limitOf, verdict) => {
    const kills = [{ at: AT, namespace: 'shop', pod: 'cart', ownLimit: verdict === 'oom4-kubepods-limit' }];
    expect(whatHappened({ ...NODE, kills }, [report(limitOf)]).verdicts).toEqual([verdict]);
  });

  it('goes by the cgroups’ counts where the kernel’s log cannot be read', () => {
    const kills = [{ at: AT, namespace: 'shop', pod: 'cart', ownLimit: true }];
    const { verdicts, lines } = whatHappened({ ...NODE, kills }, []);
    expect(verdicts).toEqual(['oom1-container-limit']);
    expect(lines).toEqual(['19:00:18 the cgroup of shop/cart counts an OOM kill']);
  });

  it.each([
    ['allocatableMemory.available', 'oom2-allocatable-evicted'],
    ['memory.available', 'oom3-node-evicted'],
  ])('tells an eviction by its signal: %s', (signal, verdict) => {
    const evictions = [{ at: AT, namespace: 'batch', pod: 'leak', signal, message: 'The node was low. ' }];
    expect(whatHappened({ ...NODE, evictions }, []).verdicts).toEqual([verdict]);
  });

  it('says nothing where nothing happened', () => {
    expect(whatHappened(NODE, [])).toEqual({ verdicts: [], lines: [] });
  });
});
