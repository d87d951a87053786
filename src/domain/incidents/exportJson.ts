import type { EpochMs } from '../units';

import type { Evidence, Incident, Projection } from './types';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * The incident as `docs/review-schema.json` describes it: the same object in the terminal and from the app. Times are RFC 3339
 * UTC with milliseconds, sizes in bytes, absent values null.
 */
export function exportJson(incident: Incident): Json {
  return {
    id: incident.id,
    cluster: incident.cluster ?? null,
    node: incident.node,
    start: rfc3339(incident.start),
    end: rfc3339(incident.end),
    verdict: incident.verdict,
    memory: incident.memory,
    confidence: incident.confidence,
    confidenceRule: incident.confidenceRule,
    race: incident.race,
    tooFastToEvict: incident.tooFastToEvict ?? null,
    signal: incident.signal ?? null,
    headline: incident.headline,
    victims: incident.victims.map((victim) => ({
      ...workload(victim),
      fate: victim.fate,
      qos: victim.qos ?? null,
      earliest: rfc3339(victim.earliest),
      latest: rfc3339(victim.latest),
      exitCode: victim.exitCode ?? null,
      reason: victim.reason ?? null,
      paidForAnother: victim.paidForAnother,
      confidence: victim.confidence ?? null,
    })),
    culprit: {
      kind: incident.culprit.kind,
      ...workload(incident.culprit),
      growthBytesPerSecond: number(incident.culprit.growth),
      confidence: incident.culprit.confidence ?? null,
    },
    growths: incident.growths.map((growth) => ({
      kind: growth.kind,
      ...workload(growth),
      growthBytesPerSecond: number(growth.growth),
      beforeBytes: number(growth.before),
      afterBytes: number(growth.after),
    })),
    projection: incident.projection ? projection(incident.projection) : null,
    story: incident.story.map(({ at, until, text }) => ({
      at: rfc3339(at),
      until: until === undefined ? null : rfc3339(until),
      text,
    })),
    evidence: incident.evidence.map(evidence),
    missing: incident.missing.map(({ what, setting }) => ({ what, setting })),
    alternatives: (incident.alternatives ?? []).map((other) => ({
      verdict: other.verdict,
      standing: other.standing,
      because: other.because,
      evidence: other.evidence.map(evidence),
      missing: other.missing.map(({ what, setting }) => ({ what, setting })),
    })),
    begunBefore: incident.begunBefore ?? false,
    prevention: [...incident.prevention],
  };
}

interface Named {
  readonly namespace?: string;
  readonly pod?: string;
  readonly container?: string;
}

const evidence = ({ speaks, text, source, query, value, threshold, at }: Evidence): Json => ({
  speaks,
  text,
  source,
  query: query ?? null,
  value: value ?? null,
  threshold: threshold ?? null,
  at: rfc3339(at),
});

const workload = ({ namespace, pod, container }: Named) => ({
  namespace: namespace ?? null,
  pod: pod ?? null,
  container: container ?? null,
});

const projection = ({ curve, from, to }: Projection): Json => ({
  curve,
  from: { at: rfc3339(from.at), bytes: number(from.value) },
  to: { at: rfc3339(to.at), bytes: number(to.value) },
});

/** JSON has no NaN and no Infinity: what is not a number is not known. */
const number = (value: number | undefined): number | null => (Number.isFinite(value) ? (value ?? null) : null);

/** Null for what is no time at all: a broken sample must not break the whole export. */
export function rfc3339(at: EpochMs): string | null {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
