import type { OomReport } from '../src/domain/logs/oomReport';
import type { LogReview } from '../src/domain/logs/readLog';
import { MiB, type Bytes, type EpochMs } from '../src/domain/units';
import { table } from './table';
import { printable, printableJson, printableLines } from './terminalText';

export type OomFormat = 'table' | 'json' | 'markdown';

/** Prints a log's OOM reports; `json` is the machine's form (docs/cli.md), times RFC 3339 UTC, absent values null. */
export function printOoms(review: LogReview, format: OomFormat): string {
  switch (format) {
    case 'json':
      return printableJson(oomJson(review));
    case 'markdown':
      return printableLines(`${oomTable(review, 'markdown')}${notUnderstood(review)}`);
    case 'table':
      return printableLines(`${oomTable(review, 'text')}${notUnderstood(review)}`);
  }
}

export function oomJson(review: LogReview): object {
  return {
    schemaVersion: 1,
    lines: review.lines,
    reports: review.ooms.map(reportJson),
    reportsLeftOut: review.leftOut,
    notUnderstood: review.notUnderstood,
  };
}

function reportJson(oom: OomReport): object {
  return {
    firstLine: oom.firstLine,
    lastLine: oom.lastLine,
    at: rfc3339(oom.at),
    secondsSinceBoot: oom.sinceBoot === undefined ? null : oom.sinceBoot / 1000,
    host: oom.host ?? null,
    scope: oom.scope ?? null,
    oomMemcg: oom.oomMemcg,
    taskMemcg: oom.taskMemcg,
    group: oom.group,
    invokedBy: oom.invokedBy?.comm ?? null,
    usageBytes: oom.usage ?? null,
    limitBytes: oom.limit ?? null,
    victims: oom.victims.map(({ pid, comm, rss, oomScoreAdj, uid }) => ({
      pid,
      comm,
      rssBytes: rss ?? null,
      oomScoreAdj: oomScoreAdj ?? null,
      uid: uid ?? null,
    })),
    tasks: oom.tasks.map(({ pid, tgid, uid, name, totalVm, rss, pgtables, swap, oomScoreAdj }) => ({
      pid,
      tgid,
      uid,
      name,
      totalVmBytes: totalVm,
      rssBytes: rss,
      pgtablesBytes: pgtables ?? null,
      swapBytes: swap ?? null,
      oomScoreAdj,
    })),
    tasksLeftOut: oom.tasksLeftOut,
  };
}

const WHOSE_LIMIT = {
  container: "the container's limit",
  pod: "the pod's limit",
  qos: "a QoS class's limit",
  kubepods: "all pods' limit (kubepods)",
  node: 'the node itself',
  cpuset: "a cpuset's NUMA nodes",
  'memory-policy': "a memory policy's NUMA nodes",
  sysrq: 'nothing: a person asked for the kill (sysrq)',
  other: 'a cgroup outside Kubernetes',
};

function oomTable({ ooms }: LogReview, style: 'text' | 'markdown'): string {
  if (ooms.length === 0) {
    return 'No OOM kill in this log.\n';
  }
  const rows = ooms.map((oom) => [
    when(oom),
    oom.scope ? WHOSE_LIMIT[oom.scope] : 'unknown: the summary line is missing',
    oom.victims.map(({ pid, comm, rss }) => `${comm} (${pid}${rss === undefined ? '' : `, ${mib(rss)}`})`).join(', ') ||
      'unknown: the kill line is missing',
    oom.limit === undefined ? '' : mib(oom.limit),
    String(oom.firstLine),
  ]);
  return table({ head: ['when', 'ran out', 'killed', 'limit', 'line'], rows, style });
}

function notUnderstood({ notUnderstood: some, notUnderstoodCount }: LogReview): string {
  const lines = some.map(({ line, text }) => `  line ${line}: ${printable(text)}`);
  return notUnderstoodCount === 0 ? '' : `\nNot understood (${notUnderstoodCount}):\n${lines.join('\n')}\n`;
}

function when({ at, sinceBoot }: OomReport): string {
  return rfc3339(at) ?? (sinceBoot === undefined ? 'unknown' : `${(sinceBoot / 1000).toFixed(3)} s after boot`);
}

function rfc3339(at: EpochMs | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

function mib(bytes: Bytes): string {
  return `${Math.trunc(bytes / MiB)} MiB`;
}
