import { type Bytes, GiB, MiB } from '../../units';

/** GKE's tiers, which AKS took over: 25 % of the first 4 GiB, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112, 2 % above. */
export function tiers(memory: Bytes): Bytes {
  const steps: ReadonlyArray<readonly [from: number, share: number]> = [
    [0, 0.25],
    [4, 0.2],
    [8, 0.1],
    [16, 0.06],
    [128, 0.02],
  ];
  return steps.reduce((sum, [from, share], index) => {
    const to = steps[index + 1]?.[0] ?? Infinity;
    const within = Math.min(memory, to * GiB) - from * GiB;
    return sum + Math.max(0, within) * share;
  }, 0);
}

/** The firmware and the kernel keep some memory from MemTotal: machines are sold in whole GiB. */
export function nominal(capacity: Bytes): Bytes {
  return Math.ceil(capacity / GiB) * GiB;
}

export function wholeMiB(bytes: Bytes): Bytes {
  return Math.floor(bytes / MiB) * MiB;
}
