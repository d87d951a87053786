import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { KiB, MiB } from '../units';

import { findMemoryHolders, placeOfCgroup } from './memoryHolders';
import type { OomReport } from './oomReport';
import { readLog } from './readLog';

const fixture = (name: string) =>
  readLog(readFileSync(join(__dirname, '../../../test/fixtures/logs', name), 'utf8'), {
    reference: Date.UTC(2026, 10, 22),
  }).ooms;
const SERVICE = '/system.slice/backup-agent.service';
const POD = '/kubepods/burstable/pod3842496c-6719-4a27-b027-3663c999c19b';

const task = (pid: number, mib: number, oomScoreAdj: number) => ({
  ...{ pid, tgid: pid, uid: 0, name: `p${pid}`, totalVm: mib * MiB, rss: mib * MiB, oomScoreAdj },
});
const report = (parts: Partial<OomReport>): OomReport => ({
  ...{ firstLine: 1, lastLine: 9, scope: 'node', oomMemcg: null, taskMemcg: null, group: false },
  ...{ victims: [], tasks: [], tasksLeftOut: 0 },
  ...parts,
});

describe('findMemoryHolders', () => {
  test('of the modern node’s own OOM: a process of the host held nearly all, while the kernel killed a small pod', () => {
    const [nodeWide] = fixture('recording-2-kernel-oom.log').filter(({ scope }) => scope === 'node');
    const holders = findMemoryHolders(nodeWide!);
    expect(holders?.largest).toEqual({
      name: 'leak',
      pid: 7501,
      rss: 1519565 * 4 * KiB,
      oomScoreAdj: 0,
      place: 'outside-pods',
    });
    expect(holders!.largest.rss / holders!.all).toBeGreaterThan(0.8);
    expect(nodeWide?.victims[0]?.pid).toBe(3166);
  });

  test('of a container’s limit: the killed process, by its cgroup', () => {
    const [own] = fixture('6.18-cgroup-v1-container-limit.log');
    expect(findMemoryHolders(own!)?.largest).toMatchObject({ pid: 26802, place: 'pods', memcg: own!.taskMemcg });
  });

  test.each<[string, Partial<OomReport>, string]>([
    ['a service by its score', { tasks: [task(1, 900, 0)] }, 'outside-pods'],
    ['a protected service', { tasks: [task(1, 900, -999)] }, 'outside-pods'],
    ['a Guaranteed pod', { tasks: [task(1, 900, -997)] }, 'pods'],
    ['a Burstable pod', { tasks: [task(1, 900, 3)] }, 'pods'],
    ['a BestEffort pod', { tasks: [task(1, 900, 1000)] }, 'pods'],
    ['a sandbox or its shim', { tasks: [task(1, 900, -998)] }, 'unknown'],
    [
      'a killed service by its cgroup, whatever its score',
      { tasks: [task(1, 900, 500)], victims: [{ pid: 1, comm: 'p1' }], taskMemcg: SERVICE },
      'outside-pods',
    ],
    [
      'whoever stands in the table of a pod’s limit',
      { scope: 'pod', oomMemcg: POD, taskMemcg: POD, tasks: [task(1, 900, 0)] },
      'pods',
    ],
  ])('%s', (_, parts, place) => {
    expect(findMemoryHolders(report(parts))?.largest.place).toBe(place);
  });

  test.each<[string, Partial<OomReport>]>([
    ['without a table', {}],
    ['with a table that was cut', { tasks: [task(1, 900, 0)], tasksLeftOut: 1 }],
  ])('is silent %s', (_, parts) => {
    expect(findMemoryHolders(report(parts))).toBeUndefined();
  });

  test('adds up what lies outside the pods', () => {
    const tasks = [task(1, 900, 0), task(2, 100, -999), task(3, 500, 1000)];
    expect(findMemoryHolders(report({ tasks }))).toMatchObject({ all: 1500 * MiB, outsidePods: 1000 * MiB });
  });
});

test.each([
  ['/', 'outside-pods'],
  [SERVICE, 'outside-pods'],
  [POD, 'pods'],
  ['/kubepods', 'pods'],
])('%s is %s', (path, place) => {
  expect(placeOfCgroup(path)).toBe(place);
});
