import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

import type { Terminated } from '../simulator/pod';

import { containerId, type HostContainer, type HostPod } from './hostPod';
import { leakCommand } from './leakCommand';
import { makeCgroup, oomKillsOf, procsOf, type MemoryCgroup } from './memoryCgroup';
import { removeCgroup } from './removeCgroup';

interface Ended extends Terminated {
  readonly finishedAt: number;
  /** As the container's own cgroup counted them. */
  readonly oomKills: number;
}

/** Into its cgroup first, then its score for the OOM killer, and only then the program: it never runs without its limit. */
const ENTER = 'echo $$ > "$1" && echo "$2" > /proc/self/oom_score_adj && sleep "$3" && shift 3 && exec "$@"';

/** Starts a new instance of the container in a cgroup of its own. Resolves to how it ended, when its cgroup is gone. */
export async function runContainer(
  pod: HostPod & { readonly cgroup: MemoryCgroup },
  container: HostContainer,
  leak: string
): Promise<Ended> {
  const { spec, limit, adj } = container;
  const startedAt = Date.now();
  const cgroup = makeCgroup({
    hierarchy: pod.cgroup.hierarchy,
    path: `${pod.cgroup.path}/${containerId()}`,
    ...(limit !== Infinity && { limit }),
    oomGroup: true,
  });
  container.cgroup = cgroup;
  const { after, args } = leakCommand(spec.memory);
  const child = spawn(
    '/bin/sh',
    ['-c', ENTER, 'sh', procsOf(cgroup), String(adj), String(after), process.execPath, leak, ...args],
    { stdio: 'ignore' }
  );
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  const finishedAt = Date.now();
  const exitCode = code ?? 128 + constants.signals[signal ?? 'SIGKILL'];
  const oomKills = oomKillsOf(cgroup);
  const reason = exitCode === 0 ? 'Completed' : oomKills > 0 ? 'OOMKilled' : 'Error';
  await removeCgroup(cgroup);
  container.cgroup = undefined;
  return { exitCode, reason, startedAt, finishedAt, oomKills };
}
