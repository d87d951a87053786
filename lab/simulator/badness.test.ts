import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { badness, oomScoreAdj, qosOf, selectVictim } from './badness';
import { addCgroup } from './cgroup';
import type { Process } from './process';

const MiB = 1024 * 1024;
const GiB = 1024 * MiB;

interface OracleCase {
  readonly capacityBytes: number;
  readonly priority: number;
  readonly containers: ReadonlyArray<{
    readonly requestBytes: number;
    readonly limitBytes: number;
    readonly oomScoreAdj: number;
    readonly requestCpuMilli: number;
    readonly limitCpuMilli: number;
  }>;
}

describe('oomScoreAdj', () => {
  const lines = readFileSync(join(__dirname, '../../test/fixtures/oracles/oom-score-adj.jsonl'), 'utf8')
    .trim()
    .split('\n');
  // A simulated pod has memory alone: of the oracle's pods those whose class does not hang on CPU.
  const cases = lines
    .map((line) => JSON.parse(line) as OracleCase)
    .filter(
      ({ containers, priority }) =>
        priority < 2_000_000_000 && containers.every((one) => one.requestCpuMilli === 0 && one.limitCpuMilli === 0)
    );

  it(`is the kubelet's own in the oracle's ${cases.length} pods without CPU`, () => {
    expect(cases.length).toBeGreaterThan(20);
    for (const { capacityBytes, containers } of cases) {
      const resources = containers.map(({ requestBytes, limitBytes }) => ({
        request: requestBytes,
        limit: limitBytes,
      }));
      // Guaranteed needs CPU too.
      const qos = qosOf(resources) === 'Guaranteed' ? 'Burstable' : qosOf(resources);
      const adjs = resources.map(({ request }) =>
        oomScoreAdj({ qos, request, capacity: capacityBytes, nodeCritical: false })
      );
      expect(adjs).toEqual(containers.map((one) => one.oomScoreAdj));
    }
  });
});

describe('badness', () => {
  test.each([
    ['counts pages of anonymous memory and of page tables', { anon: 100 * MiB, oomScoreAdj: 0 }, 25_600 + 59],
    [
      'adds the adjustment in thousandths of all pages, the division first',
      { anon: 0, oomScoreAdj: 1000 },
      9 + 1000 * 1835,
    ],
    ['exempts −1000', { anon: GiB, oomScoreAdj: -1000 }, undefined],
  ] as const)('%s', (_, task, expected) => {
    expect(badness(task, 7 * GiB)).toBe(expected);
  });
});

describe('selectVictim', () => {
  const cgroup = addCgroup({ path: '/', level: 'root', createdAt: 0 });
  const task = (comm: string, anon: number, oomScoreAdj: number): Process => ({
    pid: 1,
    comm,
    cgroup,
    oomScoreAdj,
    program: { comm, start: 0, wobble: 0 },
    startedAt: 0,
    isInit: true,
    anon,
    swapped: 0,
    cached: 0,
    nextGrowth: Infinity,
    nextCache: Infinity,
    nextWobble: Infinity,
    wobbled: 0,
    alive: true,
    onExit: () => {},
  });

  test.each([
    [
      'takes a tiny BestEffort process before a large service of the host',
      [task('service', 3 * GiB, 0), task('tiny', MiB, 1000)],
      'tiny',
    ],
    ['takes the larger of two alike', [task('large', 2 * GiB, 0), task('small', GiB, 0)], 'large'],
    ['takes the later of two equals', [task('first', GiB, 0), task('later', GiB, 0)], 'later'],
    [
      'spares Guaranteed pods for smaller Burstable ones',
      [task('guaranteed', 4 * GiB, -997), task('burstable', GiB, 500)],
      'burstable',
    ],
  ])('%s', (_, tasks, expected) => {
    expect(selectVictim(tasks, 7 * GiB)?.comm).toBe(expected);
  });
});
