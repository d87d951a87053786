import { distinctBy } from '../distinctBy';
import type { Finding } from '../provenance';

import type { Confidence, Incident, MissingEvidence } from './types';

/** What did not arrive of the data a verdict rests on. */
export type Gap =
  /** The server answered and said that its answer is not whole: `partial response: store gateway timed out`. */
  | { readonly kind: 'partial'; readonly warning: string }
  /** A question went unanswered. */
  | { readonly kind: 'failed'; readonly question?: string; readonly message: string }
  /** About how a question was put; the data are whole. */
  | { readonly kind: 'remark'; readonly text: string };

/** The incident, never certain where part of its data is missing: what was not seen could have contradicted it. */
export function withGaps(incident: Incident, all: readonly Gap[]): Incident {
  const gaps = all.filter(({ kind }) => kind !== 'remark');
  if (gaps.length === 0) {
    return incident;
  }
  return {
    ...notCertain(incident),
    inPart: true,
    missing: [...incident.missing, ...distinct(gaps.flatMap(missingOf))],
  };
}

/** The incident with nothing certain in it: neither verdict nor culprit nor victim. */
export function notCertain(incident: Incident): Incident {
  const { confidence, confidenceRule, culprit, victims } = incident;
  return {
    ...incident,
    ...(confidence === 'certain' && { confidence: 'likely', confidenceRule: `${confidenceRule}; but ${NOT_WHOLE}` }),
    culprit: atMostLikely(culprit),
    victims: victims.map(atMostLikely),
  };
}

function atMostLikely<T extends { readonly confidence?: Confidence }>(one: T): T {
  return one.confidence === 'certain' ? { ...one, confidence: 'likely' } : one;
}

const NOT_WHOLE = 'only part of the data arrived, so it is not certain';

/** The gaps as findings for whoever reads the whole review, each once. A question that failed is reported where it is asked. */
export function gapFindings(gaps: readonly Gap[]): readonly Finding[] {
  const texts = (kind: 'partial' | 'remark') => [
    ...new Set(gaps.flatMap((gap) => (gap.kind !== kind ? [] : gap.kind === 'partial' ? gap.warning : gap.text))),
  ];
  const partial = texts('partial').map((warning): Finding => ({
    severity: 'warning',
    code: 'partial-data',
    text: `Only part of the data arrived; Prometheus warns: ${warning}. What is missing could not be seen.`,
    remedy: ASK_AGAIN,
  }));
  const remarks = texts('remark').map((text): Finding => ({
    severity: 'info',
    code: 'query-remark',
    text: `Prometheus remarks: ${text}.`,
  }));
  return [...partial, ...remarks];
}

const ASK_AGAIN = 'Ask again; if it stays, look at the store or the limit that the warning names.';

function missingOf(gap: Gap): readonly MissingEvidence[] {
  switch (gap.kind) {
    case 'partial':
      return [{ what: `part of the data; Prometheus warned: ${gap.warning}`, setting: ASK_AGAIN }];
    case 'failed': {
      const what = `the answer to a question${gap.question ? ` (${gap.question})` : ''}: ${gap.message}`;
      return [{ what, setting: 'Ask again once Prometheus answers all of it.' }];
    }
    case 'remark':
      return [];
  }
}

const distinct = (missing: readonly MissingEvidence[]): readonly MissingEvidence[] =>
  distinctBy(missing, ({ what }) => what);
