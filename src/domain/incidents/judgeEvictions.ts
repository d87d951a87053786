import type { FoundEviction } from '../detectEvictions';
import { formatMiB } from '../formatBytes';

import { gap, type CaseFile } from './caseFile';
import { nodeAt } from './nodeAt';
import { podLabels, type ReviewData } from './reviewData';
import type { Confidence, Evidence, MissingEvidence, Verdict } from './types';

type Ruling = Pick<CaseFile, 'verdict' | 'confidence' | 'rule' | 'evidence' | 'missing'>;

/** Evictions of one shortage: the pressure condition holds for minutes and the kubelet evicts one pod a pass. */
const ONE_SHORTAGE = 240_000;

export function isMemorySignal(signal: string | undefined): boolean {
  return signal === 'memory.available' || signal === 'allocatableMemory.available';
}

/** The kubelet's evictions as cases, by signal and time. */
export function judgeEvictions(evictions: readonly FoundEviction[], data: ReviewData): CaseFile[] {
  return groupEvictions(evictions).map((group): CaseFile => {
    const [first] = group;
    const signal = first?.rise?.signal;
    return { ...rule(group, data), signal, race: false, evictions: group, kills: [], ends: [] };
  });
}

function groupEvictions(evictions: readonly FoundEviction[]): FoundEviction[][] {
  const groups: FoundEviction[][] = [];
  for (const one of evictions) {
    const group = groups.find((other) =>
      other.some((member) => member.rise?.signal === one.rise?.signal && gap(member, one) <= ONE_SHORTAGE)
    );
    if (group) {
      group.push(one);
    } else {
      groups.push([one]);
    }
  }
  return groups;
}

function rule(group: readonly FoundEviction[], data: ReviewData): Ruling {
  const [first] = group;
  const signal = first?.rise?.signal;
  const counts = countItems(group);
  const lines = first ? lineItems(first, data) : [];
  if (signal !== undefined) {
    const verdict = VERDICTS[signal] ?? 'evicted-other';
    const because = `the kubelet itself counted the eviction under ${signal}`;
    return {
      verdict,
      confidence: 'certain',
      rule: because,
      evidence: [...counts, ...lines],
      missing: nameMissing(group),
    };
  }
  return first ? ruleByCurves(first, data, [...counts, ...lines]) : unknown([...counts], []);
}

const VERDICTS: Readonly<Record<string, Verdict>> = {
  'allocatableMemory.available': 'oom2-allocatable-evicted',
  'memory.available': 'oom3-node-evicted',
};

/** Without the kubelet's count, the pressure condition and the curves must tell, and never more than likely. */
function ruleByCurves(first: FoundEviction, data: ReviewData, evidence: readonly Evidence[]): Ruling {
  const { pressure, kubeletWatched } = data.observed;
  const missing: MissingEvidence[] = kubeletWatched
    ? []
    : [
        {
          what: 'the kubelet’s own count by signal',
          setting: 'scrape /metrics of the kubelet and keep kubelet_evictions',
        },
      ];
  const underPressure = pressure.some((window) => gap(window, first) <= 60_000);
  const { pods, podsEvictionLine, available, evictionHard } = nodeAt(data.memory, first.latest);
  const told = (verdict: Verdict, confidence: Confidence, because: string): Ruling => ({
    verdict,
    confidence,
    rule: because,
    evidence,
    missing,
  });
  if (kubeletWatched) {
    return unknown(
      evidence,
      missing,
      'the pod says Evicted, but the kubelet counted no eviction: it may never have been admitted'
    );
  }
  if (underPressure && available !== undefined && evictionHard !== undefined && available < evictionHard) {
    return told(
      'oom3-node-evicted',
      'likely',
      'the pod says Evicted, the node was under memory pressure and its available memory below eviction-hard'
    );
  }
  if (underPressure && pods !== undefined && podsEvictionLine !== undefined && pods > podsEvictionLine * 0.95) {
    return told(
      'oom2-allocatable-evicted',
      'likely',
      'the pod says Evicted, the node was under memory pressure and the pods at their eviction line'
    );
  }
  return unknown(evidence, missing);
}

function unknown(
  evidence: readonly Evidence[],
  missing: readonly MissingEvidence[],
  because = 'the pod says Evicted, and nothing that was measured says why'
): Ruling {
  return { verdict: 'unknown', confidence: 'possible', rule: because, evidence, missing };
}

function countItems(group: readonly FoundEviction[]): Evidence[] {
  return group.flatMap(({ rise, pod, namedBy }): Evidence[] => [
    ...(rise
      ? [
          {
            speaks: 'for' as const,
            text: `kubelet_evictions rose under ${rise.signal ?? 'an unnamed signal'}`,
            source: rise.metric,
            query: rise.query,
            ...(rise.signal && { about: { eviction_signal: rise.signal } }),
            value: `${rise.before ?? 'absent'} → ${rise.after}`,
            at: rise.latest,
          },
        ]
      : []),
    ...(pod?.evictedSeen && namedBy === 'reason'
      ? [
          {
            speaks: 'for' as const,
            text: `${pod.pod} says ${pod.evictedSeen.reason}`,
            source: 'kube_pod_status_reason',
            query: pod.evictedSeen.query,
            about: podLabels(pod),
            at: pod.evictedSeen.latest,
          },
        ]
      : []),
  ]);
}

/** Where the curves stood at the last look before, which often lies below the line: the rest came between two scrapes. */
function lineItems(first: FoundEviction, data: ReviewData): Evidence[] {
  const { at, pods, podsEvictionLine, available, evictionHard } = nodeAt(data.memory, first.latest);
  if (at === undefined) {
    return [];
  }
  const crossedPods = pods !== undefined && podsEvictionLine !== undefined && pods > podsEvictionLine;
  const crossedNode = available !== undefined && evictionHard !== undefined && available < evictionHard;
  return [
    ...(pods !== undefined && podsEvictionLine !== undefined
      ? [
          {
            speaks: crossedPods ? ('for' as const) : ('context' as const),
            text: `pods last seen at ${formatMiB(pods)}`,
            source: 'podsWorkingSet',
            query: data.queries.pods,
            value: formatMiB(pods),
            threshold: formatMiB(podsEvictionLine),
            at,
          },
        ]
      : []),
    ...(available !== undefined && evictionHard !== undefined
      ? [
          {
            speaks: crossedNode ? ('for' as const) : ('context' as const),
            text: `node available last seen at ${formatMiB(available)}`,
            source: 'nodeAvailable',
            query: data.queries.available,
            value: formatMiB(available),
            threshold: formatMiB(evictionHard),
            at,
          },
        ]
      : []),
  ];
}

function nameMissing(group: readonly FoundEviction[]): MissingEvidence[] {
  return group.some(({ pod }) => pod === undefined)
    ? [
        {
          what: 'the name of an evicted pod: its controller replaced it before any scrape',
          setting: 'paste the kubelet’s log, or keep the events of the API server',
        },
      ]
    : [];
}
