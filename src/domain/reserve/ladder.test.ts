import type { Sourced } from '../provenance';
import { KiB, MiB, type Bytes } from '../units';

import type { ReserveSettings } from './kubeletConfig';
import { buildLadder } from './ladder';

/** The article's node. */
const CAPACITY: Sourced<Bytes> = { value: 7120616 * KiB, provenance: 'configured', source: 'capacity' };
const atMemory = (bytes: Bytes) => [{ signal: 'memory.available', value: { kind: 'quantity', bytes } }] as const;

describe('buildLadder', () => {
  it.each([
    { evictionHard: 750 * MiB, allocatable: 4675304 * KiB },
    { evictionHard: 1000 * MiB, allocatable: 4419304 * KiB },
  ])(
    'eviction-hard of $evictionHard B gives the article’s allocatable and leaves the limit',
    ({ evictionHard, allocatable }) => {
      const { lines } = buildLadder(CAPACITY, { kubeReserved: 1638 * MiB, evictionHard: atMemory(evictionHard) });
      expect(lines.allocatable?.value).toBe(allocatable);
      expect(lines.kubepodsLimit?.value).toBe(5573943296);
    }
  );

  const settings: readonly ReserveSettings[] = [
    {},
    { kubeReserved: 100 * MiB, systemReserved: 200 * MiB, hugepages: 512 * MiB },
    { evictionHard: [] },
    { evictionHard: [{ signal: 'memory.available', value: { kind: 'fraction', fraction: 0.05 } }] },
  ];
  it.each(settings)('stacks up to the capacity: %j', (given) => {
    const { rungs } = buildLadder(CAPACITY, given);
    expect(rungs.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(CAPACITY.value);
  });

  it('gives a soft threshold a line and no room: it lowers nothing', () => {
    const soft = buildLadder(CAPACITY, { evictionSoft: atMemory(1500 * MiB) });
    expect(soft.evictionSoft).toBe(1500 * MiB);
    expect(soft.rungs).toEqual(buildLadder(CAPACITY, {}).rungs);
  });
});
