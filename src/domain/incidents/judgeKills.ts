import { endedByDeletion, type Kill } from '../detectOomKills';
import type { FoundEviction } from '../detectEvictions';
import { formatMiB } from '../formatBytes';

import { gap, type CaseFile } from './caseFile';
import { weighKill, type KillEvidence } from './killEvidence';
import {
  isSameContainer,
  lastBefore,
  podLabels,
  type ContainerName,
  type PeakTrack,
  type ReviewData,
} from './reviewData';
import type { Confidence, Evidence, MissingEvidence, Verdict } from './types';

/** The ceiling a kill came from. */
interface Ruling {
  readonly verdict: Extract<
    Verdict,
    'oom1-container-limit' | 'oom4-kubepods-limit' | 'node-exhausted' | 'child-killed' | 'parent-limit' | 'unknown'
  >;
  readonly confidence: Confidence;
  readonly rule: string;
  readonly own?: Partial<ContainerName>;
  readonly items: readonly Evidence[];
  readonly missing: readonly MissingEvidence[];
}

interface Judged {
  readonly kill: Kill;
  readonly ruling: Ruling;
}

/** Kills of one container at its own limit may be a CrashLoopBackOff apart: up to 5 min, and the run before it fills again. */
const CRASH_LOOP = 720_000;
/** Kills of one shortage, and the evictions that race with them. */
const ONE_SHORTAGE = 60_000;
const RACE = 30_000;

/** The kernel's kills as cases: own limits by container, shared ceilings by time with the evictions that fall into them. */
export function judgeKills(data: ReviewData, memoryEvictions: readonly FoundEviction[]): CaseFile[] {
  const { kills } = data.observed;
  const weighed = kills.filter(({ end }) => end).map((kill) => weighKill(kill, data));
  const named = weighed.map((evidence) => ({ kill: evidence.kill, ruling: ruleNamed(evidence, weighed) }));
  const unnamed = kills.filter(({ end }) => !end).map((kill) => ({ kill, ruling: ruleUnnamed(kill, named, data) }));
  const all = [...named, ...unnamed]
    .map((one) => asChild(one, unnamed))
    .sort((a, b) => a.kill.earliest - b.kill.earliest);
  return groupJudged(all).map((group) => asCase(group, memoryEvictions));
}

/**
 * A container that lived through its child's death keeps the flag; deleted a little later, it seems to have died of the next.
 */
function asChild(one: Judged, unnamed: readonly Judged[]): Judged {
  const { end } = one.kill;
  const child = unnamed.find(
    ({ kill, ruling }) =>
      ruling.verdict === 'child-killed' &&
      ruling.own &&
      end &&
      isSamePodName(ruling.own, end) &&
      gap(kill, one.kill) <= 90_000
  );
  return child && end && !end.exact && endedByDeletion(end) ? { ...one, ruling: child.ruling } : one;
}

/** Which ceiling killed a container. A ceiling that was measured decides; else the only one in reach does. */
function ruleNamed(evidence: KillEvidence, all: readonly KillEvidence[]): Ruling {
  const {
    kill,
    limit,
    reachedOwn,
    byPeak,
    reachedKubepods,
    globalCount,
    nodeShort,
    roomElsewhere,
    items,
    parent,
    hasKubepods,
  } = evidence;
  const counted = kill.match === 'reason-and-counter';
  const rule = (verdict: Ruling['verdict'], confidence: Confidence, because: string): Ruling => ({
    verdict,
    confidence,
    rule: because,
    items,
    missing: missingFor(evidence),
    ...(verdict === 'oom1-container-limit' && { own: kill.end }),
  });
  if (globalCount) {
    return rule(
      'node-exhausted',
      'certain',
      'cAdvisor counted an OOM kill at the root cgroup: no limit was the cause, the node was out of memory'
    );
  }
  if (reachedOwn && byPeak && reachedKubepods !== true) {
    const because = 'the kernel’s count rose when the container ended, and its cgroup had reached its limit';
    return rule('oom1-container-limit', counted ? 'certain' : 'likely', because);
  }
  if (reachedKubepods && evidence.items.some(({ source }) => source !== 'container_memory_working_set_bytes')) {
    return rule(
      'oom4-kubepods-limit',
      counted ? 'certain' : 'likely',
      'the kubepods cgroup was at its limit when the kernel killed'
    );
  }
  if (parent) {
    const because = 'the kernel killed when a cgroup above the container had just reached its limit';
    return rule('parent-limit', 'likely', because);
  }
  if (reachedOwn) {
    return rule(
      'oom1-container-limit',
      'likely',
      'the container was last seen close to its limit, or growing towards it, and then killed'
    );
  }
  if (reachedKubepods) {
    return rule(
      'oom4-kubepods-limit',
      'likely',
      'the pods were last seen close to the kubepods limit when the kernel killed'
    );
  }
  if (nodeShort && (limit === 'none' || reachedOwn === false || killedTogether(kill, all) > 1)) {
    return rule(
      'node-exhausted',
      'likely',
      'the node was almost out of memory when the kernel killed, and no limit is known to have been reached'
    );
  }
  if (hasKubepods && nodeShort === false && (limit === 'none' || reachedOwn === false)) {
    const because =
      'the container had no limit to reach, or had not reached it, and the node had memory: what is left is the kubepods limit';
    return rule('oom4-kubepods-limit', 'likely', because);
  }
  const shared = all.find((other) => other !== evidence && isTogether(other.kill, kill) && other.limit === 'none');
  if (hasKubepods && shared && nodeShort === false) {
    return rule(
      'oom4-kubepods-limit',
      'likely',
      'others without a limit were killed in the same seconds, so it was a limit that all share'
    );
  }
  if (typeof limit === 'number' && counted && roomElsewhere) {
    return rule(
      'oom1-container-limit',
      'likely',
      'pods and node had more room than the container’s limit, so only that limit was in reach'
    );
  }
  return rule('unknown', 'possible', 'the kernel killed, but what was measured does not tell at which limit');
}

function isTogether(a: Kill, b: Kill): boolean {
  return gap(a, b) <= 30_000;
}

/** How many pods were killed in the same seconds. */
function killedTogether(kill: Kill, all: readonly KillEvidence[]): number {
  const pods = all
    .filter((other) => isTogether(other.kill, kill))
    .map(({ kill: { end } }) => `${end?.namespace}/${end?.pod}`);
  return new Set(pods).size;
}

function missingFor({ limit, reachedOwn, reachedKubepods, hasKubepods }: KillEvidence): MissingEvidence[] {
  return [
    ...(limit === undefined
      ? [
          {
            what: 'the container’s memory limit',
            setting: 'keep kube_pod_container_resource_limits of kube-state-metrics',
          },
        ]
      : []),
    ...(typeof limit === 'number' && reachedOwn === undefined
      ? [
          {
            what: 'the highest usage of the pod’s cgroup',
            setting: 'keep container_memory_max_usage_bytes of cAdvisor',
          },
        ]
      : []),
    ...(hasKubepods && reachedKubepods === undefined
      ? [
          {
            what: 'the kubepods cgroup’s own series',
            setting:
              'do not drop cAdvisor series without a pod (kube-prometheus-stack: kubelet.serviceMonitor.cAdvisorMetricRelabelings)',
          },
        ]
      : []),
    {
      what: 'the kernel’s own report',
      setting: 'paste the kernel log (dmesg) of that time: oom_memcg names the limit',
    },
  ];
}

/** A kill that no container’s status shows: a container that died again unseen, a child process, or something outside. */
function ruleUnnamed(kill: Kill, named: readonly Judged[], data: ReviewData): Ruling {
  const chain = named.find(
    (other) => other.ruling.verdict !== 'unknown' && gap(other.kill, kill) <= 90_000 && other.kill.latest <= kill.latest
  );
  const atLimit = findAtLimit(kill, data);
  const missing = [{ what: 'which process was killed', setting: 'paste the kernel log (dmesg) of that time' }];
  if (atLimit) {
    const { track, item } = atLimit;
    const sameAsChain = chain?.ruling.own && isSamePodName(chain.ruling.own, track);
    if (sameAsChain) {
      return { ...chain.ruling, items: [item] };
    }
    const because = 'the kernel’s count rose, no container ended, and this pod was at its limit';
    return { verdict: 'child-killed', confidence: 'likely', rule: because, own: track, items: [item], missing };
  }
  if (chain) {
    return { ...chain.ruling, confidence: weaker(chain.ruling.confidence, 'likely'), items: [] };
  }
  const around = weighKill(kill, data);
  if (around.globalCount || around.nodeShort) {
    const because =
      'the node was almost out of memory when the kernel killed a process that no container’s status shows';
    return {
      verdict: 'node-exhausted',
      confidence: around.globalCount ? 'certain' : 'possible',
      rule: because,
      items: around.items,
      missing,
    };
  }
  const because =
    'the kernel’s count rose and no container ended: a child process in a container that lived on, or a process outside';
  return { verdict: 'child-killed', confidence: 'possible', rule: because, items: around.items, missing };
}

function isSamePodName(a: Partial<ContainerName>, b: Partial<ContainerName>): boolean {
  return a.namespace === b.namespace && a.pod === b.pod;
}

function weaker(a: Confidence, b: Confidence): Confidence {
  const order: readonly Confidence[] = ['possible', 'likely', 'certain'];
  return order.indexOf(a) < order.indexOf(b) ? a : b;
}

interface AtLimit {
  readonly track: PeakTrack;
  readonly item: Evidence;
}

/** The one pod that hit its own limit when the count rose: by its failed allocations, or its peak that had just got there. */
function findAtLimit(kill: Kill, data: ReviewData): AtLimit | undefined {
  const found = data.peaks.flatMap((track): AtLimit[] => {
    const limit = limitOfPod(track, data);
    const before = lastBefore(track.samples, kill.earliest - 45_000);
    const [after] = track.samples
      .filter(({ at }) => at >= kill.earliest - 30_000 && at <= kill.latest + 60_000)
      .sort((x, y) => y.value - x.value);
    const reached = limit !== undefined && after !== undefined && after.value >= limit * 0.98;
    const justNow = reached && (before === undefined || before.value < limit * 0.98 || failuresRose(kill, track, data));
    return justNow
      ? [
          {
            track,
            item: {
              speaks: 'for',
              text: `${track.pod} was at its limit`,
              source: 'container_memory_max_usage_bytes',
              query: data.queries.peaks,
              about: podLabels(track),
              value: formatMiB(after.value),
              threshold: formatMiB(limit),
              at: after.at,
            },
          },
        ]
      : [];
  });
  const pods = new Set(found.map(({ track }) => `${track.namespace}/${track.pod}`));
  return pods.size === 1 ? (found.find(({ track }) => track.container !== undefined) ?? found[0]) : undefined;
}

function failuresRose(kill: Kill, track: PeakTrack, data: ReviewData): boolean {
  const failures = data.failures.find((one) =>
    isSameContainer({ ...one, container: one.container }, { ...track, container: track.container })
  );
  const before = failures && lastBefore(failures.samples, kill.earliest);
  const after = failures?.samples.filter(({ at }) => at >= kill.earliest - 30_000).pop();
  return before !== undefined && after !== undefined && after.value > before.value;
}

/** A pod’s cgroup is limited when all its containers are. */
function limitOfPod({ namespace, pod, container }: PeakTrack, { budgets }: ReviewData): number | undefined {
  const own = budgets.filter(
    (one) => one.namespace === namespace && one.pod === pod && (!container || one.container === container)
  );
  const limits = own.flatMap(({ limit }) => (limit === undefined ? [] : [limit]));
  return own.length > 0 && limits.length === own.length ? limits.reduce((sum, limit) => sum + limit, 0) : undefined;
}

function groupJudged(judged: readonly Judged[]): Judged[][] {
  const groups: Judged[][] = [];
  for (const one of judged) {
    const group = groups.find((other) => other.some((member) => belongTogether(member, one)));
    if (group) {
      group.push(one);
    } else {
      groups.push([one]);
    }
  }
  return groups;
}

function belongTogether(a: Judged, b: Judged): boolean {
  if (a.ruling.verdict !== b.ruling.verdict) {
    return false;
  }
  const [own, other] = [a.ruling.own, b.ruling.own];
  if (own && other) {
    return isSamePodName(own, other) && gap(a.kill, b.kill) <= CRASH_LOOP;
  }
  if (own || other) {
    return a.ruling.verdict === 'child-killed' && gap(a.kill, b.kill) <= ONE_SHORTAGE;
  }
  return gap(a.kill, b.kill) <= ONE_SHORTAGE;
}

function asCase(group: readonly Judged[], memoryEvictions: readonly FoundEviction[]): CaseFile {
  const order: readonly Confidence[] = ['certain', 'likely', 'possible'];
  const [best] = [...group].sort((a, b) => order.indexOf(a.ruling.confidence) - order.indexOf(b.ruling.confidence));
  const kills = group.map(({ kill }) => kill);
  const ruling = best?.ruling;
  const isShared = ruling?.verdict === 'oom4-kubepods-limit' || ruling?.verdict === 'node-exhausted';
  const evictions = isShared
    ? memoryEvictions.filter((eviction) => kills.some((kill) => gap(kill, eviction) <= ONE_SHORTAGE))
    : [];
  return {
    verdict: ruling?.verdict ?? 'unknown',
    confidence: ruling?.confidence ?? 'possible',
    rule: ruling?.rule ?? '',
    signal: SIGNAL[ruling?.verdict ?? 'unknown'],
    race: evictions.some((eviction) => isNarrow(eviction) && kills.some((kill) => gap(kill, eviction) <= RACE)),
    evictions,
    kills,
    ends: [],
    own: group.map((one) => one.ruling.own).find((own) => own !== undefined),
    evidence: unique(group.flatMap(({ ruling: { items } }) => items)),
    missing: ruling?.confidence === 'certain' ? [] : (ruling?.missing ?? []),
  };
}

/** Within minutes that nobody looked, an eviction and a kill need not have met. */
function isNarrow({ earliest, latest }: FoundEviction): boolean {
  return latest - earliest <= 60_000;
}

const SIGNAL: Readonly<Record<Ruling['verdict'], string | undefined>> = {
  'oom1-container-limit': 'container memory limit',
  'oom4-kubepods-limit': 'kubepods memory limit',
  'node-exhausted': 'node memory',
  'child-killed': 'container memory limit',
  'parent-limit': 'memory limit of a parent cgroup',
  unknown: undefined,
};

function unique(items: readonly Evidence[]): Evidence[] {
  return [...new Map(items.map((item) => [`${item.source}|${item.text}|${item.at}`, item])).values()];
}
