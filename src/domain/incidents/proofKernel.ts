import { DELAY } from '../events/delays';
import { capital } from '../words/capital';
import { formatMemory } from '../quantity/formatBytes';
import type { OomScope } from '../logs/oomReport';
import type { EpochMs } from '../units';

import { isPod, type LogMatch, type MatchedOom } from './proofMatch';
import { withCulprit } from './proofCulprit';
import { settle } from './proofVerdict';
import { withVictims } from './proofVictims';
import { kernelLogLines } from './proofWords';
import type { Evidence, Incident, Verdict } from './types';
import { workloadName } from './verdictWords';

/** The incident with what the kernel's own reports say: whose limit was hit, and who was killed when. */
export function applyKernel(incident: Incident, { ooms }: LogMatch): Incident {
  const relevant = ooms.filter((oom) => concerns(incident, oom));
  const told: Incident = {
    ...incident,
    evidence: [...incident.evidence, ...ooms.map((oom) => evidenceOf(incident, oom))],
  };
  const ruled = rule(withoutHostKills(withVictims(told, relevant.flatMap(sighting)), relevant), relevant);
  return SHARED.includes(ruled.verdict) ? withCulprit(ruled, relevant) : ruled;
}

/** Verdicts about the node or all its pods: any kill of that time belongs to them. */
const SHARED: readonly Verdict[] = [
  'oom2-allocatable-evicted',
  'oom3-node-evicted',
  'oom4-kubepods-limit',
  'node-exhausted',
];
/** Verdicts that a kill of a pod which nobody could name may be about. */
const KILLED: readonly Verdict[] = ['oom1-container-limit', 'child-killed', ...SHARED];

/** A kill of another pod in the same seconds says nothing about this one, unless the limit was shared. */
function concerns({ verdict, victims }: Incident, { about, report }: MatchedOom): boolean {
  const shared = report.scope === 'kubepods' || report.scope === 'node';
  switch (about) {
    case 'incident':
      return true;
    case 'other':
      return shared && SHARED.includes(verdict);
    case 'host':
    case 'unnamed':
      return KILLED.includes(verdict) || victims.every(({ fate, pod }) => fate === 'oom-killed' && pod === undefined);
  }
}

const WHOSE: Readonly<Record<Exclude<OomScope, 'sysrq'>, string>> = {
  container: 'a container’s own limit',
  pod: 'a pod’s own limit',
  qos: 'the limit of a QoS class',
  kubepods: 'the kubepods limit, which all pods share,',
  node: 'the whole node',
  other: 'a cgroup outside Kubernetes',
  cpuset: 'the memory of a cpuset’s NUMA nodes, not of the whole node,',
  'memory-policy': 'the memory of a memory policy’s NUMA nodes, not of the whole node,',
};

function evidenceOf(incident: Incident, oom: MatchedOom): Evidence {
  const { report, at, owner } = oom;
  const ranOut = report.scope === undefined ? 'An unnamed limit ran out' : ranOutWords(report.scope);
  const cgroup = report.oomMemcg === null ? '' : ` (${report.oomMemcg})`;
  const asked = report.invokedBy === undefined ? '' : `; ${report.invokedBy.comm} asked for memory`;
  return {
    speaks: concerns(incident, oom) ? 'for' : 'context',
    text: `${ranOut}${cgroup}${asked}; the kernel killed ${killed(oom)}${whose(oom, owner)}.`,
    source: kernelLogLines(report),
    ...(report.usage !== undefined && { value: formatMemory(report.usage) }),
    ...(report.limit !== undefined && { threshold: formatMemory(report.limit) }),
    at,
  };
}

const ranOutWords = (scope: OomScope): string =>
  scope === 'sysrq' ? 'A person asked the kernel for a kill (sysrq)' : capital(`${WHOSE[scope]} ran out`);

const SHOWN = 3;

function killed({ report: { victims } }: MatchedOom): string {
  const shown = victims
    .slice(0, SHOWN)
    .map(({ comm, pid, rss }) => `${comm} (pid ${pid}${rss === undefined ? '' : `, ${formatMemory(rss)}`})`);
  const more = victims.length - shown.length;
  return shown.length === 0
    ? 'a process whose line is missing'
    : shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function whose({ about, report }: MatchedOom, owner: MatchedOom['owner']): string {
  const path = report.taskMemcg === null ? '' : ` in ${report.taskMemcg}`;
  switch (about) {
    case 'incident':
      return ` of ${workloadName(owner ?? {})}`;
    case 'other':
      return ` of ${workloadName(owner ?? {})}, which is not part of this incident`;
    case 'host':
      return `${path}, which belongs to no pod`;
    case 'unnamed':
      return `${path}; nothing names that pod`;
  }
}

function sighting({ owner, at }: MatchedOom) {
  return owner === undefined ? [] : [{ ...owner, at, fate: 'oom-killed' as const }];
}

function rule(incident: Incident, ooms: readonly MatchedOom[]): Incident {
  const [first] = ooms;
  const notMemory = first && ooms.every(isElsewhere) && ELSEWHERE_OVERRULES.includes(incident.verdict);
  if (notMemory) {
    return settle(incident, { ...ELSEWHERE, ...elsewhereWords(first), at: first.at });
  }
  const decisive =
    ooms.find(({ report }) => report.scope === 'node') ?? ooms.find(({ report }) => report.scope === 'kubepods');
  const own = ooms.find(({ report }) => report.scope === 'container' || report.scope === 'pod');
  const deciding = decisive ?? own;
  if (first === undefined || deciding === undefined) {
    return incident;
  }
  const evicted = firstEviction(incident);
  if (evicted !== undefined && first.at >= evicted.earliest) {
    // The eviction came first, or within the same seconds: the kernel's part is told, the verdict stays.
    return { ...incident, race: incident.race || first.at <= evicted.latest + RACE };
  }
  const ruled = decisive ? sharedVerdict(decisive) : ownVerdict(incident, deciding);
  return ruled === undefined
    ? incident
    : settle(incident, {
        ...ruled,
        rule: ruleOf(deciding),
        at: deciding.at,
        confidence: confidenceOf(incident, deciding, ruled.verdict),
      });
}

/** Of no pod, or of memory that others did not share: neither node nor pods ran out. */
function isElsewhere({ about, report: { scope } }: MatchedOom): boolean {
  const confined = scope === 'cpuset' || scope === 'memory-policy' || scope === 'sysrq';
  return confined || (about === 'host' && scope === 'other');
}

/** Verdicts that rest on a count of kills, which counts those as well. */
const ELSEWHERE_OVERRULES: readonly Verdict[] = ['node-exhausted', 'oom4-kubepods-limit', 'child-killed', 'unknown'];
const ELSEWHERE = { verdict: 'unknown', confidence: 'likely', killed: true } as const;

function elsewhereWords({ report: { scope, oomMemcg } }: MatchedOom): {
  readonly rule: string;
  readonly meaning: string;
} {
  if (scope === 'cpuset' || scope === 'memory-policy') {
    return {
      rule: 'The kernel’s own report says that only the NUMA nodes of one process’s confinement were out of memory.',
      meaning: `${capital(WHOSE[scope])} ran out; a process confined to them was killed.`,
    };
  }
  if (scope === 'sysrq') {
    return {
      rule: 'The kernel’s own report says that the kill was asked for (sysrq).',
      meaning: 'A person asked the kernel for a kill (sysrq); no memory had run out.',
    };
  }
  return {
    rule: `The kernel’s own report names the cgroup whose limit was hit, and it belongs to no pod: ${oomMemcg ?? 'unknown'}.`,
    meaning: 'A cgroup outside Kubernetes reached its own limit; no pod was concerned.',
  };
}

/** A kill that only a counter saw, and that the log shows to be of a process of the host, is no pod's. */
function withoutHostKills(incident: Incident, ooms: readonly MatchedOom[]): Incident {
  const ofHost = ooms
    .filter(({ about }) => about === 'host')
    .reduce((sum, { report }) => sum + report.victims.length, 0);
  const nameless = incident.victims.filter(({ fate, pod }) => fate === 'oom-killed' && pod === undefined);
  const gone = new Set(nameless.slice(0, ofHost));
  return gone.size === 0 ? incident : { ...incident, victims: incident.victims.filter((victim) => !gone.has(victim)) };
}

/** One look of the kubelet (K32 kubelet.go:167-169). */
const RACE = 10_000;

function firstEviction({ verdict, victims }: Incident): { earliest: EpochMs; latest: EpochMs } | undefined {
  const byEviction = verdict === 'oom2-allocatable-evicted' || verdict === 'oom3-node-evicted';
  const [first] = victims.filter(({ fate }) => fate === 'evicted').sort((a, b) => a.earliest - b.earliest);
  return byEviction ? first : undefined;
}

interface Ruled {
  readonly verdict: Verdict;
  readonly signal?: string;
}

const sharedVerdict = ({ report }: MatchedOom): Ruled =>
  report.scope === 'node'
    ? { verdict: 'node-exhausted' }
    : { verdict: 'oom4-kubepods-limit', signal: 'kubepods limit' };

/** A limit of its own explains one pod; that all pods' verdict was wrong needs every killed pod to have hit its own. */
function ownVerdict(incident: Incident, oom: MatchedOom): Ruled | undefined {
  if (SHARED.includes(incident.verdict) && !everyKillExplained(incident, oom.owner)) {
    return undefined;
  }
  const known = incident.verdict === 'oom1-container-limit' || incident.verdict === 'child-killed';
  const verdict = known
    ? incident.verdict
    : oom.report.group || hasEnded(incident, oom)
      ? 'oom1-container-limit'
      : 'child-killed';
  return { verdict, signal: 'container memory limit' };
}

function everyKillExplained({ victims }: Incident, owner: MatchedOom['owner']): boolean {
  const killed = victims.filter(({ fate }) => fate !== 'evicted');
  return owner !== undefined && killed.length > 0 && killed.every((victim) => isPod(victim, owner));
}

/** SIGTERM's 143 is no kill: there the kernel took a child, and someone stopped the container afterwards. */
function hasEnded({ victims }: Incident, { owner, at }: MatchedOom): boolean {
  return victims.some(
    (victim) =>
      (owner === undefined || isPod(victim, owner)) &&
      (victim.fate === 'terminated' || victim.exitCode !== undefined) &&
      victim.exitCode !== 143 &&
      at >= victim.earliest - DELAY.clockSkew &&
      at <= victim.latest + DELAY.clockSkew
  );
}

function ruleOf({ report }: MatchedOom): string {
  return report.scope === 'node'
    ? 'The kernel’s own report says the whole node was out of memory.'
    : `The kernel’s own report names the cgroup whose limit was hit: ${report.oomMemcg ?? 'unknown'}.`;
}

/**
 * The report is certain of itself; that it is about this incident is certain only when it names the pod or the limit is shared.
 * That a container lived on is never in it.
 */
function confidenceOf({ verdict }: Incident, { about, report }: MatchedOom, ruled: Verdict): 'certain' | 'likely' {
  const shared = (report.scope === 'node' || report.scope === 'kubepods') && SHARED.includes(verdict);
  // Without the summary line it may as well have been a cpuset's memory, or sysrq.
  const told = report.scope !== 'node' || report.constraint !== undefined;
  return told && ruled !== 'child-killed' && (about === 'incident' || shared) ? 'certain' : 'likely';
}
