import { workingSet } from './cgroup';
import type { Machine } from './machine';

/**
 * The root cgroup has no memory.current on v2: up to 1.28 it is MemTotal − MemFree, less inactive file; since then anon + file, as
 * on v1 (runc PR #3977).
 */
export function rootWorkingSet({ kernel, spec, lines }: Machine): number {
  const older = spec.kubernetes === '1.20' || spec.kubernetes === '1.27';
  return spec.cgroup === 'v2' && older
    ? Math.max(0, lines.capacity - kernel.free() - kernel.root.inactiveFile)
    : workingSet(kernel.root);
}
