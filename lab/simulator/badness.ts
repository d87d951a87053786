import { pageTables, type Process } from './process';

const PAGE = 4096;

/**
 * badness = rss + swap + page tables, in pages, + oom_score_adj × (totalpages / 1000), the division first; −1000 is exempt
 * (L66 mm/oom_kill.c oom_badness).
 */
export function badness(
  { anon, swapped = 0, oomScoreAdj }: Pick<Process, 'anon' | 'oomScoreAdj'> & Partial<Pick<Process, 'swapped'>>,
  totalBytes: number
): number | undefined {
  if (oomScoreAdj === -1000) {
    return undefined;
  }
  const points = Math.floor(anon / PAGE) + Math.floor(swapped / PAGE) + Math.floor(pageTables(anon) / PAGE);
  return points + oomScoreAdj * Math.floor(totalBytes / PAGE / 1000);
}

/** The highest badness; of equals the later task (L66 oom_evaluate_task). */
export function selectVictim(tasks: readonly Process[], totalBytes: number): Process | undefined {
  let worst: Process | undefined;
  let most = -Infinity;
  for (const task of tasks) {
    const points = task.alive ? badness(task, totalBytes) : undefined;
    if (points !== undefined && points >= most) {
      worst = task;
      most = points;
    }
  }
  return worst;
}

interface Resources {
  readonly request?: number;
  readonly limit?: number;
}

export type Qos = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** By memory alone, as a simulated pod has no other resource. */
export function qosOf(containers: readonly Resources[]): Qos {
  if (containers.every(({ request, limit }) => !request && !limit)) {
    return 'BestEffort';
  }
  return containers.every(({ request, limit }) => limit && (request ?? limit) === limit) ? 'Guaranteed' : 'Burstable';
}

/**
 * Guaranteed and node-critical −997, BestEffort 1000, Burstable 1000 − 1000·request/capacity within 3 … 999
 * (K32 qos/policy.go:28-119).
 */
export function oomScoreAdj(of: {
  readonly qos: Qos;
  readonly request: number;
  readonly capacity: number;
  readonly nodeCritical: boolean;
}): number {
  if (of.nodeCritical || of.qos === 'Guaranteed') {
    return -997;
  }
  if (of.qos === 'BestEffort') {
    return 1000;
  }
  const adj = 1000 - Math.floor((1000 * of.request) / of.capacity);
  return Math.min(999, Math.max(3, adj));
}
