import { formatMemory, formatRate } from '../quantity/formatBytes';
import type { EpochMs } from '../units';

import { rfc3339 } from './exportJson';
import { markdownText } from './markdownText';
import { evidenceQuery } from './evidenceQuery';
import type { Evidence, Growth, Incident } from './types';
import {
  BEGUN_BEFORE,
  CONFIDENCE_WORDS,
  culpritWithConfidence,
  fateOf,
  sure,
  VERDICT_WORDS,
  workloadName,
} from './verdictWords';

interface Extras {
  /** A file or URL of the chart, put below the verdict. */
  readonly chart?: string;
  /** Where the incident can be seen again. */
  readonly link?: string;
  /** Headings start at this level. */
  readonly level?: number;
}

/** The incident as a Markdown document to paste into a ticket. Whatever came from labels or logs stays literal text. */
export function exportMarkdown(incident: Incident, { chart, link, level = 1 }: Extras = {}): string {
  const heading = (depth: number, text: string) => `${'#'.repeat(level + depth)} ${text}`;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [heading(1, title), lines.join('\n')];
  const blocks = [
    heading(0, markdownText(incident.headline)),
    facts(incident).join('\n'),
    ...(chart === undefined ? [] : [`![Node memory around the incident](<${url(chart)}>)`]),
    ...section(
      'What happened',
      incident.story.map(
        ({ at, until, text }) =>
          `- ${clock(at)}${until === undefined ? '' : ` – ${clock(until)}`} ${markdownText(text)}`
      )
    ),
    ...section('Who caused it, who paid', [...whoPaid(incident), ...incident.growths.map(growthLine)]),
    ...section('Why we say so', evidenceLines(incident.evidence)),
    ...section('What else it could have been', alternativeLines(incident)),
    ...section(
      'What could not be seen',
      incident.missing.map(
        ({ what, setting }) => `- ${markdownText(what.replace(/[.]$/, ''))}. To see it: ${markdownText(setting)}`
      )
    ),
    ...section(
      'What would have prevented it',
      incident.prevention.map((text) => `- ${markdownText(text)}`)
    ),
    ...section(
      'Queries',
      queriesOf(incident.evidence).map((query, index) => `${index + 1}. ${codeSpan(query)}`)
    ),
    ...(link === undefined ? [] : [`[See it in Grafana](<${url(link)}>)`]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function facts(incident: Incident): readonly string[] {
  const { name, meaning } = VERDICT_WORDS[incident.verdict];
  return [
    `- **Verdict:** ${name}. ${meaning}`,
    `- **Confidence:** ${incident.confidence}. ${markdownText(incident.confidenceRule || CONFIDENCE_WORDS[incident.confidence])}`,
    `- **When:** ${rfc3339(incident.start) ?? 'unknown'} to ${rfc3339(incident.end) ?? 'unknown'}${incident.begunBefore ? `. ${BEGUN_BEFORE}` : ''}`,
    `- **Where:** node ${markdownText(incident.node)}${incident.cluster ? `, cluster ${markdownText(incident.cluster)}` : ''}`,
    ...(incident.signal ? [`- **Line crossed:** ${markdownText(incident.signal)}`] : []),
    ...(incident.race ? ['- The kubelet evicted and the kernel killed within the same seconds.'] : []),
  ];
}

function whoPaid({ culprit, victims }: Incident): readonly string[] {
  const rate = culprit.growth === undefined ? '' : `, ${formatRate(culprit.growth)} before`;
  return [
    `- **Culprit:** ${markdownText(culpritWithConfidence(culprit))}${rate}`,
    ...victims.map(
      (victim) =>
        `- **${fateOf(victim)}:** ${markdownText(sure(workloadName(victim), victim.confidence))}${victim.qos ? `, ${victim.qos}` : ''}, ` +
        `${interval(victim.earliest, victim.latest)}${exit(victim)}`
    ),
  ];
}

function exit({ exitCode, reason }: { readonly exitCode?: number; readonly reason?: string }): string {
  const parts = [...(exitCode === undefined ? [] : [`exit ${exitCode}`]), ...(reason ? [markdownText(reason)] : [])];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function growthLine({ kind, growth, before, after, ...workload }: Growth): string {
  const who = kind === 'outside-pods' ? 'outside the pods' : markdownText(workloadName(workload));
  const size = (bytes: number | undefined) => (bytes === undefined ? 'unknown' : formatMemory(bytes));
  return `- ${who}: ${growth === undefined ? 'growth unknown' : formatRate(growth)}, ${size(before)} before, ${size(after)} after`;
}

const SPEAKS: Readonly<Record<Evidence['speaks'], string>> = { for: '✓', against: '✗', context: '·' };

/** Queries are long and several items share one: they stand once each at the end, by number. */
const queriesOf = (evidence: readonly Evidence[]): readonly string[] => [
  ...new Set(evidence.flatMap((item) => evidenceQuery(item) ?? [])),
];

function evidenceLines(evidence: readonly Evidence[]): readonly string[] {
  const queries = queriesOf(evidence);
  return evidence.map((item) => {
    const { speaks, text, source, at } = item;
    const query = evidenceQuery(item);
    const asked = query === undefined ? '' : `, query ${queries.indexOf(query) + 1}`;
    return `- ${SPEAKS[speaks]} ${clock(at)} ${markdownText(text)} (${markdownText(source)}${asked})`;
  });
}

/** Each other cause in one line. */
function alternativeLines({ verdict, alternatives = [] }: Incident): readonly string[] {
  return alternatives
    .filter((other) => other.verdict !== verdict)
    .map((other) => `- **${VERDICT_WORDS[other.verdict].name}** (${other.standing}): ${markdownText(other.because)}`);
}

const interval = (earliest: EpochMs, latest: EpochMs) =>
  earliest === latest ? clock(earliest) : `${clock(earliest)} – ${clock(latest)}`;

/** `21:23:48`: the day stands above. */
const clock = (at: EpochMs): string => rfc3339(at)?.slice(11, 19) ?? 'time unknown';

/** Fenced by more backticks than it holds, so that nothing inside can end it. */
function codeSpan(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/** Within `<…>` of a Markdown link only these end it or break the line. */
const url = (text: string): string => text.replace(/[<>\\\s]/g, (character) => encodeURIComponent(character));
