import type { OomKill } from './kernel';
import { pageTables } from './process';

const PAGE = 4096;
const kb = (bytes: number) => Math.round(bytes / 1024);

/** L66 oom_constraint_text. */
const CONSTRAINT = {
  none: 'CONSTRAINT_NONE',
  cpuset: 'CONSTRAINT_CPUSET',
  'memory-policy': 'CONSTRAINT_MEMORY_POLICY',
} as const;

/** What the kernel logs of one kill (L66 mm/oom_kill.c), as journalctl prints it. */
export function oomLines(kill: OomKill, node: string): string[] {
  const { at, limitOf, confinedBy, victim, cgroup, invokedBy, killed, byGroup, table } = kill;
  const time = new Date(at).toISOString().replace('Z', '000Z');
  const line = (text: string) => `${time} ${node} kernel: ${text}`;
  const cpuset = cgroup.path.slice(cgroup.path.lastIndexOf('/') + 1) || '/';
  const where = limitOf
    ? `constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=${cpuset},mems_allowed=0,oom_memcg=${limitOf.path}`
    : `constraint=${CONSTRAINT[confinedBy ?? 'none']},nodemask=(null),cpuset=${cpuset},mems_allowed=0,global_oom`;
  const prefix = limitOf ? 'Memory cgroup out of memory' : 'Out of memory';
  const killedLine = ({ pid, comm, anon, oomScoreAdj }: OomKill['victim']) =>
    line(
      `${prefix}: Killed process ${pid} (${comm}) total-vm:${kb(anon) + 2008}kB, anon-rss:${kb(anon)}kB, file-rss:704kB, ` +
        `shmem-rss:0kB, UID:0 pgtables:${kb(pageTables(anon))}kB oom_score_adj:${oomScoreAdj}`
    );
  return [
    line(
      `${invokedBy.comm} invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=${invokedBy.oomScoreAdj}`
    ),
    ...(limitOf ? [line(`Memory cgroup stats for ${limitOf.path}:`)] : []),
    line('Tasks state (memory values in pages):'),
    line(
      '[  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name'
    ),
    ...table.map(({ pid, comm, anon, swapped, adj }) => {
      const pages = Math.round(anon / PAGE);
      const cells = [pages + 502, pages + 176, pages, 176, 0, pageTables(anon), Math.round(swapped / PAGE), adj];
      return line(
        `[${String(pid).padStart(7)}]     0 ${String(pid).padStart(5)} ${cells.map((cell) => String(cell).padStart(8)).join(' ')} ${comm}`
      );
    }),
    line(`oom-kill:${where},task_memcg=${cgroup.path},task=${victim.comm},pid=${victim.pid},uid=0`),
    killedLine(victim),
    ...(byGroup
      ? [line(`Tasks in ${cgroup.path} are going to be killed due to memory.oom.group set`), ...killed.map(killedLine)]
      : []),
  ];
}
