import { ownReports, summaries } from './kernelReports';

const MARKER = 'tidemark-lab: oom1 1 2';
const report = (limitOf: string, pid: number, comm = 'leak') => [
  `2026-11-25T17:11:56,580054+00:00 ${comm} invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0`,
  '2026-11-25T17:11:56,580515+00:00 Tasks state (memory values in pages):',
  `2026-11-25T17:11:56,581100+00:00 oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=${limitOf},task_memcg=${limitOf}/c1,task=${comm},pid=${pid},uid=0`,
  `2026-11-25T17:11:56,581200+00:00 Memory cgroup out of memory: Killed process ${pid} (${comm}) total-vm:1kB`,
];
const OURS = '/tidemark-lab/kubepods';

describe('ownReports', () => {
  it('keeps whole reports on the lab’s cgroups, after the marker only', () => {
    const second = report(OURS, 3);
    const log = [...report(OURS, 1), `[1.0] ${MARKER}`, ...report('/docker/x', 2), ...second].join('\n');
    expect(ownReports(log, MARKER)).toEqual(second);
  });

  it.each([
    ['another machine’s cgroup of a longer name', '/tidemark-laboratory/kubepods'],
    ['a global one', '/'],
  ])('leaves out %s', (_, limitOf) => {
    expect(ownReports([MARKER, ...report(limitOf, 1)].join('\n'), MARKER)).toEqual([]);
  });

  it('is empty where there is none', () => {
    expect(ownReports(MARKER, MARKER)).toEqual([]);
  });
});

describe('summaries', () => {
  it('reads whose limit, whose process; a name may hold commas', () => {
    expect(summaries(report(OURS, 7, 'a,b'))).toEqual([{ limitOf: OURS, victimIn: `${OURS}/c1`, task: 'a,b', pid: 7 }]);
  });
});
