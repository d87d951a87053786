import type { EpochMs } from '../units';

import { isAboutMemory } from './aboutMemory';
import type { Alternative, Confidence, Evidence, Incident, Verdict } from './types';
import { VERDICT_WORDS } from './verdictWords';

interface Ruling {
  readonly verdict: Verdict;
  readonly confidence: Confidence;
  /** The rule, in words. */
  readonly rule: string;
  readonly signal?: string;
  /** What it means here, where the verdict's own words do not say. */
  readonly meaning?: string;
  /** The log names a kill by the kernel's OOM killer, whatever the verdict calls it. */
  readonly killed?: boolean;
  readonly at: EpochMs;
}

const RANK: Readonly<Record<Confidence, number>> = { possible: 0, likely: 1, certain: 2 };

/** The incident as a log settles it. Where that differs from what the metrics alone said, the difference is said, never hidden. */
export function settle(
  incident: Incident,
  { verdict, confidence, rule, signal, at, meaning, killed }: Ruling
): Incident {
  const words = `By the log: ${meaning ?? VERDICT_WORDS[verdict].meaning}`;
  const crossed = signal === undefined ? {} : { signal };
  const others = otherCauses(incident, { verdict, confidence, rule });
  const memory = killed === true || isAboutMemory({ ...incident, ...crossed, verdict });
  if (incident.verdict === verdict) {
    const raised = RANK[confidence] > RANK[incident.confidence];
    return {
      ...incident,
      ...others,
      ...crossed,
      memory,
      ...(raised && { confidence, confidenceRule: rule }),
      ...(meaning !== undefined && { headline: words }),
    };
  }
  return {
    ...incident,
    ...others,
    ...crossed,
    verdict,
    memory,
    confidence,
    confidenceRule: rule,
    headline: words,
    story: [...incident.story, { at, text: words }].sort((a, b) => a.at - b.at),
    prevention: PREVENTION[verdict] ?? [],
    evidence: [...incident.evidence.map(forAnother), difference(incident, verdict, at)],
  };
}

/** What else it could have been: not the cause that the log names, but what the metrics had said; a certain log rules all of it out. */
function otherCauses(
  { verdict: before, alternatives }: Incident,
  { verdict, confidence, rule }: Pick<Ruling, 'verdict' | 'confidence' | 'rule'>
): Pick<Incident, 'alternatives'> {
  if (alternatives === undefined) {
    return {};
  }
  const standing = confidence === 'certain' ? 'ruled out' : 'unlikely';
  const byLog = { standing, because: rule, evidence: [], missing: [] } as const;
  const overruled = before === verdict || before === 'unknown' ? [] : [{ verdict: before, ...byLog }];
  const rest = alternatives.filter((other) => other.verdict !== verdict && other.verdict !== before);
  const stillOpen = ({ standing: now }: Alternative) => now === 'fits too' || now === 'open';
  return {
    alternatives: [
      ...overruled,
      ...rest.map((other) => (confidence === 'certain' && stillOpen(other) ? { ...other, ...byLog } : other)),
    ],
  };
}

/** What the metrics showed spoke for or against a verdict that is no more; a log's own lines stay what they are. */
const forAnother = (evidence: Evidence): Evidence =>
  /^(kernel|kubelet) log/.test(evidence.source) ? evidence : { ...evidence, speaks: 'context' };

/** Advice for the verdict that the metrics did not see; that for theirs would mislead. */
const PREVENTION: Readonly<Partial<Record<Verdict, readonly string[]>>> = {
  'oom1-container-limit': ['Find what makes the container grow, or raise its memory limit above what it needs.'],
  'child-killed': ['Find what makes the process grow, or raise the container’s memory limit above what it needs.'],
  'oom2-allocatable-evicted': ['Give the pod that grew a memory request and a limit that fit it.'],
  'oom3-node-evicted': [
    'Reserve what the system really uses (kube-reserved, system-reserved), or cap what grew outside the pods.',
  ],
  'oom4-kubepods-limit': [
    'Give the pods memory limits of their own: only those act faster than the kubelet’s look every 10 s.',
    'A larger eviction-hard widens the band below the kubepods limit and gives the kubelet more time.',
  ],
  'node-exhausted': ['Reserve what runs outside the pods (kube-reserved, system-reserved), and raise eviction-hard.'],
};

function difference(incident: Incident, verdict: Verdict, at: EpochMs): Evidence {
  const before = `"${VERDICT_WORDS[incident.verdict].name}" (${incident.confidence}: ${incident.confidenceRule})`;
  return {
    speaks: 'context',
    text: `The metrics alone said ${before}. The log says "${VERDICT_WORDS[verdict].name}".`,
    source: 'log and metrics compared',
    at,
  };
}
