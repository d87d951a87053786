import type { EpochMs } from '../units';

import { MEMORY_VERDICTS, type Confidence, type Evidence, type Incident, type Verdict } from './types';
import { VERDICT_WORDS } from './verdictWords';

interface Ruling {
  readonly verdict: Verdict;
  readonly confidence: Confidence;
  /** The rule, in words. */
  readonly rule: string;
  readonly signal?: string;
  readonly at: EpochMs;
}

const RANK: Readonly<Record<Confidence, number>> = { possible: 0, likely: 1, certain: 2 };

/** The incident as a log settles it. Where that differs from what the metrics alone said, the difference is said, never hidden. */
export function settle(incident: Incident, { verdict, confidence, rule, signal, at }: Ruling): Incident {
  const crossed = signal === undefined ? {} : { signal };
  if (incident.verdict === verdict) {
    const raised = RANK[confidence] > RANK[incident.confidence];
    return { ...incident, ...crossed, ...(raised && { confidence, confidenceRule: rule }) };
  }
  return {
    ...incident,
    ...crossed,
    verdict,
    memory: MEMORY_VERDICTS.some((known) => known === verdict),
    confidence,
    confidenceRule: rule,
    headline: `By the log: ${VERDICT_WORDS[verdict].meaning}`,
    evidence: [...incident.evidence, difference(incident, verdict, at)],
  };
}

function difference(incident: Incident, verdict: Verdict, at: EpochMs): Evidence {
  const before = `"${VERDICT_WORDS[incident.verdict].name}" (${incident.confidence}: ${incident.confidenceRule})`;
  return {
    speaks: 'context',
    text: `The metrics alone said ${before}. The log says "${VERDICT_WORDS[verdict].name}".`,
    source: 'log and metrics compared',
    at,
  };
}
