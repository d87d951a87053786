import { endedByDeletion, wasWatched } from '../detectOomKills';
import type { ContainerEnd } from '../eventsObserved';
import { formatMiB } from '../formatBytes';

import { gap, type CaseFile } from './caseFile';
import { bornAt } from './killEvidence';
import {
  containerLabels,
  isSameContainer,
  isSamePod,
  podLabels,
  type ContainerMemory,
  type ContainerName,
  type PeakTrack,
  type ReviewData,
  type Sample,
} from './reviewData';
import type { Confidence, Evidence, MissingEvidence, Verdict } from './types';

/** Ends of one container up to a CrashLoopBackOff apart. */
const CRASH_LOOP = 720_000;

/** What neither the kubelet nor the kernel did: crashes, stops, kills by hand; by container. */
export function judgeEnds(data: ReviewData): CaseFile[] {
  const told = data.observed.ends.filter(isWorthTelling);
  return groupEnds(told).map((group): CaseFile => {
    const ruled = group
      .map((end) => ruleEnd(end, data))
      .sort((a, b) => WEIGHT.indexOf(a.verdict) - WEIGHT.indexOf(b.verdict));
    const [ruling] = ruled;
    return {
      verdict: ruling?.verdict ?? 'unknown',
      confidence: ruling?.confidence ?? 'possible',
      rule: ruling?.rule ?? '',
      race: false,
      evictions: [],
      kills: [],
      ends: group,
      own: group[0],
      evidence: ruled.flatMap(({ evidence }) => evidence),
      missing: ruling?.missing ?? [],
    };
  });
}

/** What a group of ends is called after: the most telling of them. */
const WEIGHT: readonly Verdict[] = ['oom5-runtime-ceiling', 'crashed', 'killed-not-oom', 'stopped', 'unknown'];

/** Completed containers, the ends that go with a pod's deletion, and restarts of which nothing is known tell nothing. */
function isWorthTelling(end: ContainerEnd): boolean {
  const { exitCode, reason } = end;
  const isSilent = exitCode === undefined && (reason === undefined || reason === 'ContainerStatusUnknown');
  const isPlanned = exitCode === 0 || reason === 'Completed';
  const isDeletion = endedByDeletion(end) && (exitCode === undefined || exitCode === SIGTERM || exitCode === SIGKILL);
  return !isSilent && !isPlanned && !isDeletion && reason !== 'ContainerStatusUnknown';
}

function groupEnds(ends: readonly ContainerEnd[]): ContainerEnd[][] {
  const groups: ContainerEnd[][] = [];
  for (const one of [...ends].sort((a, b) => a.earliest - b.earliest)) {
    const group = groups.find((other) =>
      other.some((member) => isSameContainer(member, one) && sameKind(member, one) && gap(member, one) <= CRASH_LOOP)
    );
    if (group) {
      group.push(one);
    } else {
      groups.push([one]);
    }
  }
  return groups;
}

/** A stop is not part of a row of crashes. An end without a code joins whatever it is next to. */
function sameKind(a: ContainerEnd, b: ContainerEnd): boolean {
  return a.exitCode === undefined || b.exitCode === undefined || a.exitCode === b.exitCode;
}

interface Ruling {
  readonly verdict: Verdict;
  readonly confidence: Confidence;
  readonly rule: string;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly MissingEvidence[];
}

const SIGKILL = 137;
const SIGTERM = 143;
const SIGINT = 130;
const SIGHUP = 129;
/** SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV: the process fell by its own act. */
const OWN_SIGNALS = [132, 133, 134, 135, 136, 139];
/** The JVM's -XX:+ExitOnOutOfMemoryError. */
const RUNTIME_GAVE_UP = 3;

function ruleEnd(end: ContainerEnd, data: ReviewData): Ruling {
  const { exitCode } = end;
  const evidence = [codeItem(end)];
  const told = (
    verdict: Verdict,
    confidence: Confidence,
    rule: string,
    more: readonly Evidence[] = [],
    missing: readonly MissingEvidence[] = []
  ): Ruling => ({
    verdict,
    confidence,
    rule,
    evidence: [...evidence, ...more],
    missing,
  });
  switch (exitCode) {
    case undefined:
      return told('unknown', 'possible', 'the container ended, and no series has its exit code', [], [EXIT_CODE]);
    case SIGTERM:
    case SIGINT:
    case SIGHUP:
      return told('stopped', 'certain', `exit code ${exitCode}: the process was asked to stop and did`, staleFlag(end));
    case SIGKILL:
      return ruleKilled(end, data, told);
  }
  const isRuntime = OWN_SIGNALS.includes(exitCode) || exitCode === RUNTIME_GAVE_UP;
  const growth = isRuntime ? grewBefore(end, data) : undefined;
  if (growth) {
    const rule =
      'it ended by its own act below its limit after its memory had grown, and the kernel killed nothing then';
    return told('oom5-runtime-ceiling', 'possible', rule, [growth], [RUNTIME_LOG]);
  }
  return told('crashed', 'likely', `exit code ${exitCode}, and the kernel killed nothing then`);
}

/** 137 says SIGKILL and no more; only a counter that was read and stood still acquits the kernel. */
function ruleKilled(
  end: ContainerEnd,
  { observed: { oomTrack, kills } }: ReviewData,
  told: (
    verdict: Verdict,
    confidence: Confidence,
    rule: string,
    more?: readonly Evidence[],
    missing?: readonly MissingEvidence[]
  ) => Ruling
): Ruling {
  const watched = wasWatched({ earliest: end.earliest - 30_000, latest: end.latest + 30_000 }, oomTrack);
  const others = kills.some((kill) => gap(kill, end) <= 60_000);
  if (!watched) {
    return told(
      'unknown',
      'possible',
      'exit code 137, and nobody read the node’s count of OOM kills',
      [],
      [OOM_COUNTER]
    );
  }
  const stood = standstill(end, oomTrack.samples);
  return others
    ? told(
        'killed-not-oom',
        'possible',
        'exit code 137; the kernel killed around then, but another container ended when it did'
      )
    : told(
        'killed-not-oom',
        end.exact ? 'certain' : 'likely',
        'exit code 137, and the node’s count of OOM kills stood still',
        stood
      );
}

function standstill({ earliest, latest }: ContainerEnd, samples: readonly Sample[]): Evidence[] {
  const after = samples.find(({ at }) => at >= latest);
  const before = samples.filter(({ at }) => at <= earliest).pop();
  return before && after
    ? [
        {
          speaks: 'for',
          text: 'the kernel’s count of OOM kills stood still',
          source: 'node_vmstat_oom_kill',
          value: `${before.value} → ${after.value}`,
          at: after.at,
        },
      ]
    : [];
}

function codeItem(end: ContainerEnd): Evidence {
  const { sources, exitCode, reason, latest } = end;
  const [source] = sources;
  return {
    speaks: 'for',
    text: `exit code ${exitCode ?? 'unknown'}, reason ${reason ?? 'unknown'}`,
    source: source?.metric ?? 'kube_pod_container_status_last_terminated_reason',
    ...(source && { query: source.query, about: containerLabels(end) }),
    at: latest,
  };
}

/** containerd keeps the flag from a child's death, and on cgroup v1 sets it for all below the cgroup that ran out. */
function staleFlag({ reason, latest }: ContainerEnd): Evidence[] {
  return reason === 'OOMKilled'
    ? [
        {
          speaks: 'context',
          text: 'the reason OOMKilled is left over: a container that exits by SIGTERM was not killed by the kernel',
          source: 'kube_pod_container_status_last_terminated_reason',
          at: latest,
        },
      ]
    : [];
}

/** Grown to a good part of its limit, or (without one) to several times what it began with. */
function grewBefore(end: ContainerEnd, data: ReviewData): Evidence | undefined {
  const limit = data.budgets.find((one) => isSameContainer(one, end))?.limit;
  const from = Math.max(end.earliest - 600_000, bornAt(end, data));
  const until = (latest: number) => (sample: Sample) => sample.at >= from && sample.at <= latest;
  const { workingSet, peaks } = data.queries;
  const used = { source: 'container_memory_working_set_bytes', query: workingSet, about: containerLabels(end) };
  const peak = { source: 'container_memory_max_usage_bytes', query: peaks, about: containerLabels(end) };
  const podPeak = { ...peak, about: { ...podLabels(end), container: '' } };
  const seen = (from: typeof used, tracks: ReadonlyArray<ContainerMemory | PeakTrack>, latest: number) =>
    tracks.flatMap(({ samples }) => samples.filter(until(latest)).map((sample) => ({ ...sample, ...from })));
  const own = (one: Partial<ContainerName>) => isSameContainer(one, end);
  const highest = [
    ...seen(used, data.containers.filter(own), end.latest + 120_000),
    ...seen(peak, data.peaks.filter(own), end.latest + 120_000),
    // The pod's cgroup is charged with the core dump as well, so it counts only up to the end.
    ...seen(
      podPeak,
      data.peaks.filter((one) => one.container === undefined && isSamePod(one, end)),
      end.latest
    ),
  ].sort((a, b) => b.value - a.value)[0];
  if (!highest || limit === undefined || highest.value < limit / 3) {
    return undefined;
  }
  return {
    speaks: 'for',
    text: `its memory had grown to ${formatMiB(highest.value)}, below its limit`,
    source: highest.source,
    ...(highest.query !== undefined && { query: highest.query }),
    about: highest.about,
    value: formatMiB(highest.value),
    threshold: formatMiB(limit),
    at: highest.at,
  };
}

const EXIT_CODE: MissingEvidence = {
  what: 'the exit code',
  setting: 'kube-state-metrics 2.7 or newer, and keep kube_pod_container_status_last_terminated_exitcode',
};
const OOM_COUNTER: MissingEvidence = {
  what: 'the node’s count of OOM kills',
  setting: 'node_exporter with its vmstat collector; keep node_vmstat_oom_kill',
};
const RUNTIME_LOG: MissingEvidence = {
  what: 'what the runtime said when it gave up',
  setting: 'look into the container’s own log (kubectl logs --previous)',
};
