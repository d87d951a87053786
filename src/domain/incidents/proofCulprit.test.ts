import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { FIGURE_6, KUBEPODS_RACE } from '../../../test/fixtures/incidents';
import { readLog } from '../logs/readLog';

import { applyLog } from './applyLog';
import { withGaps } from './partialData';
import type { PodName } from './proofMatch';
import type { Incident } from './types';

const CLOCK = { reference: Date.UTC(2026, 10, 22) };
const KERNEL_2 = readFileSync(join(__dirname, '../../../test/fixtures/logs/recording-2-kernel-oom.log'), 'utf8');
const NODE = 'aks-agentpool-21735204-vmss000003';
const at2 = (time: string) => Date.parse(`2026-11-22T${time}Z`);

const POD: PodName = { uid: '837fb6ea-0d17-495d-a82f-b6590eb9e90c', namespace: 'apps', pod: 'web-1' };
/** The node's own OOM of recording-2, as metrics alone could have told it: a pod that grew a little is blamed. */
const BLAMED_A_POD: Incident = {
  ...FIGURE_6,
  node: NODE,
  start: at2('02:55:20'),
  end: at2('02:55:26'),
  verdict: 'node-exhausted',
  confidence: 'likely',
  headline: 'web used up the node; the kernel killed web',
  culprit: { kind: 'pod', namespace: 'apps', pod: 'web-1', growth: 1024 },
  growths: [{ kind: 'outside-pods', growth: 17 * 1024 * 1024 }],
  victims: [
    {
      ...{ fate: 'oom-killed', namespace: 'apps', pod: 'web-1', paidForAnother: false },
      ...{ earliest: at2('02:55:20'), latest: at2('02:55:26') },
    },
  ],
  prevention: ['A memory limit on apps/web-1 would have killed it alone.'],
};
const prove = (incident: Incident, log = KERNEL_2, pods = [POD]) => applyLog(incident, readLog(log, CLOCK), { pods });

describe('the kernel’s table of processes', () => {
  const proven = prove(BLAMED_A_POD);

  test('names who held the memory, and the culprit is whoever that was', () => {
    expect(proven.culprit).toEqual({ kind: 'outside-pods', confidence: 'likely', growth: 17 * 1024 * 1024 });
    expect(proven.evidence.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(
        /^The kernel’s table of processes: leak \(pid 7501\), outside the pods by its oom_score_adj of 0, held the most, 5935 MiB of \d+ MiB/
      )
    );
  });

  test('takes the blamed pod out of headline and advice, and says that it paid', () => {
    expect(proven.headline).toBe(
      'By the log: leak (pid 7501), outside the pods by its oom_score_adj of 0, held 5935 MiB; the kernel killed apps/web-1'
    );
    expect(proven.prevention.join()).not.toContain('web-1');
    expect(proven.victims).toMatchObject([{ pod: 'web-1', paidForAnother: true }]);
  });

  test('stands in the story at the time of the report', () => {
    expect(proven.story).toContainEqual(
      expect.objectContaining({ text: expect.stringContaining('held 5935 MiB when the kernel looked') })
    );
  });

  test('changes nothing where the metrics had blamed the same', () => {
    const right = {
      ...BLAMED_A_POD,
      culprit: { kind: 'outside-pods' } as const,
      headline: 'Something outside the pods …',
    };
    expect(prove(right)).toMatchObject({ headline: right.headline, prevention: right.prevention });
  });

  test('that was cut off blames nobody', () => {
    const cut = KERNEL_2.split('\n')
      .filter((line) => !/kernel: \[ *\d+\] /.test(line))
      .join('\n');
    expect(prove(BLAMED_A_POD, cut).culprit).toEqual(BLAMED_A_POD.culprit);
  });

  test('of a node on which nobody held half blames nobody', () => {
    const even = KERNEL_2.replaceAll('1536260  1519565  1519552', ' 36260    19565    19552');
    expect(prove(BLAMED_A_POD, even).culprit).toEqual(BLAMED_A_POD.culprit);
  });
});

/** As the kernel prints it; the victim is what holds the memory. */
const report = (lines: {
  readonly constraint?: string;
  readonly path: string;
  readonly order?: number;
  readonly adj?: number;
}) => {
  const { constraint = 'NONE', path, order = 0, adj = 0 } = lines;
  const stamp = '2026-11-21T21:40:32.300000Z lab-node kernel: ';
  return [
    `java invoked oom-killer: gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP), order=${order}, oom_score_adj=${adj}`,
    '[  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name',
    `[   9001]     0  9001  1536260  1519565  1519552       13         0 12222464        0          ${adj} java`,
    '[   9002]     0  9002     2943      288      288        0         0    65536        0         -1000 sshd',
    `oom-kill:constraint=CONSTRAINT_${constraint},nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=${path},task=java,pid=9001,uid=0`,
    `Out of memory: Killed process 9001 (java) total-vm:6145040kB, anon-rss:6078208kB, file-rss:52kB, shmem-rss:0kB, UID:0 pgtables:11936kB oom_score_adj:${adj}`,
  ]
    .map((line) => stamp + line)
    .join('\n');
};
const POD_PATH = `/kubepods/besteffort/pod${POD.uid}/${'a'.repeat(64)}`;
const SERVICE = '/system.slice/backup-agent.service';
const NAMELESS: Incident = {
  ...KUBEPODS_RACE,
  verdict: 'node-exhausted',
  confidence: 'certain',
  race: false,
  headline: 'Something used up the node; the kernel killed a pod that no source names',
  culprit: { kind: 'unknown' },
  victims: [{ fate: 'oom-killed', earliest: KUBEPODS_RACE.start, latest: KUBEPODS_RACE.end, paidForAnother: false }],
};
const textsOf = ({ evidence }: Incident) => evidence.map(({ text }) => text).join('\n');

describe('who was killed', () => {
  test('a pod that held most is the culprit itself, by its cgroup', () => {
    const proven = prove(NAMELESS, report({ path: POD_PATH, adj: 1000 }));
    expect(proven).toMatchObject({
      culprit: { kind: 'pod', namespace: 'apps', pod: 'web-1' },
      victims: [{ namespace: 'apps', pod: 'web-1', paidForAnother: false }],
      headline: 'By the log: java (pid 9001), of apps/web-1, held 5935 MiB; the kernel killed apps/web-1',
    });
  });

  test('a service of the host is no pod that nobody could name', () => {
    const proven = prove(NAMELESS, report({ path: SERVICE }));
    expect(proven).toMatchObject({ verdict: 'node-exhausted', culprit: { kind: 'outside-pods' }, victims: [] });
    expect(textsOf(proven)).toContain(`in ${SERVICE}, which belongs to no pod`);
    expect(textsOf(proven)).not.toContain('nothing names that pod');
  });
});

test('a log makes nothing certain of which only part of the data arrived', () => {
  const log = report({ path: POD_PATH, adj: 1000 });
  const likely: Incident = { ...NAMELESS, confidence: 'likely' };
  const [whole, part] = [
    prove(likely, log),
    prove(withGaps(likely, [{ kind: 'partial', warning: 'store gateway timed out' }]), log),
  ];
  const sureOf = ({ confidence, victims }: Incident) => [confidence, ...victims.map((victim) => victim.confidence)];
  expect(sureOf(whole)).toEqual(['certain', 'certain']);
  expect(sureOf(part)).toEqual(['likely', 'likely']);
  expect(part.confidenceRule).toMatch(/; but only part of the data arrived, so it is not certain$/);
});

describe('a kill for which the node had not run out', () => {
  test.each([
    [
      'a cpuset',
      report({ constraint: 'CPUSET', path: SERVICE }),
      /cpuset’s NUMA nodes, not of the whole node, ran out/,
    ],
    ['a memory policy', report({ constraint: 'MEMORY_POLICY', path: SERVICE }), /memory policy’s NUMA nodes/],
    ['a person’s sysrq', report({ order: -1, path: SERVICE }), /A person asked the kernel for a kill/],
    [
      'a service’s own limit',
      report({ path: SERVICE })
        .replace('global_oom', `oom_memcg=${SERVICE}`)
        .replace('CONSTRAINT_NONE', 'CONSTRAINT_MEMCG')
        .replace('Out of memory: Killed', 'Memory cgroup out of memory: Killed'),
      /A cgroup outside Kubernetes reached its own limit; no pod was concerned/,
    ],
  ])('%s: what the metrics called node exhausted is not', (_, log, words) => {
    const proven = prove(NAMELESS, log);
    expect(proven).toMatchObject({ verdict: 'unknown', confidence: 'likely', headline: expect.stringMatching(words) });
    expect([proven.memory, prove({ ...NAMELESS, verdict: 'unknown', memory: false }, log).memory]).toEqual([
      true,
      true,
    ]);
    expect(textsOf(proven)).toContain('The metrics alone said "node exhausted"');
  });

  test('a kill line alone does not tell such a kill from a node that ran out', () => {
    const killLine = report({ path: SERVICE }).split('\n').at(-1)!;
    expect(prove({ ...NAMELESS, verdict: 'oom4-kubepods-limit', confidence: 'possible' }, killLine)).toMatchObject({
      verdict: 'node-exhausted',
      confidence: 'likely',
    });
  });

  test('a real shortage of the node in the same seconds still is one', () => {
    const both = `${report({ constraint: 'CPUSET', path: SERVICE })}\n${report({ path: SERVICE }).replaceAll('9001', '9003')}`;
    expect(prove(NAMELESS, both).verdict).toBe('node-exhausted');
  });
});

describe('what the log leaves of the rest', () => {
  const MISSING = { what: 'which process was killed', setting: 'paste the kernel log (dmesg) of that time' };

  test('asks for no log that was given', () => {
    expect(prove({ ...NAMELESS, missing: [MISSING] }, report({ path: SERVICE })).missing).toEqual([]);
  });

  test('asks for another where the one given holds no report of it', () => {
    const other = report({ path: SERVICE }).replaceAll('T21:40', 'T19:40');
    expect(prove({ ...NAMELESS, missing: [MISSING] }, other).missing).toEqual([
      { ...MISSING, setting: expect.stringContaining('the log given holds no report of it') },
    ]);
  });

  test('what the metrics showed speaks no more for a verdict that is overruled', () => {
    const overruled = prove(NAMELESS, report({ constraint: 'CPUSET', path: SERVICE }));
    const ofMetrics = overruled.evidence.filter(({ source }) => !source.startsWith('kernel log'));
    expect(ofMetrics.length).toBeGreaterThan(1);
    expect(new Set(ofMetrics.map(({ speaks }) => speaks))).toEqual(new Set(['context']));
  });

  test('and goes on speaking for one that stands', () => {
    const stands = prove(NAMELESS, report({ path: SERVICE }));
    expect(stands.evidence.slice(0, NAMELESS.evidence.length)).toEqual(NAMELESS.evidence);
  });
});

describe('what else it could have been', () => {
  const other = (verdict: Incident['verdict'], standing: 'ruled out' | 'open' | 'fits too') => ({
    ...{ verdict, standing, because: 'the kernel log is not collected', evidence: [] },
    missing: [{ what: 'whose limit', setting: 'paste the kernel log (dmesg)' }],
  });
  const alternatives = [
    other('oom4-kubepods-limit', 'fits too'),
    other('child-killed', 'open'),
    other('unknown', 'open'),
  ];
  const standings = (incident: Incident) =>
    incident.alternatives?.map(({ verdict, standing }) => [verdict, standing] as const);

  test('is ruled out by a log that is certain, and asks for no log any more', () => {
    const proven = prove({ ...NAMELESS, confidence: 'likely', alternatives }, report({ path: SERVICE }));
    expect(proven).toMatchObject({ verdict: 'node-exhausted', confidence: 'certain' });
    expect(standings(proven)).toEqual([
      ['oom4-kubepods-limit', 'ruled out'],
      ['child-killed', 'ruled out'],
      ['unknown', 'ruled out'],
    ]);
    expect(proven.alternatives?.flatMap(({ missing }) => missing)).toEqual([]);
  });

  test('holds what the metrics had said in place of what the log says', () => {
    const proven = prove({ ...NAMELESS, alternatives }, report({ constraint: 'CPUSET', path: SERVICE }));
    expect(standings(proven)).toEqual([
      ['node-exhausted', 'unlikely'],
      ['oom4-kubepods-limit', 'fits too'],
      ['child-killed', 'open'],
    ]);
  });
});
