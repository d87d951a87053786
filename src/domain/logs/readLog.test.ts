import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';

import { logReader, readLog } from './readLog';

const CLOCK = { reference: Date.UTC(2026, 10, 22) };
const fixture = (name: string) => readFileSync(join(__dirname, '../../../test/fixtures/logs', name), 'utf8');
const ooms = (text: string) =>
  readLog(text, CLOCK).ooms.map(({ scope, group, victims, tasks }) => ({
    scope,
    group,
    pids: victims.map(({ pid }) => pid),
    tasks: tasks.length,
  }));

const ID = 'a'.repeat(64);
const POD = '/kubepods/burstable/pod3842496c-6719-4a27-b027-3663c999c19b';
const KILL =
  'Memory cgroup out of memory: Killed process 9652 (leak) total-vm:308240kB, anon-rss:306232kB, file-rss:704kB, shmem-rss:0kB, UID:0 pgtables:644kB oom_score_adj:986';

const GLOBAL_KILL =
  'Out of memory: Killed process 4711 (stress) total-vm:1052476kB, anon-rss:1048804kB, file-rss:1024kB, shmem-rss:0kB, UID:1000 pgtables:2100kB oom_score_adj:0';
/** As the kernel prints an OOM of no cgroup on a node of two NUMA nodes, of which the victim may use the second. */
const confined = (constraint: string, order = 'order=0') =>
  [
    `stress invoked oom-killer: gfp_mask=0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO), ${order}, oom_score_adj=0`,
    'Tasks state (memory values in pages):',
    '[  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name',
    '[   4711]  1000  4711   263119   262457   262201      256         0  2150400        0             0 stress',
    `oom-kill:constraint=CONSTRAINT_${constraint},nodemask=(null),cpuset=numa1,mems_allowed=1,global_oom,task_memcg=/system.slice/stress.service,task=stress,pid=4711,uid=1000`,
    GLOBAL_KILL,
  ].join('\n');

describe('real kernel logs', () => {
  test('cgroup v1: a container limit, with its table', () => {
    expect(ooms(fixture('6.18-cgroup-v1-container-limit.log'))).toEqual([
      { scope: 'container', group: false, pids: [26802], tasks: 1 },
    ]);
  });

  test('cgroup v1: the kubepods limit', () => {
    expect(ooms(fixture('6.18-cgroup-v1-kubepods-limit.log'))).toEqual([
      { scope: 'kubepods', group: false, pids: [29001], tasks: 2 },
    ]);
  });

  test('cgroup v2: a container limit, then the kubepods limit', () => {
    expect(ooms(fixture('6.1-cgroup-v2-container-and-kubepods-limit.log'))).toEqual([
      { scope: 'container', group: false, pids: [683], tasks: 1 },
      { scope: 'kubepods', group: false, pids: [694], tasks: 1 },
    ]);
  });

  test('modern node: pod limits, a global OOM and the kubepods limit, all with memory.oom.group', () => {
    expect(
      ooms(fixture('recording-2-kernel-oom.log')).map(({ scope, group, pids }) => [scope, group, pids[0]])
    ).toEqual([
      ['pod', true, 3653],
      ['pod', true, 4161],
      ['pod', true, 4643],
      ['pod', true, 5092],
      ['pod', true, 5091],
      ['node', true, 3166],
      ['node', true, 1413],
      ['node', true, 1368],
      ['kubepods', true, 10908],
    ]);
  });

  test("the article's experiments: every labelled kill, at its time", () => {
    const kills = readLog(fixture('recording-1-kernel-oom.log'), CLOCK).ooms.filter(
      ({ at = 0 }) => at > Date.UTC(2026, 10, 21, 21)
    );
    expect(
      kills.map(({ scope, victims, at = 0 }) => [victims[0]?.pid, scope, new Date(at).toISOString().slice(11, 19)])
    ).toEqual([
      [9652, 'pod', '21:28:08'],
      [9707, 'pod', '21:28:14'],
      [9869, 'pod', '21:28:32'],
      [10302, 'pod', '21:29:07'],
      [10721, 'pod', '21:30:02'],
      [13173, 'pod', '21:35:54'],
      [13318, 'pod', '21:36:30'],
      [13909, 'kubepods', '21:38:10'],
      [14423, 'kubepods', '21:40:32'],
      [32380, 'kubepods', '21:40:32'],
      [32322, 'kubepods', '21:40:32'],
      [14985, 'kubepods', '21:40:32'],
      [14721, 'kubepods', '21:40:32'],
    ]);
  });

  test('the table gives the memory and the score of every process', () => {
    const [first] = readLog(fixture('recording-2-kernel-oom.log'), CLOCK).ooms;
    expect(first?.tasks[1]).toEqual({
      pid: 3653,
      tgid: 3653,
      uid: 0,
      name: 'leak',
      totalVm: 77060 * 4096,
      rss: 76734 * 4096,
      pgtables: 659456,
      swap: 0,
      oomScoreAdj: 982,
    });
    expect(first?.victims[0]?.rss).toBe((306232 + 704) * 1024);
  });

  test('kubelet 1.20: rankings and evictions in prose', () => {
    const { evictions } = readLog(fixture('recording-1-kubelet-evictions.log'), CLOCK);
    const evicted = evictions.flatMap((line) => (line.kind === 'evicted' ? [line.pod.pod] : []));
    expect(evicted).toEqual([
      'alloc-mem-leak',
      'node-exporter-q6knv',
      'node-exporter-scnqv',
      'node-exporter-gq2dt',
      'node-exporter-68cjj',
    ]);
  });

  test('kubelet 1.34: the threshold, the message and a pod that would not die', () => {
    const { evictions } = readLog(fixture('recording-2-kubelet-evictions.log'), CLOCK);
    expect(evictions.find(({ kind }) => kind === 'threshold')).toMatchObject({
      signal: 'allocatableMemory.available',
      quantity: '750Mi',
      available: '650584Ki',
    });
    expect(evictions.find(({ kind }) => kind === 'evicting')).toMatchObject({
      pod: { namespace: 'batch', pod: 'mem-leak', uid: '9a123859-76ad-424b-bb78-cd326cf5b887' },
      message: expect.stringContaining('Container mem-leak was using 3899032Ki'),
    });
    expect(evictions.find(({ kind }) => kind === 'failed')).toMatchObject({ reason: 'timeout waiting to kill pod' });
  });
});

describe('what logs do to reports', () => {
  test.each([
    ['a kill alone, the rest rate-limited', KILL, [{ scope: undefined, pids: [9652] }]],
    [
      'a global kill alone',
      'Out of memory: Killed process 12 (a) total-vm:1kB, anon-rss:1kB, file-rss:0kB, shmem-rss:0kB',
      [{ scope: 'node', pids: [12] }],
    ],
    [
      'two kills in a row are two OOMs',
      `${KILL}\n${KILL.replace('9652', '9707')}`,
      [
        { scope: undefined, pids: [9652] },
        { scope: undefined, pids: [9707] },
      ],
    ],
    [
      'a report cut off after its summary',
      `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=${POD},task_memcg=${POD}/${ID},task=leak,pid=9652,uid=0`,
      [{ scope: 'pod', pids: [] }],
    ],
    [
      'a report whose head is cut off',
      `[ 3653]     0  3653    77060\noom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/kubepods,task_memcg=${POD},task=leak,pid=9652,uid=0\n${KILL}`,
      [{ scope: 'kubepods', pids: [9652] }],
    ],
    [
      'a global summary without cpuset fields',
      `oom-kill:constraint=CONSTRAINT_NONE,global_oom,task_memcg=${POD},task=leak,pid=9652,uid=0`,
      [{ scope: 'node', pids: [] }],
    ],
    [
      'kernel 4.x: limit line, choice, kill',
      `Task in ${POD}/${ID} killed as a result of limit of ${POD}\nMemory cgroup out of memory: Kill process 9652 (leak) score 1990 or sacrifice child\nKilled process 9652 (leak) total-vm:10kB, anon-rss:4kB, file-rss:0kB`,
      [{ scope: 'pod', pids: [9652] }],
    ],
    [
      'kernel 3.10 kill line with a UID in the middle',
      'Out of memory: Kill process 7 (java) score 900 or sacrifice child\nKilled process 7 (java), UID 1000, total-vm:10kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB',
      [{ scope: 'node', pids: [7] }],
    ],
    [
      'a command name with brackets and blanks',
      KILL.replace('(leak)', '(my (odd) app)'),
      [{ scope: undefined, pids: [9652] }],
    ],
    [
      'a name that looks like the end of the line',
      KILL.replace('(leak)', '(a) total-vm:1kB)'),
      [{ scope: undefined, pids: [9652] }],
    ],
    ['a cpuset whose nodes ran out, while the node had room', confined('CPUSET'), [{ scope: 'cpuset', pids: [4711] }]],
    ['a memory policy whose nodes ran out', confined('MEMORY_POLICY'), [{ scope: 'memory-policy', pids: [4711] }]],
    ['a node that ran out', confined('NONE'), [{ scope: 'node', pids: [4711] }]],
    [
      'a kill that a person asked for (sysrq f), told by its order',
      confined('NONE', 'order=-1'),
      [{ scope: 'sysrq', pids: [4711] }],
    ],
    [
      'a kill that a person asked for, its report rate-limited',
      `sysrq: Manual OOM execution\n${GLOBAL_KILL}`,
      [{ scope: 'sysrq', pids: [4711] }],
    ],
    [
      'a real OOM right after a sysrq that found nobody to kill',
      `sysrq: Manual OOM execution\nsysrq: OOM request ignored. No task eligible\n${confined('NONE')}`,
      [{ scope: 'node', pids: [4711] }],
    ],
    ['sysrq alone', 'SysRq : Manual OOM execution', []],
    [
      'a victim whose name holds another pid',
      `oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/x.slice,task=a,pid=1,uid=0,pid=4711,uid=1000\n${GLOBAL_KILL.replace('(stress)', '(a,pid=1,uid=0)')}`,
      [{ scope: 'node', pids: [4711] }],
    ],
    [
      'memory statistics without an OOM',
      '[  pid  ]   uid  tgid total_vm      rss oom_score_adj name\n[   1]     0  1    77    7  0 init',
      [],
    ],
    ['an unrelated log', 'hello\nworld', []],
    ['an empty log', '', []],
  ])('%s', (_, text, expected) => {
    expect(ooms(text).map(({ scope, pids }) => ({ scope, pids }))).toEqual(expected);
  });

  test('a name is read whole, whatever it holds', () => {
    const name = 'a) total-vm:1kB';
    const { ooms: found } = readLog(KILL.replace('(leak)', `(${name})`), CLOCK);
    expect(found[0]?.victims).toMatchObject([{ comm: name, rss: (306232 + 704) * 1024, oomScoreAdj: 986 }]);
  });

  test('a confined report names the NUMA nodes that were allowed, and no cgroup whose limit was hit', () => {
    expect(readLog(confined('CPUSET'), CLOCK).ooms).toMatchObject([
      { memsAllowed: '1', oomMemcg: null, taskMemcg: '/system.slice/stress.service', constraint: 'CONSTRAINT_CPUSET' },
    ]);
  });

  test('lines out of order are put in order of time', () => {
    const lines = fixture('recording-2-kernel-oom.log').split('\n').filter(Boolean);
    const shuffled = lines
      .map((line, at) => [Math.floor(at / 7) * 7 + ((at * 5) % 7), line] as const)
      .sort(([a], [b]) => a - b);
    expect(ooms(shuffled.map(([, line]) => line).join('\n'))).toEqual(ooms(lines.join('\n')));
  });

  test('two nodes in one file do not mix', () => {
    const one = fixture('recording-2-kernel-oom.log').split('\n').filter(Boolean);
    const both = one.flatMap((line) => [line, line.replace('aks-agentpool-21735204-vmss000003', 'other-node')]);
    expect(ooms(both.join('\n'))).toHaveLength(2 * ooms(one.join('\n')).length);
  });

  test('the pieces a log arrives in do not matter', () => {
    const text = fixture('6.1-cgroup-v2-container-and-kubepods-limit.log');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 40 }), (sizes) => {
        const reader = logReader(CLOCK);
        let at = 0;
        for (let turn = 0; at < text.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          reader.push(text.slice(at, at + size));
          at += size;
        }
        expect(reader.end()).toEqual(readLog(text, CLOCK));
      }),
      { numRuns: 20 }
    );
  });

  test('what sounds like an OOM and is not understood is shown with its number', () => {
    const { notUnderstood } = readLog('fine\nKilled process 12 but in a new way', CLOCK);
    expect(notUnderstood).toEqual([{ line: 2, text: 'Killed process 12 but in a new way' }]);
  });

  test('thousands killed as one group are spread over several reports, none lost', () => {
    const group = 'Tasks in /kubepods are going to be killed due to memory.oom.group set';
    const kills = Array.from({ length: 5000 }, (_, i) => KILL.replace('9652', String(i + 1)));
    expect(ooms([group, ...kills].join('\n')).reduce((sum, { pids }) => sum + pids.length, 0)).toBe(5000);
  });

  test('a log of more hosts than are kept open still gives each its report', () => {
    const lines = Array.from({ length: 6000 }, (_, i) => `Nov 22 02:24:20 node-${i} kernel: ${KILL}`);
    expect(ooms(lines.join('\n'))).toHaveLength(5000);
    expect(readLog(lines.join('\n'), CLOCK).leftOut).toBe(1000);
  });

  test('a mutilated log never breaks the reader', () => {
    const lines = [
      ...fixture('recording-2-kernel-oom.log').split('\n').slice(0, 80),
      ...fixture('recording-2-kubelet-evictions.log').split('\n').slice(0, 40),
    ];
    const piece = fc
      .tuple(fc.constantFrom(...lines), fc.nat(300), fc.string({ maxLength: 12 }))
      .map(([line, at, noise]) => line.slice(0, at) + noise + line.slice(at));
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (broken) => {
        const review = readLog(broken.join('\n'), CLOCK);
        review.ooms.forEach(({ firstLine, lastLine }) => expect(firstLine).toBeLessThanOrEqual(lastLine));
      }),
      { numRuns: 500, seed: 20261122 }
    );
  });
});
