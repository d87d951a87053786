import { exportJson, rfc3339 } from '../src/domain/incidents/exportJson';
import { exportMarkdown } from '../src/domain/incidents/exportMarkdown';
import { markdownText } from '../src/domain/incidents/markdownText';
import type { Incident, Victim } from '../src/domain/incidents/types';
import { culpritWithConfidence, sure, VERDICT_WORDS, workloadName } from '../src/domain/incidents/verdictWords';
import type { Finding } from '../src/domain/provenance';

import { podJson, podMarkdown, podText } from './podOutput';
import type { Review } from './review';
import { table } from './table';
import { printable, printableJson, printableLines } from './terminalText';

export type ReviewFormat = 'table' | 'json' | 'markdown';

/** Prints a review; `json` is the machine's form (docs/review-schema.json). */
export function printReview(review: Review, format: ReviewFormat): string {
  switch (format) {
    case 'json':
      return printableJson(reviewJson(review));
    case 'markdown':
      return printableLines(asMarkdown(review));
    case 'table':
      return printableLines(asTable(review));
  }
}

export function reviewJson({ from, to, incidents, findings, incomplete, pod }: Review): object {
  return {
    schemaVersion: 2,
    range: { from: rfc3339(from), to: rfc3339(to) },
    incidents: incidents.map(exportJson),
    findings: findings.map(({ severity, code, text, remedy }) => ({ severity, code, text, remedy: remedy ?? null })),
    incomplete,
    ...(pod && { pod: podJson(pod) }),
  };
}

const isMemory = ({ memory }: Incident) => memory;

function asTable(review: Review): string {
  const memory = review.incidents.filter(isMemory);
  const others = review.incidents.filter((incident) => !incident.memory);
  const { pod } = review;
  return [
    ...(pod ? podText(pod) : []),
    ...(memory.length > 0 ? [incidentTable(memory)] : pod ? [] : [`${none(review)}\n`]),
    ...(others.length === 0 ? [] : ['Not about memory:\n' + incidentTable(others)]),
    ...(review.findings.length === 0 ? [] : [`To know:\n${review.findings.map(findingLine).join('')}`]),
  ].join('\n');
}

function incidentTable(incidents: readonly Incident[]): string {
  const rows = incidents.map((incident) => [
    when(incident),
    incident.cluster ? `${incident.cluster}/${incident.node}` : incident.node,
    `${VERDICT_WORDS[incident.verdict].name}${incident.race ? ', race' : ''}`,
    incident.confidence,
    victimsOf(incident),
    culpritWithConfidence(incident.culprit),
  ]);
  return table({ head: ['when (UTC)', 'node', 'verdict', 'confidence', 'who paid', 'culprit'], rows, style: 'text' });
}

/** `2026-11-21 21:23:48 – 21:24:49`, `… or earlier – 21:24:49` where the range begins within it. */
function when({ start, end, begunBefore }: Incident): string {
  const [from, to] = [start, end].map((at) => (rfc3339(at) ?? 'unknown').slice(0, 19).replace('T', ' ')) as [
    string,
    string,
  ];
  const sameDay = from.slice(0, 10) === to.slice(0, 10);
  const since = begunBefore ? `${from} or earlier` : from;
  return from === to ? since : `${since} – ${sameDay ? to.slice(11) : to}`;
}

const SHOWN = 3;

/** How sure it is of each is said where that differs from the verdict’s own. */
function victimsOf({ victims, confidence }: Incident): string {
  const named = (victim: Victim) =>
    sure(workloadName(victim), victim.confidence === confidence ? undefined : victim.confidence);
  const names = [...new Set(victims.map(named))];
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const findingLine = ({ text, remedy }: Finding) => `  - ${printable([text, remedy].filter(Boolean).join(' '))}\n`;

/** An all-clear only where everything could be read. */
function none({ from, to, nodes, incomplete, findings }: Review): string {
  const range = `between ${rfc3339(from) ?? 'unknown'} and ${rfc3339(to) ?? 'unknown'}`;
  const where = nodes === 1 ? '1 node' : `${nodes} nodes`;
  const found = `No memory incident was found on ${where} ${range}`;
  if (incomplete.length > 0) {
    return `${found}, but not everything could be read.`;
  }
  return findings.some(({ severity }) => severity === 'warning')
    ? `${found}; what could not be seen stands below.`
    : `No memory incident on ${where} ${range}.`;
}

function asMarkdown(review: Review): string {
  const memory = review.incidents.filter(isMemory);
  const others = review.incidents.length - memory.length;
  const { pod } = review;
  const title = `# Memory incidents, ${rfc3339(review.from) ?? 'unknown'} to ${rfc3339(review.to) ?? 'unknown'}`;
  return [
    ...(pod ? podMarkdown(pod) : [`${title}\n`]),
    ...(memory.length === 0
      ? pod
        ? []
        : [`${none(review)}\n`]
      : memory.map((incident) => exportMarkdown(incident, { level: 2 }))),
    ...(others === 0 ? [] : [`${others} other container ends are not about memory; \`--format json\` lists them.\n`]),
    ...(review.findings.length === 0
      ? []
      : [
          `## To know\n\n${review.findings.map(({ text, remedy }) => `- ${markdownText([text, remedy].filter(Boolean).join(' '))}\n`).join('')}`,
        ]),
  ].join('\n');
}
